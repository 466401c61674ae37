package io.amsphub.config.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders as files: in the drop folder, in the partner's own format, and on a real SFTP server. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class PartnerFilesTest {

    private static final String ORDER = """
        {"specversion": "1.0", "source": "/erp", "type": "io.amsphub.command.orderModel",
         "data": {"file": "%s", "acceptCorrection": true, "quote": {"material": "mex-pla", "quantity": 2},
                  "order": {"reference": "%s"}}}
        """;

    @TempDir
    private static Path directory;

    private static WholeHub hub;
    private static HubClient acme;

    @BeforeAll
    static void start() throws IOException {
        hub = new WholeHub(directory.resolve("data")).start();
        acme = hub.client(
                "partner.acme", hub.register(Map.of("name", "acme", "organisation", "acme-corp", "dropFolder", true)));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Path folder(String partner, String name) throws IOException {
        return Files.createDirectories(
                hub.data.resolve("partners").resolve(partner).resolve(name));
    }

    private static void model(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            BinaryStlWriter.write(DemoBracket.sound(), out);
        }
    }

    private static JsonNode answer(Path folder, String file) {
        await().atMost(WholeHub.PATIENCE).until(() -> Files.exists(folder.resolve(file)));
        try {
            return Json.read(Files.readString(folder.resolve(file)), JsonNode.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long orders(String reference) throws IOException {
        long found = 0;
        for (JsonNode order : WholeHub.ok(acme.get("/orders?limit=100")).path("items")) {
            found += order.path("reference").asText().equals(reference) ? 1 : 0;
        }
        return found;
    }

    private static long designs(String name) throws IOException {
        return WholeHub.ok(acme.get("/designs?limit=100")).path("items").findValuesAsText("name").stream()
                .filter(name::equals)
                .count();
    }

    @Test
    void modelInTheDropFolderIsOrderedOnceOverARestartInTheMiddle() throws IOException {
        Path in = folder("acme", "in");
        model(in.resolve("bracket.stl"));
        Files.writeString(in.resolve("po-1.json"), ORDER.formatted("bracket.stl", "PO-1"));
        Files.writeString(in.resolve("po-1.done"), "");
        await().atMost(WholeHub.PATIENCE).until(() -> designs("bracket.stl") > 0);
        hub.close();
        hub.start();

        JsonNode reply = answer(folder("acme", "out"), "po-1.reply.json");
        assertThat(reply.path("status").asInt()).as("%s", reply).isEqualTo(201);
        assertThat(reply.at("/data/reference").asText()).isEqualTo("PO-1");
        Path done = hub.data.resolve("partners/acme/done/po-1");
        await().atMost(WholeHub.PATIENCE).until(() -> Files.exists(done.resolve("bracket.stl")));
        assertThat(orders("PO-1")).isEqualTo(1);
        assertThat(designs("bracket.stl")).isEqualTo(1);

        // the hub died after the order and before the drop was given up: it is found again as it was
        Files.delete(folder("acme", "out").resolve("po-1.reply.json"));
        Files.move(done, hub.data.resolve("partners/acme/work/po-1"));
        assertThat(answer(folder("acme", "out"), "po-1.reply.json")
                        .at("/data/id")
                        .asText())
                .isEqualTo(reply.at("/data/id").asText());
        assertThat(orders("PO-1")).isEqualTo(1);
        assertThat(designs("bracket.stl")).isEqualTo(1);
    }

    @Test
    void ownFormatIsMappedAndWhatIsRefusedGoesToQuarantineWithTheReason() throws IOException {
        Files.writeString(folder("acme", "mappings").resolve("10-po.jslt"), """
            if (.PurchaseOrder)
              {"specversion": "1.0", "source": "/acme-erp", "type": "io.amsphub.command.orderModel",
               "data": {"file": .PurchaseOrder.Drawing,
                        "quote": {"material": .PurchaseOrder.Material, "quantity": number(.PurchaseOrder.Quantity)},
                        "order": {"reference": .PurchaseOrder."@number"},
                        "maxTotal": {"amount": 1, "currency": "EUR"}}}
            """);
        Path in = folder("acme", "in");
        model(in.resolve("plate.stl"));
        Files.writeString(in.resolve("po-2.xml"), """
            <PurchaseOrder number="PO-2"><Drawing>plate.stl</Drawing><Material>mex-pla</Material>
            <Quantity>3</Quantity></PurchaseOrder>
            """);
        Files.writeString(in.resolve("po-2.done"), "");
        Files.writeString(in.resolve("po-3.json"), ORDER.formatted("../../hub.properties", "PO-3"));
        Files.writeString(in.resolve("po-3.done"), "");
        Files.writeString(in.resolve("po-4.json"), "{\"foo\": 1}");
        Files.writeString(in.resolve("po-4.done"), "");
        Files.writeString(in.resolve("broken.stl"), "this is no model");
        Files.writeString(in.resolve("po-5.json"), ORDER.formatted("broken.stl", "PO-5"));
        Files.writeString(in.resolve("po-5.done"), "");

        Path out = folder("acme", "out");
        JsonNode tooDear = answer(out, "po-2.reason.json");
        assertThat(tooDear.at("/data/where").asText()).as("%s", tooDear).isEqualTo("/data/maxTotal");
        assertThat(tooDear.at("/data/detail").asText()).contains("more than 1 EUR");
        assertThat(answer(out, "po-3.reason.json").at("/data/code").asText()).isEqualTo("AMSP-7104");
        JsonNode unknown = answer(out, "po-4.reason.json");
        assertThat(unknown.at("/data/code").asText()).isEqualTo("AMSP-7103");
        assertThat(unknown.at("/data/remedy").asText()).isNotEmpty();
        assertThat(answer(out, "po-5.reason.json").at("/data/where").asText()).isEqualTo("broken.stl");
        await().atMost(WholeHub.PATIENCE)
                .until(() -> Files.exists(hub.data.resolve("partners/acme/quarantine/po-5/po-5.reason.json")));
        assertThat(List.of(orders("PO-2"), orders("PO-3"), orders("PO-5"))).containsOnly(0L);
    }

    @Test
    void orderOnAnSftpServerIsFetchedAndAnsweredThere() throws Exception {
        try (SshServer ssh = SshServer.startOrSkip(directory.resolve("ssh"))) {
            Path remote = Files.createDirectories(directory.resolve("remote"));
            Path in = Files.createDirectories(remote.resolve("in"));
            Files.createDirectories(remote.resolve("out"));
            Path keys = folder("depot", "sftp");
            ssh.admit(keys);
            hub.register(Map.of(
                    "name", "depot",
                    "organisation", "acme-corp",
                    "sftp",
                            Map.of(
                                    "host", "127.0.0.1",
                                    "port", ssh.port(),
                                    "user", System.getProperty("user.name"),
                                    "directory", remote.toString())));
            model(in.resolve("plate.stl"));
            Files.writeString(in.resolve("po-9.json"), ORDER.formatted("plate.stl", "PO-9"));
            Files.writeString(in.resolve("unfinished.json"), "{");
            Files.writeString(in.resolve("po-9.done"), "");

            JsonNode reply = answer(remote.resolve("out"), "po-9.reply.json");
            assertThat(reply.path("status").asInt()).as("%s", reply).isEqualTo(201);
            assertThat(orders("PO-9")).isEqualTo(1);
            assertThat(remote.resolve("taken/plate.stl")).exists();
            assertThat(in.resolve("unfinished.json")).as("has no marker").exists();

            // another host key: the hub does not go on
            Files.writeString(keys.resolve("known_hosts"), ssh.foreignHostKey());
            ssh.awaitRefusedVisit();
            Files.writeString(in.resolve("po-10.json"), "{}");
            Files.writeString(in.resolve("po-10.done"), "");
            ssh.awaitRefusedVisit();
            assertThat(in.resolve("po-10.done")).exists();
        }
    }
}
