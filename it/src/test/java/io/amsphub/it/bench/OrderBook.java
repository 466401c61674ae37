package io.amsphub.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.FirstCredentials;
import io.amsphub.it.system.Customer;
import io.amsphub.it.system.Models;
import io.amsphub.it.system.RunningHub;
import io.amsphub.processors.exchange.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.IntStream;

/** Places many orders of one small part, on quotes that were asked for before. */
final class OrderBook implements AutoCloseable {

    private static final int ASKING = 16;

    private final RunningHub hub;
    private final HttpLoad load = new HttpLoad();
    private final String revision;
    private int placed;

    /** Uploads the part. */
    OrderBook(RunningHub hub, Path directory) throws IOException {
        this.hub = hub;
        Customer customer = new Customer(hub.client());
        JsonNode ready = customer.ready(Models.cube(directory.resolve("part.stl"), 8));
        customer.quote(ready, 1);
        revision = ready.path("id").asText();
    }

    /** Places orders; the quotes for them are asked for before the time runs. */
    HttpLoad.Result place(int orders, int clients) throws IOException, InterruptedException {
        placed += orders;
        return load.run(hub.url(), clients, 201, quoted(orders)::poll);
    }

    /** Returns how many orders {@link #place} has placed. */
    int placed() {
        return placed;
    }

    /** Returns requests for orders. */
    Queue<Buffer> quoted(int orders) throws IOException, InterruptedException {
        URI quotes = hub.url().resolve("/api/v1/quotes");
        String body = "{\"revision\":\"" + revision + "\",\"material\":\"mex-pla\",\"quantity\":1}";
        Queue<Buffer> asking = new ArrayDeque<>();
        for (int n = 0; n < orders; n++) {
            asking.add(post(quotes, body));
        }
        List<String> answers = load.run(hub.url(), ASKING, 201, asking::poll).bodies();
        URI target = hub.url().resolve("/api/v1/orders");
        Queue<Buffer> ordering = new ArrayDeque<>();
        for (int n : IntStream.range(0, answers.size()).toArray()) {
            String quote = Json.read(answers.get(n), JsonNode.class).path("id").asText();
            ordering.add(post(target, "{\"quote\":\"" + quote + "\"}"));
        }
        return ordering;
    }

    /** Sends what {@link #quoted} has made. */
    HttpLoad.Result send(Queue<Buffer> ordering, int clients) throws InterruptedException {
        return load.run(hub.url(), clients, 201, ordering::poll);
    }

    private Buffer post(URI target, String body) throws IOException {
        return HttpLoad.request(
                "POST",
                target,
                FirstCredentials.OPERATOR,
                hub.secret(),
                "Idempotency-Key: " + UUID.randomUUID() + "\r\n",
                body);
    }

    @Override
    public void close() {
        load.close();
    }
}
