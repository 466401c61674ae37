package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.backup.RestoredData;
import io.amsphub.config.client.HubClient;
import io.amsphub.connectors.storage.S3Server;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub with its contents in an S3-compatible store: the same process, only configured otherwise. The store is killed
 * while models arrive and are read; clients are told to come again, and when it is back everything goes on by itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class S3IT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LARGE = 300L << 20;
    private static final String HEAP = "256m";
    private static final int MODELS = 8;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before all
    private S3Server store;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before all
    private PrinterFarm farm;

    @BeforeAll
    void startAll() throws IOException {
        store = S3Server.create(Files.createDirectories(directory.resolve("store")));
        hub = withStore(new RunningHub(directory.resolve("data"))).heap(HEAP).start();
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker())
                .addFast(hub.client(), 2)
                .start();
    }

    private RunningHub withStore(RunningHub running) {
        return running.with("hub.blobs.s3.endpoint", store.endpoint().toString())
                .with("hub.blobs.s3.bucket", S3Server.BUCKET)
                .with("hub.blobs.s3.access-key-file", store.accessKeyFile().toString())
                .with("hub.blobs.s3.secret-key-file", store.secretKeyFile().toString());
    }

    @AfterAll
    @SuppressWarnings("NullAway") // what was not started is null
    void stopAll() {
        if (farm != null) {
            farm.close();
        }
        if (hub != null) {
            hub.close();
        }
        if (store != null) {
            store.close();
        }
    }

    @Test
    @Order(1)
    void brokenModelBecomesADeliveredPartAndNothingOfItIsInTheDataDirectory() throws IOException {
        Customer customer = new Customer(hub.client());
        JsonNode revision =
                customer.ready(Models.write(directory.resolve("bracket.stl"), DemoBracket.carelessExport()));
        String order = customer.order(customer.quote(revision, 1)).path("id").asText();
        customer.await(order, PATIENCE, "SHIPPED");
        assertThat(Customer.state(customer.receive(order))).isEqualTo("DELIVERED");
        assertThat(store.objects(".seal")).hasSizeGreaterThan(2);
        assertThat(hub.data().resolve("blobs")).doesNotExist();
        assertThat(hub.data().resolve("sealing")).isEmptyDirectory();
        assertThat(hub.log()).doesNotContain(store.secret());
    }

    @Test
    @Order(2)
    void storeThatIsKilledInTheMiddleIsSaidAndNothingIsLost() throws Exception {
        Customer customer = new Customer(hub.client());
        JsonNode ready = customer.ready(Models.cube(directory.resolve("ready.stl"), 8));
        long pid = hub.pid();
        ExecutorService customers = Executors.newFixedThreadPool(2);
        try {
            List<Future<JsonNode>> arriving = new ArrayList<>();
            for (int n = 0; n < MODELS; n++) {
                Path model = Models.cube(directory.resolve("cube" + n + ".stl"), 10 + n);
                Callable<JsonNode> upload = () -> patiently(customer, model);
                arriving.add(customers.submit(upload));
            }
            await().atMost(PATIENCE).until(() -> arriving.get(1).isDone());
            store.kill();

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> get(content(ready)).statusCode() == 503);
            HttpResponse<InputStream> refusal = get(content(ready));
            JsonNode problem = Json.mapper().readTree(refusal.body());
            assertThat(problem.path("code").asText()).isEqualTo("AMSP-1022");
            assertThat(problem.path("remedy").asText()).contains("hub-contents");
            assertThat(problem.toString()).doesNotContain(store.endpoint().getAuthority());
            assertThat(refusal.headers().firstValue("Retry-After")).contains("5");
            assertThat(get(api("/orders")).statusCode())
                    .as("what needs no content")
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                HttpResponse<InputStream> health = get(health());
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(new String(health.body().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("hub-contents", "the hub goes on by itself then")
                        .doesNotContain(store.secret());
            });

            store.start();
            for (Future<JsonNode> model : arriving) {
                assertThat(Customer.state(customer.settled(model.get()))).isEqualTo("READY");
            }
        } finally {
            customers.shutdownNow();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> get(health()).statusCode() == 200);
        assertThat(get(content(ready)).statusCode()).isEqualTo(200);
        assertThat(hub.pid()).isEqualTo(pid);
        assertThat(RunningHub.ok(hub.client().get("/dead-letters")).path("items"))
                .isEmpty();
    }

    /** Uploads a model; what was not taken is sent again from where it ended. */
    private JsonNode patiently(Customer customer, Path model) throws IOException {
        JsonNode announced = customer.announce(model);
        String upload = announced.path("uploadUrl").asText();
        String path = upload.substring(upload.indexOf("/uploads/"));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
            long arrived = RunningHub.ok(hub.client().get(path)).path("offset").asLong();
            byte[] all = Files.readAllBytes(model);
            byte[] rest = Arrays.copyOfRange(all, (int) arrived, all.length);
            HubClient.Answer answer = hub.client()
                    .send(
                            "PATCH",
                            path,
                            BodyPublishers.ofByteArray(rest),
                            "Upload-Offset",
                            Long.toString(arrived),
                            "Content-Type",
                            "application/offset+octet-stream");
            assertThat(answer.status()).isIn(204, 503);
            return answer.status() == 204;
        });
        return announced;
    }

    @Test
    @Order(3)
    void modelThatIsLargerThanTheHeapArrivesAndIsReadWhole() throws IOException {
        Path model = Models.large(directory.resolve("large.stl"), LARGE);
        Customer customer = new Customer(hub.client());
        long begun = System.nanoTime();
        JsonNode announced = customer.upload(model);
        double uploaded = seconds(begun);
        JsonNode revision = customer.settled(announced);
        assertThat(revision.at("/problem/code").asText()).isEqualTo("AMSP-2104");
        begun = System.nanoTime();
        HttpResponse<InputStream> answer = get(URI.create(content(revision) + "?variant=source"));
        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream in = answer.body()) {
            assertThat(DigestUtils.sha256Hex(in))
                    .isEqualTo(revision.at("/source/sha256").asText());
        }
        Files.writeString(
                Path.of("target", "s3.txt"),
                String.format("300 MB at %s heap: up %.1f s, down %.1f s%n", HEAP, uploaded, seconds(begun)));
        assertThat(hub.data().resolve("sealing")).isEmptyDirectory();
        Files.delete(model);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    @Test
    @Order(4)
    void deletionTakesTheObjectsAndPurgeWhatIsLeft() throws IOException {
        Customer customer = new Customer(hub.client());
        JsonNode revision = customer.ready(Models.cube(directory.resolve("erased.stl"), 31));
        String sha256 = revision.at("/source/sha256").asText();
        assertThat(store.objects(".seal")).anyMatch(object -> object.toString().contains(sha256));
        String design = revision.path("designId").asText();
        JsonNode certificate = RunningHub.ok(
                hub.client().send("DELETE", "/designs/" + design + "/content?reason=done", BodyPublishers.noBody()));
        assertThat(certificate.toString()).contains("DESTROYED");
        assertThat(store.objects(".seal")).noneMatch(object -> object.toString().contains(sha256));
        assertThat(get(content(revision)).statusCode()).isEqualTo(410);

        Path some = store.objects(".seal").get(0);
        Path folder = Files.createDirectories(some.resolveSibling("../00").normalize());
        Path left = Files.copy(
                some, folder.resolve("0".repeat(64) + ".0123456789abcdef.seal"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(400))));
        RunningHub.ok(hub.client().post("/purge", Map.of()));
        assertThat(left).doesNotExist();
        assertThat(some).exists();
    }

    @Test
    @Order(5)
    void backupGoesOnWithTheSameStoreAndIsRefusedWithAnother() throws IOException {
        Customer customer = new Customer(hub.client());
        JsonNode revision = customer.ready(Models.cube(directory.resolve("kept.stl"), 33));
        JsonNode backup = RunningHub.ok(hub.client().send("PUT", "/backups/one", BodyPublishers.noBody()));
        hub.terminate();
        Path copy = hub.data().resolve("backups").resolve(backup.path("name").asText());
        Path data = directory.resolve("restored");
        RestoredData.restore(copy, data);

        try (RunningHub other = new RunningHub(data)) {
            Process refused = other.launch();
            await().atMost(PATIENCE).until(() -> !refused.isAlive());
            assertThat(other.log()).contains("AMSP-1023", "contents are in bucket " + S3Server.BUCKET);
        }
        try (RunningHub same = withStore(new RunningHub(data)).start()) {
            hub = same;
            assertThat(get(content(revision)).statusCode()).isEqualTo(200);
        }
    }

    private URI content(JsonNode revision) {
        return api(Customer.path(revision) + "/content");
    }

    private URI api(String path) {
        return hub.url().resolve("/api/v1" + path);
    }

    private URI health() {
        return hub.managementUrl().resolve("/observe/health/ready");
    }

    private HttpResponse<InputStream> get(URI address) throws IOException {
        try {
            String credentials = "operator:" + hub.secret();
            return http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(30))
                            .header(
                                    "Authorization",
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
