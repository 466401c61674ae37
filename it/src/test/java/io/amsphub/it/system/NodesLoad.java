package io.amsphub.it.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Customers who order one part after the other, each request at the next node. One that does not answer, or answers 503, is
 * repeated under the same key at the node after it; any other failure ends the load.
 */
final class NodesLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<HubClient> nodes;
    private final String revision;
    private final int most;
    private final ExecutorService customers;
    private final List<Future<?>> under = new ArrayList<>();
    private final Queue<String> orders = new ConcurrentLinkedQueue<>();
    private final Queue<Long> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean patient;

    /**
     * A load that begins at once.
     *
     * @param most after so many orders it ends by itself
     */
    NodesLoad(List<HubClient> nodes, JsonNode revision, int customers, int most) {
        this.nodes = nodes;
        this.revision = revision.path("id").asText();
        this.most = most;
        this.customers = Executors.newFixedThreadPool(customers);
        for (int i = 0; i < customers; i++) {
            under.add(this.customers.submit(this::buy));
        }
    }

    /** From now on each customer orders again when the parts of the last order are on their way. */
    NodesLoad oneByOne() {
        patient = true;
        return this;
    }

    /** Returns the orders that were confirmed to customers. */
    List<String> orders() {
        return List.copyOf(orders);
    }

    /** Returns the longest time between two answers since a moment, in milliseconds. */
    long longestSilenceMs(long since) {
        long before = since;
        long longest = 0;
        for (long at : answers.stream().filter(at -> at >= since).sorted().toList()) {
            longest = Math.max(longest, at - before);
            before = at;
        }
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    private void buy() {
        while (!closed && begun.getAndIncrement() < most) {
            String quote = create("/quotes", Map.of("revision", revision, "material", "mex-pla", "quantity", 1))
                    .path("id")
                    .asText();
            await("/quotes/" + quote, "PRICED");
            String order = create("/orders", Map.of("quote", quote)).path("id").asText();
            orders.add(order);
            if (patient) {
                await("/orders/" + order, "SHIPPED");
            }
        }
    }

    private void await(String path, String state) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            HubClient.Answer answer = answered(client -> client.get(path));
            return answer != null && Customer.state(answer.body()).equals(state);
        });
    }

    private JsonNode create(String path, Map<String, ?> body) {
        String key = UUID.randomUUID().toString();
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> answered(client -> client.post(path, body, key)), answer -> answer != null)
                .body();
    }

    /** Returns the answer of the next node; null when it gave none that helps. */
    private HubClient.@Nullable Answer answered(Request request) {
        HubClient node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
        try {
            HubClient.Answer answer = request.send(node);
            if (answer.status() == 503) {
                return null;
            }
            if (answer.status() >= 300) {
                throw new AssertionError("HTTP " + answer.status() + ": " + answer.body());
            }
            answers.add(System.nanoTime());
            return answer;
        } catch (IOException e) {
            return null; // the node was killed
        }
    }

    /** Waits until all that were to be ordered are. */
    void finish() {
        end();
    }

    /** Lets every customer end what is under way; fails when one of them had failed. */
    @Override
    public void close() {
        closed = true;
        end();
    }

    private void end() {
        customers.shutdown();
        for (Future<?> one : under) {
            Awaitility.await().atMost(PATIENCE).until(one::isDone);
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new AssertionError("a customer failed", e.getCause());
            }
        }
    }

    @FunctionalInterface
    private interface Request {
        HubClient.Answer send(HubClient node) throws IOException;
    }
}
