package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.scanner.ScannerMain;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A printed part is scanned by a simulated scanner, a process of its own, and inspected by what was scanned. */
class ScanIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before each
    private PrinterFarm farm;

    private @Nullable Process scanner;

    @BeforeEach
    void prepare() throws IOException {
        hub = new RunningHub(directory.resolve("data"));
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker());
    }

    @AfterEach
    void stop() {
        farm.close();
        if (scanner != null) {
            scanner.destroyForcibly();
        }
        hub.close();
    }

    @Test
    void partIsReleasedByAPersonOnWhatItsScanProposes() throws IOException {
        HubClient client = hub.start().client();
        farm.add(client, "manual", entry -> entry.put("harvester", false)).start();
        startScanner(client, false, "--turn", "37", "--times", "2");
        String order = order(new Customer(client));
        String serial = printed(client, order);

        JsonNode request = RunningHub.ok(client.post("/parts/" + serial + "/scans", wanted()));
        RunningHub.ok(client.post("/devices/demo/manual/platform-clear", Map.of()));
        JsonNode scan = awaitScan(client, serial, "EVALUATED");

        assertThat(scan.at("/result/verdict").asText()).as("%s", scan).isEqualTo("PASS");
        assertThat(scan.at("/result/alignment").asText()).isEqualTo("PRINCIPAL_AXES_ICP");
        assertThat(scan.at("/result/rmsMm").asDouble()).isCloseTo(0.02, offset(0.005));
        assertThat(scan.at("/claim/cmdId").asText())
                .isEqualTo(request.path("id").asText());
        await().atMost(PATIENCE).until(() -> openText(client, serial).contains("proposes PASS"));
        assertThat(partState(client, serial)).as("nobody has decided").isEqualTo("IN_INSPECTION");

        RunningHub.ok(client.post(
                "/scans/" + scan.path("id").asText() + "/decision", Map.of("decision", "RELEASE", "reason", "fits")));

        new Customer(client).await(order, PATIENCE, "SHIPPED");
        JsonNode record = RunningHub.ok(client.get("/parts/" + serial + "/record"));
        assertThat(record.path("scans")).as("sent twice, recorded once").hasSize(1);
        assertThat(record.at("/inspections/0/scan").asText())
                .isEqualTo(scan.path("id").asText());
        assertThat(record.at("/inspections/0/passed").asBoolean()).isTrue();
        assertThat(farm.finishes().values()).containsExactly(1);
    }

    @Test
    void damagedFileIsRefusedWithTheReasonAndAPartThatIsTooLargeIsMadeAgain() throws IOException {
        HubClient client = hub.start().client();
        farm.add(client, "manual", entry -> entry.put("harvester", false)).start();
        startScanner(client, true, "--offset", "0.6", "--claim-first", "--times", "2", "--corrupt");
        String serial = printed(client, order(new Customer(client)));

        RunningHub.ok(client.post("/parts/" + serial + "/scans", wanted()));
        RunningHub.ok(client.post("/devices/demo/manual/platform-clear", Map.of()));
        JsonNode scan = awaitScan(client, serial, "EVALUATED");

        // the damaged file may overtake the claim check: then it is kept apart and not refused
        assertThat(Files.readString(directory.resolve("scanner.log"))).containsAnyOf("AMSP-6001", "DELIVERED");
        assertThat(scan.at("/result/verdict").asText()).as("%s", scan).isEqualTo("FAIL");
        assertThat(scan.at("/result/meanMm").asDouble()).isCloseTo(0.6, offset(0.03));
        RunningHub.ok(client.post(
                "/scans/" + scan.path("id").asText() + "/decision",
                Map.of("decision", "REJECT", "reason", "too large")));
        await().atMost(PATIENCE)
                .until(() -> RunningHub.ok(client.get("/parts/" + serial))
                                .path("attempt")
                                .asInt()
                        == 2);
        assertThat(RunningHub.ok(client.get("/scans?serial=" + serial)).path("items"))
                .hasSize(1);
    }

    @Test
    void fileInTheDropFolderIsTakenAlsoWhenTheHubWasAwayAndAStrangeOneIsSetAside() throws IOException {
        HubClient client = hub.start().client();
        farm.add(client, "manual", entry -> entry.put("harvester", false)).start();
        Path folder = hub.data().resolve("scans/demo/scan-01");
        Path elsewhere = directory.resolve("elsewhere");
        startScanner(client, true, "--drop-folder", elsewhere.toString());
        String serial = printed(client, order(new Customer(client)));
        RunningHub.ok(client.post("/parts/" + serial + "/scans", wanted()));
        awaitScan(client, serial, "ANNOUNCED");
        hub.kill();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("no scan id.ply"), "x");
        Files.writeString(folder.resolve("no scan id.ply.done"), "");
        try (var files = Files.newDirectoryStream(elsewhere)) {
            for (Path file : files) {
                Files.copy(file, folder.resolve(String.valueOf(file.getFileName())));
            }
        }

        HubClient again = hub.start().client();
        awaitScan(again, serial, "EVALUATED");

        Path reason = folder.resolve("quarantine/no scan id.ply.reason.txt");
        await().atMost(PATIENCE).until(() -> Files.exists(reason));
        assertThat(Files.readString(reason)).contains("no id of a scan");
        try (var left = Files.newDirectoryStream(folder, "*.ply*")) {
            assertThat(left).isEmpty();
        }
    }

    private void startScanner(HubClient client, boolean dropFolder, String... more) throws IOException {
        JsonNode registered = RunningHub.ok(
                client.post("/scanners", Map.of("amCentre", "demo", "scanner", "scan-01", "dropFolder", dropFolder)));
        List<String> command = new ArrayList<>(List.of(
                RunningHub.java(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                RunningHub.jar().toString(),
                ScannerMain.class.getName(),
                "--broker",
                hub.broker(),
                "--password",
                registered.path("secret").asText()));
        command.addAll(List.of(more));
        scanner = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("scanner.log").toFile())
                .start();
        await().atMost(PATIENCE).until(() -> RunningHub.ok(client.get("/scanners/demo/scan-01"))
                .path("state")
                .asText()
                .equals("IDLE"));
    }

    private String order(Customer customer) throws IOException {
        Path model = directory.resolve("bracket.stl");
        try (OutputStream out = Files.newOutputStream(model)) {
            BinaryStlWriter.write(DemoBracket.sound(), out);
        }
        return customer.order(customer.quote(customer.ready(model), 1))
                .path("id")
                .asText();
    }

    private String printed(HubClient client, String order) {
        String serial = order + "-1";
        await().atMost(PATIENCE).until(() -> partState(client, serial).equals("PRINTED"));
        return serial;
    }

    private static String partState(HubClient client, String serial) throws IOException {
        HubClient.Answer answer = client.get("/parts/" + serial);
        return answer.status() == 404 ? "not there yet" : Customer.state(answer.body());
    }

    private static Map<String, ?> wanted() {
        return Map.of("amCentre", "demo", "scanner", "scan-01", "resolutionMm", 0.2);
    }

    private static JsonNode awaitScan(HubClient client, String serial, String state) {
        return await().atMost(PATIENCE)
                .until(
                        () -> RunningHub.ok(client.get("/scans?serial=" + serial))
                                .path("items")
                                .path(0),
                        scan -> Customer.state(scan).equals(state));
    }

    private static String openText(HubClient client, String serial) throws IOException {
        for (JsonNode item :
                RunningHub.ok(client.get("/work-items?state=OPEN&limit=100")).path("items")) {
            if (item.path("subject").asText().equals(serial)) {
                return item.path("text").asText();
            }
        }
        return "";
    }
}
