package io.amsphub.it.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that costs little: requests that were made before, over some connections, one at a time on each, on one
 * thread. The first answer that is not as expected ends the load.
 */
final class HttpLoad implements AutoCloseable {

    private static final int PATIENCE_S = 300;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetClient net = vertx.createNetClient();

    /** What came of a load: how long each request took, and the bodies of the answers. */
    @SuppressWarnings("ArrayRecordComponent") // read by its maker only
    record Result(double seconds, long[] nanos, List<String> bodies) {

        double rate() {
            return nanos.length / seconds;
        }
    }

    /** Returns a request. */
    static Buffer request(String method, URI url, String name, String secret, String headers, String body) {
        String credentials = Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return Buffer.buffer(method + " " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nAuthorization: Basic " + credentials + "\r\n" + headers
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n")
                + "\r\n" + body);
    }

    /**
     * Sends requests until there are no more.
     *
     * @param next gives a request, or null when there are no more; asked by one thread
     */
    Result run(URI server, int connections, int status, Supplier<@Nullable Buffer> next) throws InterruptedException {
        Load load = new Load(status, next, new CountDownLatch(connections));
        long begun = System.nanoTime();
        for (int n = 0; n < connections; n++) {
            net.connect(server.getPort(), server.getHost())
                    .onSuccess(socket -> new Connection(load, socket).begin())
                    .onFailure(load::fail);
        }
        boolean ended = load.open.await(PATIENCE_S, TimeUnit.SECONDS);
        Throwable failure = load.failure.get();
        if (failure != null || !ended) {
            throw new IllegalStateException("the load did not end well", failure);
        }
        double seconds = Host.seconds(begun);
        return new Result(
                seconds, load.nanos.stream().mapToLong(Long::longValue).toArray(), List.copyOf(load.bodies));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** What connections share; touched by their one thread. */
    private static final class Load {

        private final int status;
        private final Supplier<@Nullable Buffer> next;
        private final CountDownLatch open;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final List<Long> nanos = new ArrayList<>();
        private final List<String> bodies = new ArrayList<>();

        private Load(int status, Supplier<@Nullable Buffer> next, CountDownLatch open) {
            this.status = status;
            this.next = next;
            this.open = open;
        }

        private void fail(Throwable why) {
            failure.compareAndSet(null, why);
            while (open.getCount() > 0) {
                open.countDown();
            }
        }
    }

    private static final class Connection {

        private final Load load;
        private final NetSocket socket;
        private Buffer arrived = Buffer.buffer();
        private long sentAt;
        private boolean over;

        private Connection(Load load, NetSocket socket) {
            this.load = load;
            this.socket = socket;
        }

        private void begin() {
            socket.handler(this::arrived);
            socket.closeHandler(closed -> {
                if (!over) {
                    load.fail(new IllegalStateException("the server ended a connection"));
                }
            });
            sendNext();
        }

        private void sendNext() {
            Buffer request = load.next.get();
            if (request == null) {
                over = true;
                socket.close();
                load.open.countDown();
                return;
            }
            sentAt = System.nanoTime();
            socket.write(request);
        }

        private void arrived(Buffer bytes) {
            arrived.appendBuffer(bytes);
            Answer answer = Answer.in(arrived.getBytes());
            if (answer == null) {
                return;
            }
            load.nanos.add(System.nanoTime() - sentAt);
            if (answer.status() != load.status) {
                over = true;
                load.fail(new IllegalStateException(arrived.toString()));
                socket.close();
                return;
            }
            if (load.status == 201) {
                load.bodies.add(answer.json());
            }
            arrived = Buffer.buffer();
            sendNext();
        }
    }

    /**
     * A whole answer.
     *
     * @param bytes head and body
     * @param body where the body begins
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one call
    private record Answer(byte[] bytes, int body) {

        private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        private static final int STATUS_AT = 9;
        private static final int LOWER = 0x20;

        /** Returns the answer in some bytes; null while some of it are missing. */
        static @Nullable Answer in(byte[] bytes) {
            int length = -1;
            int line = 0;
            for (int n = 1; n < bytes.length; n++) {
                if (bytes[n] != '\n' || bytes[n - 1] != '\r') {
                    continue;
                }
                if (n - line == 1) {
                    return whole(bytes, n + 1, length) ? new Answer(bytes, n + 1) : null;
                }
                if (isLength(bytes, line)) {
                    length = number(bytes, line + LENGTH.length);
                }
                line = n + 1;
            }
            return null;
        }

        /** The end of a body without a length is its last chunk. */
        private static boolean whole(byte[] bytes, int body, int length) {
            return length >= 0
                    ? bytes.length - body >= length
                    : Arrays.equals(
                            bytes,
                            Math.max(body, bytes.length - LAST_CHUNK.length),
                            bytes.length,
                            LAST_CHUNK,
                            0,
                            LAST_CHUNK.length);
        }

        private static boolean isLength(byte[] bytes, int line) {
            int n = 0;
            while (n < LENGTH.length && line + n < bytes.length && (bytes[line + n] | LOWER) == (LENGTH[n] | LOWER)) {
                n++;
            }
            return n == LENGTH.length;
        }

        private static int number(byte[] bytes, int from) {
            int number = 0;
            for (int n = from; bytes[n] != '\r'; n++) {
                number = bytes[n] == ' ' ? number : 10 * number + bytes[n] - '0';
            }
            return number;
        }

        int status() {
            return 100 * digit(0) + 10 * digit(1) + digit(2);
        }

        private int digit(int place) {
            return bytes[STATUS_AT + place] - '0';
        }

        /** Returns a body, which may have come in one chunk. */
        String json() {
            String text = new String(bytes, body, bytes.length - body, StandardCharsets.UTF_8);
            return text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1);
        }
    }
}
