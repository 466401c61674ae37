package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.FirstCredentials;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That one trace, begun by the client, follows an order over HTTP, queues, MQTT and database to its delivery. */
class TracesIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final List<String> STAGES =
            List.of("order-confirm", "build-dispatch", "part-post-process", "part-inspect", "order-deliver");

    /** These have nothing to do but with orders. */
    private static final List<String> OF_ORDERS = List.of("order-confirm", "part-inspect", "order-deliver");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void oneTraceFollowsAnOrderFromTheRequestToTheDelivery() throws IOException, InterruptedException, MqttException {
        try (SpanCollector collector = SpanCollector.start();
                RunningHub hub = new RunningHub(directory.resolve("data"))
                        .with("hub.traces.endpoint", collector.address().toString())
                        .start();
                PrinterFarm farm = new PrinterFarm(directory.resolve("farm"), hub.broker())) {
            farm.addFast(hub.client(), 1).start();
            Queue<String> toMachine = new ConcurrentLinkedQueue<>();
            MqttClient listener = listen(hub, toMachine);
            Customer customer = new Customer(hub.client());
            Path model = Models.write(directory.resolve("sound.stl"), DemoBracket.sound());
            JsonNode quote = customer.quote(customer.ready(model), 1);

            HttpResponse<String> placed = order(hub, quote);

            assertThat(placed.statusCode()).isEqualTo(201);
            assertThat(placed.headers().firstValue("traceparent")).isEmpty();
            String order = Json.mapper().readTree(placed.body()).path("id").asText();
            customer.await(order, Duration.ofMinutes(2), "SHIPPED");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(STAGES).allSatisfy(stage -> assertThat(collector.of(TRACE))
                            .as(stage)
                            .anyMatch(span -> span.name().contains(stage))));
            Set<String> ids =
                    collector.of(TRACE).stream().map(SpanCollector.Span::id).collect(Collectors.toSet());
            assertThat(collector.of(TRACE))
                    .allMatch(span -> span.parent().equals(SPAN) || ids.contains(span.parent()))
                    .anyMatch(span -> span.parent().equals(SPAN));
            assertThat(collector.all())
                    .filteredOn(span -> OF_ORDERS.stream().anyMatch(span.name()::contains))
                    .isNotEmpty()
                    .allMatch(span -> span.trace().equals(TRACE));
            assertThat(toMachine).isNotEmpty().allMatch(traceparent -> traceparent.startsWith("00-" + TRACE + "-"));
            listener.disconnect();
            listener.close();
        }
    }

    private static HttpResponse<String> order(RunningHub hub, JsonNode quote) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(hub.url().resolve("/api/v1/orders"))
                                .header("Authorization", "Bearer " + hub.secret())
                                .header("Content-Type", "application/json")
                                .header("traceparent", "00-" + TRACE + "-" + SPAN + "-01")
                                .POST(HttpRequest.BodyPublishers.ofString(Json.write(
                                        Map.of("quote", quote.path("id").asText()))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Gathers what commands to print carry as their trace. */
    private static MqttClient listen(RunningHub hub, Queue<String> traces) throws IOException, MqttException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(FirstCredentials.OPERATOR);
        options.setPassword(hub.secret().getBytes(StandardCharsets.UTF_8));
        MqttClient client = new MqttClient(hub.broker(), FirstCredentials.OPERATOR, new MemoryPersistence());
        client.connect(options);
        IMqttMessageListener listener = (topic, message) ->
                message.getProperties().getUserProperties().forEach(property -> traces.add(property.getValue()));
        client.subscribe(
                new MqttSubscription[] {new MqttSubscription("am/demo/fast-1/command/print", 1)},
                new IMqttMessageListener[] {listener});
        return client;
    }
}
