package io.amsphub.config.http;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as a stream that is pulled: one buffer is asked for at a time, so that the
 * memory in use does not depend on the length and a slow reader slows the sender. Read by one worker
 * thread; filled by the event loop.
 */
final class PulledBody extends InputStream {

    private static final int PATIENCE_S = 30;
    private static final int AHEAD = 4;

    private final HttpServerRequest request;
    private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(AHEAD + 2);
    private byte[] current = new byte[0];
    private int position;
    private boolean ended;

    /** One thing that the connection brought: bytes, the end, or a failure. */
    private record Part(@Nullable Buffer bytes, @Nullable Throwable failure) {}

    PulledBody(HttpServerRequest request) {
        this.request = request;
        request.exceptionHandler(failure -> offer(new Part(null, failure)));
        request.endHandler(end -> offer(new Part(null, null)));
        request.handler((Buffer buffer) -> offer(new Part(buffer, null)));
        if (request.isEnded()) {
            ended = true;
        } else {
            request.fetch(AHEAD);
        }
    }

    /** Returns whether all of the body was read. */
    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (position == current.length) {
            if (ended || !next()) {
                return -1;
            }
        }
        int n = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, n);
        position += n;
        return n;
    }

    private boolean next() throws IOException {
        Part part;
        try {
            part = parts.poll(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the body arrives", e);
        }
        if (part == null) {
            throw new HubException(
                    FailureCode.SLOW_CLIENT,
                    "no byte of the body came for " + PATIENCE_S + " s",
                    null,
                    "send again from where the upload is");
        }
        if (part.failure() != null) {
            throw new IOException("the connection broke while the body was sent", part.failure());
        }
        Buffer bytes = part.bytes();
        if (bytes == null) {
            ended = true;
            return false;
        }
        current = bytes.getBytes();
        position = 0;
        askForMore();
        return true;
    }

    /** Asks for one more buffer, unless the request has ended meanwhile; its end is on its way then. */
    private void askForMore() {
        try {
            request.fetch(1);
        } catch (IllegalStateException e) {
            if (!request.isEnded()) {
                throw e;
            }
        }
    }

    private void offer(Part part) {
        if (!parts.offer(part)) {
            throw new IllegalStateException("more buffers came than were asked for");
        }
    }
}
