package io.amsphub.it.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Prometheus that scrapes a hub once a second, by the files of the documentation. */
final class PrometheusServer implements AutoCloseable {

    /** Debian's package. */
    static final Path PROGRAM = Path.of("/usr/bin/prometheus");

    /** Checks rules, and runs their unit tests. */
    static final Path TOOL = Path.of("/usr/bin/promtool");

    /** What operators are given. */
    static final Path DOCUMENTS = Path.of("..", "docs", "operation");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it in a directory. The configuration and the rules are those of the documentation; only the target, the
     * pace, and how long a rule waits before it speaks are others.
     */
    static PrometheusServer start(Path directory, URI hub) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve("prometheus.yml"),
                Files.readString(DOCUMENTS.resolve("prometheus.yml"))
                        .replace("127.0.0.1:8081", hub.getAuthority())
                        .replace("15s", "1s"));
        Files.writeString(
                directory.resolve("alerts.yml"),
                Files.readString(DOCUMENTS.resolve("alerts.yml")).replaceAll("( for: )\\S+", "$10s"));
        int port = RunningHub.freePorts(1).get(0);
        Process started = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(started, port);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> server.vector("up{job=\"amsp-hub\"} == 1").size() == 1);
        return server;
    }

    /** Evaluates an expression now; returns the series of the result. */
    JsonNode vector(String expression) throws IOException {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.at("/data/result");
    }

    /** Returns the names of the alerts that fire. */
    List<String> firing() throws IOException {
        return get("/api/v1/alerts").at("/data/alerts").findValues("labels").stream()
                .map(labels -> labels.path("alertname").asText())
                .distinct()
                .toList();
    }

    /** Returns the alerts that fire, with labels and annotations. */
    JsonNode alerts() throws IOException {
        return get("/api/v1/alerts").at("/data/alerts");
    }

    private JsonNode get(String path) throws IOException {
        try {
            return Json.mapper()
                    .readTree(http.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
