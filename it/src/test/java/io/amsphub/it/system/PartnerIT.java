package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.io.BinaryStlWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for partners, in curl, Python and Java, against a hub and printers that are processes of their own. */
class PartnerIT {

    private static final Path EXAMPLES = Path.of("../examples/partner-client");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before each
    private PrinterFarm farm;

    @BeforeEach
    void prepare() throws IOException {
        hub = new RunningHub(directory.resolve("data"));
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker());
    }

    @AfterEach
    void stop() {
        farm.close();
        hub.close();
    }

    @Test
    void everyExampleOrdersWaitsAndReadsTheParts() throws Exception {
        HubClient operator = hub.start().client();
        farm.addFast(operator, 2).start();
        String secret = RunningHub.ok(operator.post("/partners", Map.of("name", "acme", "organisation", "acme-corp")))
                .path("secret")
                .asText();
        Path model = directory.resolve("bracket.stl");
        try (OutputStream out = Files.newOutputStream(model)) {
            BinaryStlWriter.write(DemoBracket.sound(), out);
        }
        List<Process> examples = new ArrayList<>();
        examples.add(run(secret, model, "curl", "sh", "place-order.sh"));
        examples.add(run(secret, model, "python", "python3", "place_order.py"));
        examples.add(run(secret, model, "java", RunningHub.java(), "PlaceOrder.java"));
        for (Process example : examples) {
            assertThat(example.waitFor(Duration.ofMinutes(3).toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        for (String name : List.of("curl", "python", "java")) {
            assertThat(Files.readString(log(name)))
                    .as(name)
                    .contains("order ord_")
                    .containsPattern("ord_\\w+-1");
        }
        // again, as after a crash of the partner: nothing is ordered twice
        assertThat(run(secret, model, "python", "python3", "place_order.py").waitFor())
                .isZero();

        JsonNode orders = RunningHub.ok(new HubClient(hub.url(), "partner.acme", secret).get("/orders"));
        assertThat(orders.path("items").findValuesAsText("reference"))
                .containsExactlyInAnyOrder("curl", "python", "java");
    }

    private Path log(String reference) {
        return directory.resolve(reference + ".log");
    }

    private Process run(String secret, Path model, String reference, String program, String example)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                program, EXAMPLES.resolve(example).toString(), model.toString(), "mex-pla", "1", reference);
        builder.environment()
                .putAll(Map.of("HUB", hub.url().toString(), "HUB_USER", "partner.acme", "HUB_SECRET", secret));
        return builder.redirectErrorStream(true)
                .redirectOutput(log(reference).toFile())
                .start();
    }
}
