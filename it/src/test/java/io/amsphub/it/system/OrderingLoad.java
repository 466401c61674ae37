package io.amsphub.it.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Customers who order one part after the other, each until it is closed. What is answered 503 or 507 they repeat under the
 * same key after a while; any other failure ends the load. Keeps what was answered, and how soon.
 */
final class OrderingLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final HubClient client;
    private final JsonNode revision;
    private final ExecutorService customers;
    private final List<Future<?>> under = new ArrayList<>();
    private final Queue<String> orders = new ConcurrentLinkedQueue<>();
    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private volatile boolean hubMayBeGone;

    /**
     * What a customer was answered.
     *
     * @param at the time of the answer, in the nanoseconds of the virtual machine
     * @param tookMs how long it took
     * @param body the body
     */
    record Answered(int status, long at, long tookMs, JsonNode body) {}

    OrderingLoad(HubClient client, JsonNode revision, int customers) {
        this.client = client;
        this.revision = revision;
        this.customers = Executors.newFixedThreadPool(customers);
        for (int i = 0; i < customers; i++) {
            under.add(this.customers.submit(this::buy));
        }
    }

    /** From now on customers repeat as well what the hub does not answer at all; they see it as status 0. */
    OrderingLoad whileHubMayBeGone() {
        hubMayBeGone = true;
        return this;
    }

    /** Returns the orders that were confirmed to customers. */
    List<String> orders() {
        return List.copyOf(orders);
    }

    /** Returns what was answered since a moment. */
    List<Answered> since(long at) {
        return answers.stream().filter(answer -> answer.at() >= at).toList();
    }

    private void buy() {
        while (!closed) {
            JsonNode quote = create(
                    "/quotes", Map.of("revision", revision.path("id").asText(), "material", "mex-pla", "quantity", 1));
            String id = quote.path("id").asText();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> answer(
                            () -> client.get("/quotes/" + id))
                    .body()
                    .path("state")
                    .asText()
                    .equals("PRICED"));
            orders.add(create("/orders", Map.of("quote", id)).path("id").asText());
        }
    }

    private JsonNode create(String path, Map<String, ?> body) {
        String key = UUID.randomUUID().toString();
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> answer(() -> client.post(path, body, key)), answer -> answer.status() / 100 == 2)
                .body();
    }

    private Answered answer(Request request) {
        long begun = System.nanoTime();
        try {
            HubClient.Answer answer = request.send();
            long now = System.nanoTime();
            Answered answered =
                    new Answered(answer.status(), now, TimeUnit.NANOSECONDS.toMillis(now - begun), answer.body());
            answers.add(answered);
            if (answer.status() >= 300 && answer.status() != 503 && answer.status() != 507) {
                throw new AssertionError("HTTP " + answer.status() + ": " + answer.body());
            }
            return answered;
        } catch (IOException e) {
            if (hubMayBeGone) {
                return new Answered(0, System.nanoTime(), 0, MissingNode.getInstance());
            }
            throw new UncheckedIOException(e);
        }
    }

    /** Lets every customer end what is under way; fails when one of them had failed. */
    @Override
    public void close() {
        closed = true;
        customers.shutdown();
        for (Future<?> one : under) {
            await().atMost(PATIENCE).until(one::isDone);
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new AssertionError("a customer failed", e.getCause());
            }
        }
    }

    @FunctionalInterface
    private interface Request {
        HubClient.Answer send() throws IOException;
    }
}
