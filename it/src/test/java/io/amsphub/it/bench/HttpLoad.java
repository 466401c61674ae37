package io.amsphub.it.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "\r\ncontent-length:";

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
            int head = headEnd();
            if (head < 0) {
                return;
            }
            String heading = arrived.getString(0, head, "US-ASCII");
            int body = head + HEAD_END.length;
            int length = length(heading.toLowerCase(Locale.ROOT), body);
            if (length < 0) {
                return;
            }
            load.nanos.add(System.nanoTime() - sentAt);
            int status = Integer.parseInt(heading.substring(9, 12));
            if (status != load.status) {
                over = true;
                load.fail(new IllegalStateException(arrived.toString()));
                socket.close();
                return;
            }
            if (length < 10_000 && load.status == 201) {
                load.bodies.add(text(heading, arrived.getString(body, body + length)));
            }
            arrived = Buffer.buffer();
            sendNext();
        }

        /** Returns a body, which may have come in one chunk. */
        private static String text(String heading, String body) {
            boolean chunked = heading.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
            return chunked ? body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1) : body;
        }

        /** Returns the bytes of the body; -1 while some are missing. */
        private int length(String heading, int body) {
            int at = heading.indexOf(LENGTH);
            int here = arrived.length() - body;
            if (at < 0) {
                boolean whole = arrived.toString().endsWith("0\r\n\r\n");
                return whole ? here : -1;
            }
            int from = at + LENGTH.length();
            int end = heading.indexOf('\r', from);
            int length = Integer.parseInt(
                    heading.substring(from, end < 0 ? heading.length() : end).trim());
            return here >= length ? length : -1;
        }

        private int headEnd() {
            for (int n = 0; n <= arrived.length() - HEAD_END.length; n++) {
                if (arrived.getByte(n) == '\r'
                        && arrived.getByte(n + 1) == '\n'
                        && arrived.getByte(n + 2) == '\r'
                        && arrived.getByte(n + 3) == '\n') {
                    return n;
                }
            }
            return -1;
        }
    }
}
