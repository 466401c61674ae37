package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.DeviceLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to one Bambu Lab machine, their replies by sequence number, and its reports into the shadow. */
final class BambuTalk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BambuTalk.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Asking for everything more often is too much for the smaller machines. */
    private static final Duration BETWEEN_WHOLES = Duration.ofMinutes(5);

    private static final Duration SILENT = Duration.ofSeconds(60);
    private static final Duration DEAD = Duration.ofSeconds(90);
    private static final long RETRY_MS = 200;
    private static final long LONGEST_RETRY_MS = 15_000;
    private static final long BARRED_RETRY_MS = 60_000;

    private final BambuAddress address;
    private final DeviceLine line;
    private final PinnedTrust trust;
    private final SSLContext context;
    private final BambuShadow shadow = new BambuShadow();
    /** Commands that wait for a reply, by sequence number, so that replies to others are not mistaken. */
    private final Map<String, String> awaited = new ConcurrentHashMap<>();

    private final Map<String, JsonNode> replies = new ConcurrentHashMap<>();
    private final AtomicInteger sequence = new AtomicInteger();
    private volatile @Nullable BambuLink link;
    private volatile boolean closed;
    private long retryMs = RETRY_MS;
    private long retryAt = System.nanoTime();
    private @Nullable IOException latestFailure;
    private volatile Instant heardAt;
    private Instant pushedAt = Instant.MIN;
    private long wholeAskedAt = System.nanoTime();

    BambuTalk(BambuAddress address, String device, DeviceLine line) {
        this.address = address;
        this.line = line;
        this.heardAt = line.now();
        this.trust = new PinnedTrust(
                address.serial(),
                line.authorities(),
                shown -> line.remember(memory -> memory.firstFingerprint(device, shown)));
        this.context = trust.context();
    }

    BambuShadow shadow() {
        return shadow;
    }

    SSLContext context() {
        return context;
    }

    /**
     * Makes sure that the machine is there and speaks.
     *
     * @throws Barred when it is there and must not be spoken to
     * @throws IOException when it is not there, or says nothing
     */
    void ensure() throws IOException {
        BambuLink now = link;
        if (now == null || !now.connected()) {
            connect();
            return;
        }
        Instant time = line.now();
        Instant silentSince = heardAt;
        if (silentSince.plus(DEAD).isBefore(time)) {
            drop();
            throw new Unreachable(address + " has said nothing since " + silentSince);
        }
        if (silentSince.plus(SILENT).isBefore(time) && pushedAt.isBefore(time.minus(SILENT))) {
            pushedAt = time;
            send("pushing", request("start"));
        }
    }

    private void connect() throws IOException {
        IOException before = latestFailure;
        if (before != null && System.nanoTime() - retryAt < 0) {
            throw new Unreachable(String.valueOf(before.getMessage()), before);
        }
        if (closed) {
            throw new Unreachable("the session is over");
        }
        drop();
        shadow.forget();
        heardAt = line.now();
        BambuLink fresh = new BambuLink(address, this::heard, this::lost);
        link = fresh;
        try {
            fresh.connect(context);
            askForWhole();
            send("info", request("get_version"));
            latestFailure = null;
            retryMs = RETRY_MS;
        } catch (MqttException e) {
            throw failed(reason(e));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IOException reason(MqttException e) {
        String refusal = trust.refusal();
        if (refusal != null) {
            return new Barred(BambuCodes.certificateRefused(refusal, line.now()), e);
        }
        if (BambuLink.isLockedOut(e)) {
            return new Barred(BambuCodes.accessCodeWrong(line.now()), e);
        }
        return new Unreachable(address + " cannot be reached: " + e.getMessage(), e);
    }

    private IOException failed(IOException why) {
        drop();
        latestFailure = why;
        boolean barred = why instanceof Barred;
        retryAt = System.nanoTime() + 1_000_000L * (barred ? BARRED_RETRY_MS : retryMs);
        retryMs = Math.min(LONGEST_RETRY_MS, 2 * retryMs);
        return why;
    }

    private void drop() {
        BambuLink old = link;
        link = null;
        if (old != null) {
            old.close();
        }
    }

    /** The shadow is brought up to what the machine knows now. */
    void fence() throws IOException {
        if (System.nanoTime() - wholeAskedAt > BETWEEN_WHOLES.toNanos()) {
            askForWhole();
        } else {
            // What a machine says comes in order: what it said before this answer has been heard.
            ask("info", request("get_version"), () -> false, PATIENCE);
        }
    }

    /** Asks for a whole status if that is not too soon; does not wait. */
    void wonder() throws IOException {
        if (System.nanoTime() - wholeAskedAt > BETWEEN_WHOLES.toNanos()) {
            wholeAskedAt = System.nanoTime();
            send("pushing", pushAll());
        }
    }

    private void askForWhole() throws IOException {
        shadow.expectWhole();
        wholeAskedAt = System.nanoTime();
        send("pushing", pushAll());
        if (!shadow.await(() -> shadow.whole() || isGone(), PATIENCE) || isGone()) {
            throw new Unreachable(address + " does not tell how it stands");
        }
    }

    private static ObjectNode pushAll() {
        return request("pushall").put("version", 1).put("push_target", 1);
    }

    private boolean isGone() {
        BambuLink now = link;
        return now == null || !now.connected();
    }

    /** Returns a request without its number. */
    static ObjectNode request(String command) {
        return Json.mapper().createObjectNode().put("command", command);
    }

    private void send(String type, ObjectNode request) throws IOException {
        send(type, request, next());
    }

    private String next() {
        return Integer.toString(sequence.updateAndGet(n -> n == Integer.MAX_VALUE ? 1 : n + 1));
    }

    private void send(String type, ObjectNode request, String number) throws IOException {
        BambuLink now = link;
        if (now == null) {
            throw new Unreachable("there is no connection to " + address);
        }
        ObjectNode envelope = Json.mapper().createObjectNode();
        envelope.putObject(type).put("sequence_id", number).setAll(request);
        now.send(envelope.toString());
    }

    /**
     * Sends a request and waits for its reply.
     *
     * @param enough what makes the reply unnecessary
     * @return the reply; null when something was enough, or when none came in time but the machine is there
     * @throws IOException when it is not known whether the machine has the request
     */
    @Nullable
    JsonNode request(String type, ObjectNode request, BooleanSupplier enough, Duration limit) throws IOException {
        String number = next();
        awaited.put(number, request.path("command").asText());
        try {
            send(type, request, number);
            shadow.await(() -> replies.containsKey(number) || enough.getAsBoolean() || isGone(), limit);
        } finally {
            awaited.remove(number);
        }
        JsonNode reply = replies.remove(number);
        if (reply == null && isGone() && !enough.getAsBoolean()) {
            throw new Unreachable("the connection to " + address + " is gone");
        }
        return reply;
    }

    /** Sends a request that must be replied to. */
    JsonNode ask(String type, ObjectNode request, BooleanSupplier enough, Duration limit) throws IOException {
        JsonNode reply = request(type, request, enough, limit);
        if (reply == null) {
            throw new Unreachable(
                    address + " does not reply to " + request.path("command").asText());
        }
        return reply;
    }

    /** On Paho's thread. */
    private void heard(String payload) {
        JsonNode message;
        try {
            message = Json.mapper().readTree(payload);
        } catch (IOException e) {
            LOG.debug("{} says what is not JSON", address, e);
            return;
        }
        heardAt = line.now();
        if (message == null || !message.isObject()) {
            return;
        }
        message.properties().forEach(part -> {
            JsonNode body = part.getValue();
            String command = body.path("command").asText("push_status");
            if (body.isObject() && part.getKey().equals("print") && command.equals("push_status")) {
                shadow.heard(body);
            } else if (body.isObject()) {
                replied(body);
            }
        });
        line.wake();
    }

    private void replied(JsonNode reply) {
        String number = reply.path("sequence_id").asText("");
        if (BambuCodes.isUnsigned(
                reply.path("err_code").asLong(), reply.path("reason").asText(""))) {
            shadow.refusedUnsigned();
        }
        if (reply.path("command").asText().equals(awaited.get(number))) {
            replies.put(number, reply);
        }
        shadow.stir();
    }

    private void lost() {
        shadow.stir();
        line.wake();
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }
}
