package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.mesh.compose.DemoBracket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The main job, from a broken model to the record of a delivered part. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadToDeliveryIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before all
    private PrinterFarm farm;

    @SuppressWarnings("NullAway.Init") // set before all
    private HubClient client;

    @BeforeAll
    void startHubAndPrinters() throws IOException {
        hub = new RunningHub(directory.resolve("data")).start();
        client = hub.client();
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker())
                .addFast(client, 2)
                .start();
    }

    @AfterAll
    void stop() {
        farm.close();
        hub.close();
    }

    @Test
    void brokenBracketIsCorrectedPrintedInspectedAndDelivered() throws IOException {
        Customer customer = new Customer(client);
        Path model = Models.write(directory.resolve("bracket.stl"), DemoBracket.carelessExport());

        JsonNode revision = customer.settled(customer.upload(model));
        assertThat(Customer.state(revision)).isEqualTo("IN_REVIEW");
        assertThat(revision.at("/detection/solid").asBoolean()).isFalse();
        assertThat(revision.at("/correction/after/solid").asBoolean()).isTrue();

        JsonNode accepted = RunningHub.ok(
                client.post(Customer.path(revision) + "/correction/decision", Map.of("decision", "ACCEPT")));
        JsonNode quote = customer.quote(accepted, 3);
        assertThat(Customer.state(quote)).isEqualTo("PRICED");
        JsonNode verified =
                RunningHub.ok(client.get("/quotes/" + quote.path("id").asText() + "/verification"));
        assertThat(verified.path("same").asBoolean()).isTrue();

        String order = customer.order(quote).path("id").asText();
        JsonNode shipped = customer.await(order, Duration.ofMinutes(2), "SHIPPED");
        assertThat(shipped.at("/delivery/parts")).hasSize(3);
        assertThat(Customer.state(customer.receive(order))).isEqualTo("DELIVERED");

        JsonNode record = RunningHub.ok(client.get("/parts/" + order + "-1/record"));
        assertThat(Customer.state(record)).isEqualTo("DELIVERED");
        assertThat(record.at("/inspections/0/passed").asBoolean()).isTrue();
        assertThat(record.at("/jobs/0/state").asText()).isEqualTo("FINISHED");
        assertThat(record.at("/events").findValuesAsText("to"))
                .containsExactly(
                        "PLANNED",
                        "IN_PRODUCTION",
                        "PRINTED",
                        "IN_POST_PROCESSING",
                        "IN_INSPECTION",
                        "RELEASED",
                        "DELIVERED");
        assertThat(farm.starts().keySet().stream().filter(job -> job.startsWith(order)))
                .containsExactlyInAnyOrder(order + "-1.1", order + "-2.1", order + "-3.1");
    }

    @Test
    void correlationIdFollowsAnOrderThroughEveryStage() throws IOException {
        Customer customer = new Customer(client);
        Path model = Models.write(directory.resolve("sound.stl"), DemoBracket.sound());
        String order = customer.order(customer.quote(customer.ready(model), 1))
                .path("id")
                .asText();
        customer.await(order, Duration.ofMinutes(2), "SHIPPED");

        JsonNode events = RunningHub.ok(client.get("/events?limit=1000&correlationId=" + order));

        assertThat(events.path("items").findValuesAsText("aggregate")).contains("order", "part", "job");
        assertThat(events.path("items").findValuesAsText("to"))
                .contains("CREATED", "CONFIRMED", "IN_PRODUCTION", "INSPECTED", "SHIPPED", "FINISHED", "RELEASED");
    }

    @Test
    void repeatedRequestGetsTheFirstReply() throws IOException {
        Map<String, Object> body = Map.of("name", "once");
        String key = UUID.randomUUID().toString();

        HubClient.Answer first = client.post("/designs", body, key);
        HubClient.Answer second = client.post("/designs", body, key);
        HubClient.Answer other = client.post("/designs", Map.of("name", "twice"), key);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body().path("code").asText()).isEqualTo("AMSP-1010");
    }

    @Test
    void rejectedCorrectionEndsTheRevisionAndKeepsTheSource() throws IOException {
        Customer customer = new Customer(client);
        Path model = Models.write(directory.resolve("rejected.stl"), DemoBracket.carelessExport());
        JsonNode revision = customer.settled(customer.upload(model));

        JsonNode rejected = RunningHub.ok(client.post(
                Customer.path(revision) + "/correction/decision",
                Map.of("decision", "REJECT", "reason", "the hole is meant")));

        assertThat(Customer.state(rejected)).isEqualTo("REJECTED");
        assertThat(rejected.at("/problem/detail").asText()).isEqualTo("the hole is meant");
        assertThat(client.get(Customer.path(revision) + "/content?variant=source")
                        .status())
                .isEqualTo(200);
        HubClient.Answer again =
                client.post(Customer.path(revision) + "/correction/decision", Map.of("decision", "ACCEPT"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().path("code").asText()).isEqualTo("AMSP-4001");
    }

    @Test
    void changeAgainstAnOldVersionIsRefused() throws IOException {
        Customer customer = new Customer(client);
        Path model = Models.write(directory.resolve("stale.stl"), DemoBracket.carelessExport());
        JsonNode revision = customer.settled(customer.upload(model));

        HubClient.Answer stale = client.send(
                "POST",
                Customer.path(revision) + "/correction/decision",
                java.net.http.HttpRequest.BodyPublishers.ofString("{\"decision\":\"ACCEPT\"}"),
                "Content-Type",
                "application/json",
                "If-Match",
                "\"0\"");

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.body().path("code").asText()).isEqualTo("AMSP-1007");
        assertThat(List.of("IN_REVIEW")).contains(Customer.state(RunningHub.ok(client.get(Customer.path(revision)))));
    }
}
