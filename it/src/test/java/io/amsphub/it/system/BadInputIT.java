package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.mesh.compose.DemoBracket;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes in wrong gets a clear error with a code and a remedy, and harms nothing that was there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

    private static final long UPLOAD_LIMIT = 1_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before all
    private HubClient client;

    @SuppressWarnings("NullAway.Init") // set before all
    private Customer customer;

    @BeforeAll
    void startHub() throws IOException {
        hub = new RunningHub(directory.resolve("data"))
                .with("hub.upload.max-bytes", Long.toString(UPLOAD_LIMIT))
                .start();
        client = hub.client();
        customer = new Customer(client);
    }

    @AfterAll
    void stopHub() {
        hub.close();
    }

    @ParameterizedTest(name = "{0} is refused with {2}")
    @CsvSource({
        "notes.stl, these are the notes of a meeting, AMSP-2102",
        "picture.bin, PNG, AMSP-2101",
        "truncated.stl, TRUNCATED, AMSP-2102",
        "nothing.stl, NO-FACETS, AMSP-2103",
        "vertices.obj, v 0 0 0, AMSP-2102",
        "broken.3mf, ZIP, AMSP-2102"
    })
    void fileThatIsNoModelIsRefusedWithTheReason(String name, String content, String code) throws IOException {
        Path file = directory.resolve(name);
        Files.write(file, bytes(content));

        JsonNode revision = customer.settled(customer.upload(file));

        assertThat(Customer.state(revision)).isEqualTo("REJECTED");
        assertThat(revision.at("/problem/code").asText())
                .as(revision.toString())
                .isEqualTo(code);
        assertThat(revision.at("/problem/remedy").asText()).isNotBlank();
        assertThat(client.get(Customer.path(revision) + "/content?variant=source")
                        .status())
                .as("the source is kept")
                .isEqualTo(200);
    }

    private static byte[] bytes(String content) throws IOException {
        if (content.equals("TRUNCATED")) {
            Path whole = Models.write(directory.resolve("whole.stl"), DemoBracket.sound());
            return Arrays.copyOf(Files.readAllBytes(whole), 5_000);
        }
        return switch (content) {
            case "NO-FACETS" -> new byte[84];
            case "PNG" -> new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
            case "ZIP" -> new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0};
            default -> content.getBytes(StandardCharsets.US_ASCII);
        };
    }

    @Test
    void wrongExtensionDoesNotMatterTheContentDecides() throws IOException {
        Path file = Models.cube(directory.resolve("cube.obj"), 10);

        JsonNode revision = customer.settled(customer.upload(file));

        assertThat(Customer.state(revision)).isEqualTo("READY");
        assertThat(revision.at("/detection/format").asText()).isEqualTo("STL");
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST | /designs       | {"name": "x"                                                  | 400 | AMSP-1001
            POST | /designs       | {"name": "x", "colour": "red"}                                | 400 | AMSP-1002
            POST | /designs       | {"name": ""}                                                  | 400 | AMSP-1002
            POST | /designs       | []                                                            | 400 | AMSP-1002
            POST | /quotes        | {"revision": "r", "material": "mex-pla", "quantity": -3}      | 400 | AMSP-1002
            POST | /quotes        | {"revision": "r", "material": "mex-pla", "quantity": 1.5}     | 400 | AMSP-1002
            POST | /quotes        | {"revision": "r", "material": "mex-pla", "quantity": "1"}     | 400 | AMSP-1002
            POST | /quotes        | {"revision": "none", "material": "mex-pla", "quantity": 1}    | 404 | AMSP-1005
            POST | /orders        | {"quote": "qte_none"}                                         | 404 | AMSP-1005
            GET  | /orders/none   |                                                               | 404 | AMSP-1005
            GET  | /jobs?limit=0  |                                                               | 400 | AMSP-1002
            GET  | /jobs?limit=99999999999999999999 |                                             | 400 | AMSP-1002
            GET  | /jobs?colour=red |                                                             | 400 | AMSP-1002
            GET  | /devices/demo/none |                                                           | 404 | AMSP-1005
            GET  | /nothing/here  |                                                               | 404 | AMSP-1005
            DELETE | /orders      |                                                               | 405 | AMSP-1006
            """)
    void requestThatIsWrongIsAnsweredWithAProblem(String method, String path, String body, int status, String code)
            throws IOException {
        HubClient.Answer answer = body == null
                ? client.send(method, path, BodyPublishers.noBody())
                : client.send(method, path, BodyPublishers.ofString(body), "Content-Type", "application/json");

        assertThat(answer.body().path("code").asText()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("title").asText()).isNotBlank();
        assertThat(answer.body().path("remedy").asText()).isNotBlank();
        assertThat(answer.body().toString()).doesNotContain("Exception").doesNotContain(".java");
    }

    @Test
    void jsonUnderAnotherMediaTypeIsNotTaken() throws IOException {
        HubClient.Answer answer = client.send(
                "POST", "/designs", BodyPublishers.ofString("{\"name\":\"x\"}"), "Content-Type", "text/plain");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body().path("code").asText()).isEqualTo("AMSP-1008");
    }

    @Test
    void modelAboveTheLimitIsRefusedWhenItIsAnnounced() throws IOException {
        String design = RunningHub.ok(client.post("/designs", Map.of("name", "large")))
                .path("id")
                .asText();

        HubClient.Answer answer = client.post(
                "/designs/" + design + "/revisions", Map.of("fileName", "large.stl", "bytes", UPLOAD_LIMIT + 1));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body().path("code").asText()).isEqualTo("AMSP-1009");
        assertThat(answer.body().path("detail").asText()).contains(Long.toString(UPLOAD_LIMIT));
    }

    @Test
    void jsonBodyAboveTheLimitIsRefused() throws IOException {
        for (int mib : new int[] {2, 20}) {
            String name = "x".repeat(mib << 20);

            HubClient.Answer answer = client.post("/designs", Map.of("name", name));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body().path("code").asText()).isEqualTo("AMSP-1009");
        }
    }

    @Test
    void uploadGoesOnWhereItBrokeOffAndItsDigestIsChecked() throws IOException {
        Path file = Models.write(directory.resolve("resumed.stl"), DemoBracket.sound());
        byte[] all = Files.readAllBytes(file);
        JsonNode announced = customer.announce(file);
        String upload = announced.path("uploadUrl").asText();

        breakOffAt(upload, all, all.length / 2);

        long arrived = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> RunningHub.ok(client.get(upload.substring("/api/v1".length())))
                                .path("offset")
                                .asLong(),
                        offset -> offset > 0);
        assertThat(arrived).isLessThanOrEqualTo(all.length / 2);
        HubClient.Answer wrong = patch(upload, arrived + 1, new byte[10]);
        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.body().path("code").asText()).isEqualTo("AMSP-2001");
        assertThat(patch(upload, arrived, Arrays.copyOfRange(all, (int) arrived, all.length))
                        .status())
                .isLessThan(300);
        assertThat(Customer.state(customer.settled(announced))).isEqualTo("READY");
    }

    @Test
    void contentWithAnotherDigestThanAnnouncedIsRefused() throws IOException {
        byte[] all = Files.readAllBytes(Models.cube(directory.resolve("digest.stl"), 11));
        String design = RunningHub.ok(client.post("/designs", Map.of("name", "digest")))
                .path("id")
                .asText();
        JsonNode announced = RunningHub.ok(client.post(
                "/designs/" + design + "/revisions",
                Map.of("fileName", "digest.stl", "bytes", all.length, "sha256", "0".repeat(64))));

        HubClient.Answer answer = patch(announced.path("uploadUrl").asText(), 0, all);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("code").asText()).isEqualTo("AMSP-2002");
    }

    @Test
    void slowUploadIsGivenUpWithoutHoldingUpOthers() throws IOException {
        Path file = Models.cube(directory.resolve("slow.stl"), 13);
        String upload = customer.announce(file).path("uploadUrl").asText();
        try (Socket socket = new Socket(hub.url().getHost(), hub.url().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(head(upload, 684).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            assertThat(client.get("/me").status()).isEqualTo(200);
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(answer).isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void messageThatIsNoReportIsKeptAsideAndTheNextIsTaken() throws IOException, MqttException {
        String secret = PrinterFarm.register(client, "noisy");
        MqttClient device = connect("demo/noisy", secret);
        try {
            publish(device, "am/demo/noisy/report/state", "this is not JSON");
            publish(device, "am/demo/noisy/report/state", "{\"schema\":\"amsp-native/1\",\"state\":\"DANCING\"}");
            publish(device, "am/demo/noisy/report/unheard-of", "{}");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(RunningHub.ok(client.get("/dead-letters?limit=500"))
                                    .path("items")
                                    .findValuesAsText("reason"))
                            .filteredOn(reason -> reason.contains("AMSP-5002"))
                            .hasSizeGreaterThanOrEqualTo(3));
            assertThat(client.get("/devices/demo/noisy").status()).isEqualTo(200);
        } finally {
            device.disconnect();
            device.close();
        }
    }

    @Test
    void packetAboveTheLimitEndsTheConnectionAndOnlyThat() throws IOException, MqttException {
        String secret = PrinterFarm.register(client, "huge");
        MqttClient device = connect("demo/huge", secret);
        try {
            publish(device, "am/demo/huge/report/state", "x".repeat(400_000));
        } catch (MqttException e) {
            assertThat(e.getReasonCode()).isNotZero();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> !device.isConnected());
        device.close(true);
        assertThat(client.get("/me").status()).isEqualTo(200);
    }

    @Test
    void unknownDeviceCannotConnect() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> connect("demo/stranger", "guessed"))
                .isInstanceOf(MqttException.class);
    }

    private MqttClient connect(String name, String secret) throws MqttException {
        MqttClient device = new MqttClient(hub.broker(), name, new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(name);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(20);
        device.connect(options);
        return device;
    }

    private static void publish(MqttClient device, String topic, String payload) throws MqttException {
        MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
        message.setQos(1);
        device.publish(topic, message);
    }

    private HubClient.Answer patch(String upload, long offset, byte[] bytes) throws IOException {
        return client.send(
                "PATCH",
                upload.substring("/api/v1".length()),
                BodyPublishers.ofByteArray(bytes),
                "Upload-Offset",
                Long.toString(offset),
                "Content-Type",
                "application/offset+octet-stream");
    }

    /** Announces all bytes, sends a part of them and cuts the connection. */
    private void breakOffAt(String upload, byte[] all, int sent) throws IOException {
        try (Socket socket = new Socket(hub.url().getHost(), hub.url().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head(upload, all.length).getBytes(StandardCharsets.US_ASCII));
            out.write(all, 0, sent);
            out.flush();
            socket.setSoLinger(false, 0);
        }
    }

    private String head(String upload, int length) throws IOException {
        String credentials =
                Base64.getEncoder().encodeToString(("operator:" + hub.secret()).getBytes(StandardCharsets.US_ASCII));
        return "PATCH " + upload + " HTTP/1.1\r\nHost: " + hub.url().getAuthority() + "\r\nAuthorization: Basic "
                + credentials + "\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n"
                + "Content-Length: " + length + "\r\n\r\n";
    }
}
