package io.amsphub.config.identity;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A stream of server-sent events that is read until it ends. */
final class OpenStream {

    private final CompletableFuture<Long> end;

    private OpenStream(CompletableFuture<Long> end) {
        this.end = end;
    }

    /** Opens a stream under {@code /api/v1}; it has begun when this returns. */
    static OpenStream open(URI hub, String path, String name, String secret) throws Exception {
        String basic = Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(hub + "/api/v1" + path))
                                .header("Accept", "text/event-stream")
                                .header("Authorization", "Basic " + basic)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode());
        }
        int first = response.body().read();
        return new OpenStream(CompletableFuture.supplyAsync(() -> readToEnd(response.body(), first)));
    }

    private static long readToEnd(InputStream body, int first) {
        try (body) {
            int last = first;
            while (last >= 0) {
                last = body.read();
            }
        } catch (IOException cut) {
            // cut off: that is an end as well
            return System.nanoTime();
        }
        return System.nanoTime();
    }

    boolean isOpen() {
        return !end.isDone();
    }

    /** Waits for the end; returns how many milliseconds after an instant of {@link System#nanoTime} it came. */
    long endedAfterMs(long sinceNanos) throws Exception {
        try {
            return (end.get(20, TimeUnit.SECONDS) - sinceNanos) / 1_000_000;
        } catch (CompletionException e) {
            throw new IOException(e);
        }
    }
}
