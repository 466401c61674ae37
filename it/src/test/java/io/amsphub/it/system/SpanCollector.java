package io.amsphub.it.system;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes traces by OTLP over HTTP, as a collector does. It reads the fields of {@code trace.proto} (opentelemetry-proto 1.x) that
 * tests look at by their numbers.
 */
final class SpanCollector implements AutoCloseable {

    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;

    private final HttpServer server;
    private final List<Span> spans = new ArrayList<>();

    private SpanCollector(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    static SpanCollector start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SpanCollector collector = new SpanCollector(server);
        server.createContext("/v1/traces", exchange -> {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            collector.add(UnknownFieldSet.parseFrom(sent));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return collector;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the spans of a trace so far. */
    synchronized List<Span> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** Returns all spans so far. */
    synchronized List<Span> all() {
        return List.copyOf(spans);
    }

    private synchronized void add(UnknownFieldSet request) throws IOException {
        for (UnknownFieldSet resource : nested(request, RESOURCE_SPANS)) {
            for (UnknownFieldSet scope : nested(resource, SCOPE_SPANS)) {
                for (UnknownFieldSet span : nested(scope, SPANS)) {
                    spans.add(new Span(hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5)));
                }
            }
        }
    }

    private static List<UnknownFieldSet> nested(UnknownFieldSet message, int field) throws IOException {
        List<UnknownFieldSet> messages = new ArrayList<>();
        for (ByteString bytes : message.getField(field).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(bytes));
        }
        return messages;
    }

    private static Stream<ByteString> values(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream();
    }

    private static String hex(UnknownFieldSet message, int field) {
        return values(message, field)
                .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray()))
                .collect(Collectors.joining());
    }

    private static String text(UnknownFieldSet message, int field) {
        return values(message, field).map(ByteString::toStringUtf8).collect(Collectors.joining());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /**
     * A span.
     *
     * @param trace id of its trace, hexadecimal
     * @param id its own
     * @param parent of the span that it is in; empty for none
     * @param name what is done
     */
    record Span(String trace, String id, String parent, String name) {}
}
