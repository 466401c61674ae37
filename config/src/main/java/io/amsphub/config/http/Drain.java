package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Swallows what is left of a body after the answer was given. A connection that is closed while the client
 * sends takes the answer with it, so it stays open until the client stops or has had its chance.
 */
final class Drain implements Handler<Buffer> {

    private static final long MOST_BYTES = 64L << 20;
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

    private final HttpServerRequest request;
    private final long begun = System.nanoTime();
    private long bytes;

    Drain(HttpServerRequest request) {
        this.request = request;
    }

    @Override
    public void handle(Buffer buffer) {
        bytes += buffer.length();
        if (bytes > MOST_BYTES || System.nanoTime() - begun > LONGEST_NANOS) {
            var unused = request.connection().close();
        }
    }
}
