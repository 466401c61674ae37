package io.amsphub.connectors.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Requests whose answers come as a whole within a time, or not at all. The timeout of an {@link HttpRequest} alone ends
 * with the headers of the answer: whoever sends these and then nothing, or a byte now and then, holds the one who reads
 * for ever.
 */
public final class TimedHttp {

    private TimedHttp() {}

    /**
     * A whole answer, or as much of it as was wanted.
     *
     * @param body its bytes; as many as were wanted if it had more
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes are handed on, never compared
    public record Answer(int status, HttpHeaders headers, byte[] body) {}

    /**
     * Sends a request and reads the answer.
     *
     * @param request with a timeout, which holds from here to the last byte that is wanted
     * @param mostBytes how much of the body is read
     * @throws HttpTimeoutException when the time is over before
     * @throws IOException when the connection breaks off
     * @throws IllegalArgumentException when the request has no timeout
     */
    public static Answer send(HttpClient client, HttpRequest request, int mostBytes)
            throws IOException, InterruptedException {
        Duration patience =
                request.timeout().orElseThrow(() -> new IllegalArgumentException("a request without a timeout"));
        long begun = System.nanoTime();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            long left = patience.toNanos() - (System.nanoTime() - begun);
            CompletableFuture<Boolean> late =
                    new CompletableFuture<Boolean>().completeOnTimeout(true, left, TimeUnit.NANOSECONDS);
            CompletableFuture<Void> unused = late.thenAccept(isLate -> end(isLate, body));
            byte[] bytes = read(body, mostBytes, late);
            if (!late.complete(false)) {
                throw new HttpTimeoutException("the answer began and did not end within " + patience);
            }
            return new Answer(response.statusCode(), response.headers(), bytes);
        }
    }

    /** Whether it was ended because it was late is for the caller to find out: then it ends as if it were complete, or fails. */
    private static byte[] read(InputStream body, int mostBytes, CompletableFuture<Boolean> late) throws IOException {
        try {
            return body.readNBytes(mostBytes);
        } catch (IOException e) {
            if (late.complete(false)) {
                throw e;
            }
            return new byte[0];
        }
    }

    private static void end(boolean late, InputStream body) {
        if (late) {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
