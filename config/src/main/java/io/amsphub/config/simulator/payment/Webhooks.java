package io.amsphub.config.simulator.payment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells the merchant, signed as Standard Webhooks say, again and again until it answers 2xx; and, when it is told to, late,
 * twice, in the wrong order, or as somebody would who has no secret. Thread-safe.
 */
public final class Webhooks implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TRIES = 12;
    private static final int OK = 200;
    private static final int MULTIPLE = 300;

    private final URI where;
    private final byte[] secret;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "payment-webhooks");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Message> kept = new ArrayList<>();
    private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    private boolean hold;
    private boolean twice;

    /** News to an address, signed with a secret. */
    public Webhooks(String where, String secret) {
        this.where = URI.create(where);
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** A message, with the id that stays the same however often it is sent. */
    private record Message(String id, String body) {}

    /** Sends a message, or keeps it while messages are held. */
    public synchronized void send(String id, String body) {
        Message message = new Message(id, body);
        if (hold) {
            kept.add(message);
            return;
        }
        again(message, 0);
        if (twice) {
            again(message, 0);
        }
    }

    /** Keeps messages from now on. */
    public synchronized void hold() {
        hold = true;
    }

    /** Sends each message twice from now on. */
    public synchronized void twice() {
        twice = true;
    }

    /** Sends what was kept. */
    public synchronized void flush(boolean reversed) {
        hold = false;
        if (reversed) {
            Collections.reverse(kept);
        }
        kept.forEach(message -> again(message, 0));
        kept.clear();
    }

    /** Sends a message once with a signature of another secret; returns the status. */
    public int forged(String id, String body) throws IOException {
        return post(id, body, Instant.now(), "another secret".getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a message once, signed, with a time of its own; returns the status. */
    public int at(Instant time, String id, String body) throws IOException {
        return post(id, body, time, secret);
    }

    /** Returns what the merchant answered, in order. */
    public List<String> answers() {
        return List.copyOf(answers);
    }

    private void again(Message message, int tries) {
        long delay = tries == 0 ? 0 : Math.min(10_000, 100L << tries);
        ScheduledFuture<?> unused = threads.schedule(
                () -> {
                    if (!sent(message) && tries < TRIES) {
                        again(message, tries + 1);
                    }
                },
                delay,
                TimeUnit.MILLISECONDS);
    }

    private boolean sent(Message message) {
        try {
            int status = post(message.id(), message.body(), Instant.now(), secret);
            return status >= OK && status < MULTIPLE;
        } catch (IOException e) {
            return false;
        }
    }

    private int post(String id, String body, Instant time, byte[] key) throws IOException {
        String seconds = Long.toString(time.getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(where)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", seconds)
                .header("webhook-signature", "v1," + signature(key, id + "." + seconds + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            answers.add(response.statusCode() + " " + response.body());
            return response.statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String signature(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
