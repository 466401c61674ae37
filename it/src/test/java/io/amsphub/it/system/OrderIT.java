package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.FirstCredentials;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.payment.PaymentMain;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.io.BinaryStlWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order that changes on its way, paid by a provider that is a process of its own, while the hub is killed. */
class OrderIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before each
    private PrinterFarm farm;

    private @Nullable Process provider;

    @BeforeEach
    void prepare() throws IOException {
        int port = RunningHub.freePorts(1).get(0);
        hub = new RunningHub(directory.resolve("data"))
                .with("hub.payment.url", "http://127.0.0.1:" + port)
                .with("hub.payment.key", "key")
                .with("hub.payment.webhook-secret", "whsec");
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker());
        hub.start();
        String webhook = hub.url() + "/api/v1/payment-webhooks";
        provider = new ProcessBuilder(
                        RunningHub.java(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        RunningHub.jar().toString(),
                        PaymentMain.class.getName(),
                        "--port",
                        Integer.toString(port),
                        "--key",
                        "key",
                        "--webhook",
                        webhook,
                        "--secret",
                        "whsec")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("provider.log").toFile())
                .start();
    }

    @AfterEach
    void stop() {
        farm.close();
        if (provider != null) {
            provider.destroyForcibly();
        }
        hub.close();
    }

    @Test
    void orderThatChangesIsMadeOncePaidOnceAndDocumented() throws Exception {
        HubClient client = hub.client();
        farm.addFast(client, 2).start();
        String order = placed(client);
        String path = "/orders/" + order;
        authorise(client, path, 0);
        RunningHub.ok(client.post(path + "/hold", Map.of("reason", "wait")));
        JsonNode change = RunningHub.ok(
                client.post(path + "/changes", Map.of("lines", List.of(Map.of("line", 1, "quantity", 2)))));
        assertThat(change.at("/difference/amount").asDouble()).isNegative();
        RunningHub.ok(client.post("/order-changes/" + change.path("id").asText() + "/confirmation", Map.of()));
        tell("swallow 2");
        RunningHub.ok(client.post(path + "/release", Map.of("reason", "go")));
        new Customer(client).await(order, PATIENCE, "IN_PRODUCTION", "INSPECTED", "SHIPPED");

        hub.kill();
        HubClient again = hub.start().client();
        new Customer(again).await(order, PATIENCE, "SHIPPED");
        JsonNode account = await().atMost(PATIENCE)
                .until(() -> RunningHub.ok(again.get(path + "/account")), a -> a.at("/captured/amount")
                        .equals(a.at("/owed/amount")));
        assertThat(account.path("payments")).hasSize(1);
        assertThat(farm.finishes().values()).containsExactly(1, 1);
        assertThat(farm.audit().crimes()).isEmpty();

        assertThat(verified(path + "/lines/1/technical-data-package")).isZero();
        RunningHub.ok(again.post(path + "/refunds", Map.of("reason", "late", "amount", 1)));
        await().atMost(PATIENCE)
                .until(() -> RunningHub.ok(again.get(path + "/account"))
                                .at("/refunded/amount")
                                .asDouble()
                        == 1.0);
    }

    private String placed(HubClient client) throws IOException {
        Path model = directory.resolve("bracket.stl");
        try (OutputStream out = Files.newOutputStream(model)) {
            BinaryStlWriter.write(DemoBracket.sound(), out);
        }
        Customer customer = new Customer(client);
        JsonNode quote = customer.quote(customer.ready(model), 3);
        return RunningHub.ok(
                        client.post("/orders", Map.of("quote", quote.path("id").asText(), "payment", "CARD")))
                .path("id")
                .asText();
    }

    private void authorise(HubClient client, String path, int payment) throws IOException, InterruptedException {
        JsonNode open = await().atMost(PATIENCE)
                .until(
                        () -> RunningHub.ok(client.get(path + "/account"))
                                .path("payments")
                                .path(payment),
                        p -> Customer.state(p).equals("OPEN"));
        assertThat(Customer.state(RunningHub.ok(client.get(path)))).isEqualTo("AWAITING_PAYMENT");
        HttpRequest yes = HttpRequest.newBuilder(
                        URI.create(open.path("redirectUrl").asText() + "/authorise"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpClient.newHttpClient().send(yes, HttpResponse.BodyHandlers.discarding());
        new Customer(client).await(path.substring("/orders/".length()), PATIENCE, "CONFIRMED");
    }

    private void tell(String line) throws IOException {
        OutputStream in = Objects.requireNonNull(provider).getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private int verified(String path) throws IOException, InterruptedException {
        Path file = directory.resolve("package.zip");
        String who = FirstCredentials.OPERATOR + ":" + hub.secret();
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8)))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofFile(file));
        return new ProcessBuilder(
                        RunningHub.java(),
                        "-jar",
                        RunningHub.jar().toString(),
                        "--data",
                        hub.data().toString(),
                        "tdp",
                        "verify",
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
