package io.amsphub.config.simulator.gcode;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The HTTP front of a simulated printer, with the faults of networks: no answer, garbage, late answers. */
public final class HttpFront implements AutoCloseable {

    private static final int LARGEST = 64 << 20;
    private static final Reply GARBAGE = new Reply(200, "<<no \u0000 json", Map.of());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "printer-http");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean away;
    private final AtomicInteger garbage = new AtomicInteger();
    private final AtomicInteger garbageForFiles = new AtomicInteger();
    private volatile long lateMs;
    private final AtomicInteger swallow = new AtomicInteger();

    /** Answers requests. */
    public interface Handler {

        /** Answers a request. */
        Reply answer(Request request) throws IOException;
    }

    /** A request. */
    public record Request(String method, String path, String query, Map<String, List<String>> headers, Body body) {

        /** Returns the first value of a header; empty when there is none. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(e -> e.getKey() != null && e.getKey().equalsIgnoreCase(name))
                    .map(e -> e.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    /** The content of a request. */
    public static final class Body {

        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Returns the bytes. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** Returns the bytes as text. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** A reply; the body is JSON, or empty. */
    public record Reply(int status, String body, Map<String, String> headers) {

        /** A reply with a JSON body. */
        public static Reply json(int status, Object body) {
            return new Reply(status, body.toString(), Map.of());
        }

        /** A reply without a body. */
        public static Reply empty(int status) {
            return new Reply(status, "", Map.of());
        }
    }

    /** A front that listens on the loopback address. */
    public HttpFront(int port, Handler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, handler));
        server.start();
    }

    /** Returns where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Sets whether connections are dropped without an answer. */
    public void away(boolean on) {
        away = on;
    }

    /** Answers some requests with what is no answer. */
    public void garbage(int requests) {
        garbage.set(requests);
    }

    /** Takes some files and answers with what is no answer. */
    public void garbageForFiles(int requests) {
        garbageForFiles.set(requests);
    }

    /** Sets by how much each answer is late. */
    public void late(Duration by) {
        lateMs = by.toMillis();
    }

    /** Obeys some requests that do something and drops the connection instead of answering. */
    public void swallow(int requests) {
        swallow.set(requests);
    }

    private void handle(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            if (away) {
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
            String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
            String query = String.valueOf(exchange.getRequestURI().getRawQuery());
            Request request = new Request(
                    exchange.getRequestMethod(),
                    path,
                    query,
                    new HashMap<>(exchange.getRequestHeaders()),
                    new Body(body));
            if (take(garbage)) {
                write(exchange, GARBAGE);
                return;
            }
            Reply reply = handler.answer(request);
            if (carriesFile(request) && take(garbageForFiles)) {
                reply = GARBAGE;
            }
            boolean doing = request.method().equals("POST") || path.equals("/rr_gcode");
            if (doing && take(swallow)) {
                return;
            }
            if (lateMs > 0) {
                LockSupport.parkNanos(lateMs * 1_000_000);
            }
            write(exchange, reply);
        }
    }

    private static boolean carriesFile(Request request) {
        String type = request.header("Content-Type");
        return type.startsWith("multipart/form-data") || type.equals("application/octet-stream");
    }

    private static boolean take(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /**
     * Returns the parts of a form by name, each as the bytes it has; the name of a file is that of its part
     * with {@code .filename} behind.
     */
    public static Map<String, Body> form(Request request) {
        Matcher type = Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\";]+)\"?")
                .matcher(request.header("Content-Type"));
        Map<String, Body> parts = new HashMap<>();
        if (!type.matches()) {
            return parts;
        }
        String all = new String(request.body().bytes(), StandardCharsets.ISO_8859_1);
        for (String part : all.split(Pattern.quote("--" + type.group(1)), -1)) {
            int head = part.indexOf("\r\n\r\n");
            if (head > 0 && part.endsWith("\r\n")) {
                String headers = part.substring(0, head);
                String name = field(headers, "name");
                String fileName = field(headers, "filename");
                if (name != null) {
                    parts.put(name, latin(part.substring(head + 4, part.length() - 2)));
                    if (fileName != null) {
                        parts.put(name + ".filename", latin(fileName));
                    }
                }
            }
        }
        return parts;
    }

    private static Body latin(String text) {
        return new Body(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static @Nullable String field(String headers, String name) {
        Matcher matcher = Pattern.compile("[;\\s]" + name + "=\"([^\"]*)\"").matcher(headers);
        return matcher.find() ? matcher.group(1) : null;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
