package io.amsphub.config.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A client of the hub's API. Every POST carries an idempotency key, so that a repeated one does nothing
 * twice. Thread safe.
 */
public final class HubClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofHours(2);

    private final HttpClient http;
    private final URI api;
    private final String authorization;

    /**
     * A client of a hub.
     *
     * @param hub where it is, for example {@code http://127.0.0.1:8080}
     */
    public HubClient(URI hub, String name, String secret) {
        this(hub, name, secret, null);
    }

    /**
     * A client of a hub.
     *
     * @param tls what the certificate of the hub is checked with; null for what Java knows
     */
    public HubClient(URI hub, String name, String secret, @Nullable SSLContext tls) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.http = builder.build();
        this.api = URI.create(hub + "/api/v1");
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An answer of the hub.
     *
     * @param status HTTP status
     * @param body the body, if it is JSON; else a missing node
     * @param etag the version of what is shown, or null
     * @param location where something new is, or null
     */
    public record Answer(
            int status,
            JsonNode body,
            @Nullable String etag,
            @Nullable String location) {}

    /** Reads something. */
    public Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    /** Sends a value, under a new idempotency key. */
    public Answer post(String path, Object body) throws IOException {
        return post(path, body, UUID.randomUUID().toString());
    }

    /** Sends a value under an idempotency key. */
    public Answer post(String path, Object body, String idempotencyKey) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(Json.write(body))));
    }

    /** Sends any request, for what the other methods do not do. */
    public Answer send(String method, String path, BodyPublisher body, String... headers) throws IOException {
        HttpRequest.Builder request = request(path).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Sends a file to an upload, from an offset on. */
    public Answer upload(String uploadUrl, Path file) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(api.resolve("/") + uploadUrl.substring(1)))
                .header("Authorization", authorization)
                .timeout(UPLOAD_TIMEOUT)
                .header("Upload-Offset", "0")
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofFile(file)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).timeout(TIMEOUT).header("Authorization", authorization);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode body = type.contains("json")
                    ? Json.mapper().readTree(response.body())
                    : Json.mapper().missingNode();
            return new Answer(
                    response.statusCode(),
                    body,
                    response.headers().firstValue("ETag").orElse(null),
                    response.headers().firstValue("Location").orElse(null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the hub answers");
        }
    }
}
