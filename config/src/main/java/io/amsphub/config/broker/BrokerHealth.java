package io.amsphub.config.broker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * How a broker that is a process of its own is, over HTTP on the loopback, without credentials: the addresses and the form
 * of the hub's health. It is live while it serves or waits for the store of its pair, and ready while it serves.
 */
public final class BrokerHealth implements AutoCloseable {

    private static final String ROOT = "/observe/health";
    private static final int UP = 200;
    private static final int UNKNOWN = 404;
    private static final int DOWN = 503;

    private final HubBroker broker;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "broker-health");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Answers from now on.
     *
     * @param port 0 takes a free one
     * @throws IOException when the port cannot be listened on
     */
    public BrokerHealth(HubBroker broker, int port) throws IOException {
        this.broker = broker;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(ROOT, this::answer);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            switch (call.getRequestURI().getPath().substring(ROOT.length())) {
                case "/started" -> reply(call, UP, "{\"status\":\"UP\",\"checks\":[]}");
                case "/live" -> reply(call, stopped());
                case "", "/ready" -> reply(call, broker.alive() ? waiting() : stopped());
                default -> reply(call, UNKNOWN, "{}");
            }
        }
    }

    private Broker.@Nullable Trouble stopped() {
        return broker.alive()
                ? null
                : new Broker.Trouble(
                        "the broker has stopped by itself",
                        "start it again; its store was lost or could not be written to, its log says which");
    }

    private Broker.@Nullable Trouble waiting() {
        return broker.active()
                ? null
                : new Broker.Trouble(
                        "the broker waits for its store",
                        "nothing, while the other one of the pair serves; else see who has the lock of the store");
    }

    private static void reply(HttpExchange call, Broker.@Nullable Trouble trouble) throws IOException {
        String status = trouble == null ? "UP" : "DOWN";
        ObjectNode answer = Json.mapper().createObjectNode().put("status", status);
        ObjectNode check =
                answer.putArray("checks").addObject().put("name", "hub-broker").put("status", status);
        if (trouble != null) {
            check.put("message", trouble.what() + "; " + trouble.remedy());
            check.putObject("data").put("remedy", trouble.remedy());
        }
        reply(call, trouble == null ? UP : DOWN, answer.toString());
    }

    private static void reply(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        boolean head = call.getRequestMethod().equals("HEAD");
        call.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            call.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
