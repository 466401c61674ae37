package io.amsphub.config.simulator.scanner;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

/** The ways of files from and to a scanner: HTTP with its credential, or a folder. */
final class ScanFile {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String authorization;

    ScanFile(String user, String password) {
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] fetch(String uri, String sha256) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(uri))
                        .header("Authorization", authorization)
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200 || !sha256(answer.body()).equals(sha256)) {
            throw new IOException("the model did not come as announced: HTTP " + answer.statusCode());
        }
        return answer.body();
    }

    /** Returns the status and what the hub says. */
    String put(String uri, byte[] content) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(uri))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/octet-stream")
                        .timeout(PATIENCE)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    /** Written under another name first, so that whoever watches the folder never sees half of it. */
    static void drop(Path folder, String name, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path half = folder.resolve("." + name);
        Files.write(half, content);
        Files.move(half, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
