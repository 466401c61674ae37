package io.amsphub.config.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Serves one file to those who know the token; {@code /slow} waits until {@link #release} is called. */
final class TestFiles implements AutoCloseable {

    static final String TOKEN = "Bearer secret";
    static final byte[] FILE = new byte[100_000];

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch slow = new CountDownLatch(1);

    TestFiles() throws IOException {
        new Random(1).nextBytes(FILE);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                if (path.equals("/slow")) {
                    slow.await(20, TimeUnit.SECONDS);
                }
                boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
                if (path.equals("/nothing") || !known) {
                    exchange.sendResponseHeaders(known ? 404 : 401, -1);
                } else if (path.equals("/cut")) {
                    exchange.sendResponseHeaders(200, FILE.length);
                    exchange.getResponseBody().write(FILE, 0, 10);
                } else {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(FILE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void release() {
        slow.countDown();
    }

    static String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(FILE));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
