package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.amsphub.connectors.web.TimedHttp;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * HTTP with one machine. Every request has a limit of time and of what is read of the answer; redirects
 * are not followed. Not to answer is {@link Unreachable}; any status is an answer.
 */
final class MachineHttp {

    private static final HttpClient CLIENT = client();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration UPLOAD = Duration.ofMinutes(30);
    private static final int MAX_ANSWER = 1 << 20;

    private final String base;
    private final Signature signature;

    /** Signs requests. */
    interface Signature {

        /** Returns the headers that a request needs, name and value by turns. */
        List<String> headers(String method, String path);

        /**
         * Learns from the headers of an answer of 401.
         *
         * @return whether the request is worth trying again
         */
        default boolean learn(HttpHeaders unauthorized) {
            return false;
        }
    }

    /** An answer. */
    record Answer(int status, JsonNode json, String text) {

        boolean ok() {
            return status / 100 == 2;
        }

        /**
         * Returns the object that a good answer carries.
         *
         * @throws Unreachable if it carries none: what cannot be read says neither yes nor no, so the question may be
         *     asked again
         */
        JsonNode object() throws Unreachable {
            if (!json.isObject()) {
                throw new Unreachable("an answer that cannot be read: " + this);
            }
            return json;
        }

        @Override
        public String toString() {
            return "HTTP " + status + (text.isBlank() ? "" : ": " + text.substring(0, Math.min(200, text.length())));
        }
    }

    MachineHttp(String base, Signature signature) {
        this.base = base;
        this.signature = signature;
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The signature of an API key. */
    static Signature apiKey(String key) {
        return (method, path) -> List.of("X-Api-Key", key);
    }

    /** Returns the text as one level of a path. */
    static String level(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns the address that paths are added to. */
    String base() {
        return base;
    }

    Answer get(String path) throws IOException {
        return call("GET", path, HttpRequest.BodyPublishers::noBody, PATIENCE);
    }

    /**
     * Sends a GET that does something, and sends it once: on a connection of its own, because the client repeats
     * a GET by itself when a connection that it kept turns out to be closed.
     */
    Answer getOnce(String path) throws IOException {
        return read(once(client(), "GET", path, HttpRequest.BodyPublishers.noBody(), PATIENCE));
    }

    Answer send(String method, String path) throws IOException {
        return call(method, path, HttpRequest.BodyPublishers::noBody, PATIENCE);
    }

    Answer post(String path, JsonNode body) throws IOException {
        return call(
                "POST",
                path,
                () -> HttpRequest.BodyPublishers.ofString(body.toString()),
                PATIENCE,
                "Content-Type",
                "application/json");
    }

    /** Sends a file as the body. */
    Answer put(String path, Supplier<InputStream> file, long bytes, String... headers) throws IOException {
        return upload("PUT", path, file, bytes, headers);
    }

    /** Sends a file as the body. */
    Answer upload(String method, String path, Supplier<InputStream> file, long bytes, String... headers)
            throws IOException {
        return call(
                method,
                path,
                () -> HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofInputStream(file), bytes),
                UPLOAD,
                headers);
    }

    /** Sends a file and fields as a form. */
    Answer form(String path, Map<String, String> fields, String fileName, Supplier<InputStream> file)
            throws IOException {
        String boundary = "amsp-" + UUID.randomUUID();
        StringBuilder head = new StringBuilder();
        fields.forEach((name, value) -> head.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                + name + "\"\r\n\r\n" + value + "\r\n"));
        head.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        return call(
                "POST",
                path,
                () -> HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString(head.toString()),
                        HttpRequest.BodyPublishers.ofInputStream(file),
                        HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")),
                UPLOAD,
                "Content-Type",
                "multipart/form-data; boundary=" + boundary);
    }

    private Answer call(
            String method, String path, Supplier<HttpRequest.BodyPublisher> body, Duration patience, String... headers)
            throws IOException {
        TimedHttp.Answer response = once(CLIENT, method, path, body.get(), patience, headers);
        if (response.status() == 401 && signature.learn(response.headers())) {
            response = once(CLIENT, method, path, body.get(), patience, headers);
        }
        return read(response);
    }

    private static Answer read(TimedHttp.Answer answer) {
        byte[] bytes = answer.body();
        return new Answer(answer.status(), json(bytes), new String(bytes, StandardCharsets.UTF_8));
    }

    private TimedHttp.Answer once(
            HttpClient client,
            String method,
            String path,
            HttpRequest.BodyPublisher body,
            Duration patience,
            String... headers)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(signature.headers(method, path));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body)
                .timeout(patience);
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        try {
            return TimedHttp.send(client, request.build(), MAX_ANSWER);
        } catch (IOException | UncheckedIOException e) {
            throw new Unreachable(base + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the hub stops", e);
        }
    }

    private static JsonNode json(byte[] bytes) {
        try {
            JsonNode tree = bytes.length == 0 ? null : Json.mapper().readTree(bytes);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
