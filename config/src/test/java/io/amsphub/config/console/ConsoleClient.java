package io.amsphub.config.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Speaks to the console as a browser's page does: with cookies, an origin, and JSON. */
final class ConsoleClient {

    static final ObjectMapper JSON = new ObjectMapper();

    final URI console;
    final String origin;
    private final HttpClient http;

    ConsoleClient(URI console) {
        this(console, null);
    }

    ConsoleClient(URI console, @Nullable SSLContext tls) {
        this.console = console;
        this.origin = console.getScheme() + "://" + console.getAuthority();
        HttpClient.Builder builder = HttpClient.newBuilder().cookieHandler(new CookieManager());
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.http = builder.build();
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(console.resolve(path)).build());
    }

    HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(console.resolve(path))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Origin", origin);
    }

    HttpResponse<String> login(String user, String password) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("username", user, "password", password));
        return send(post("auth/login", body).build());
    }

    /** One Jolokia request; answers Jolokia's JSON, whose {@code status} tells how it went. */
    JsonNode jolokia(Map<String, ?> request) throws IOException, InterruptedException {
        return jolokia(JSON.writeValueAsString(request));
    }

    JsonNode jolokia(String request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(post("jolokia/", request).build());
        if (response.statusCode() != 200) {
            return JSON.createObjectNode().put("status", response.statusCode());
        }
        return JSON.readTree(response.body());
    }

    JsonNode read(String mbean, String attribute) throws IOException, InterruptedException {
        return jolokia(Map.of("type", "read", "mbean", mbean, "attribute", attribute));
    }

    JsonNode exec(String mbean, String operation, Object... arguments) throws IOException, InterruptedException {
        return jolokia(Map.of("type", "exec", "mbean", mbean, "operation", operation, "arguments", arguments));
    }
}
