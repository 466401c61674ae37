package io.amsphub.config.simulator.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.simulator.gcode.HttpFront;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict provider: it refuses what is not exactly right, does one thing for one idempotency key, and keeps books of its
 * own in minor units. Thread-safe.
 */
public final class SimulatedProvider implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ACTION = Pattern.compile("/payments/([a-z0-9]+)/(captures|refunds|release)");
    private static final Pattern PAYER = Pattern.compile("/pay/([a-z0-9]+)/(authorise|decline)");
    private static final int SECONDS_OLD = 3600;

    private final HttpFront front;
    private final String key;
    private final Webhooks webhooks;
    private final Map<String, Entry> payments = new HashMap<>();
    private final Map<String, Answered> answered = new HashMap<>();
    private long number;

    /** Opens for business. */
    public SimulatedProvider(int port, String key, Webhooks webhooks) throws IOException {
        this.key = key;
        this.webhooks = webhooks;
        front = new HttpFront(port, this::answer);
    }

    /** A payment in the provider's books, in minor units. */
    private static final class Entry {
        private String id = "";
        private String merchant = "";
        private String currency = "";
        private String status = "OPEN";
        private long amount;
        private long captured;
        private long refunded;
        private long number;
    }

    /** What was answered to a key. */
    private record Answered(String request, HttpFront.Reply reply) {}

    /** What the provider will not do. */
    private static final class No extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        No(int status, String why) {
            super(why);
            this.status = status;
        }
    }

    /** Returns where it listens. */
    public String url() {
        return front.url();
    }

    /** Returns the front, for faults of the network. */
    public HttpFront front() {
        return front;
    }

    /** Returns the ways of its news. */
    public Webhooks webhooks() {
        return webhooks;
    }

    /** Returns what was taken less what was given back, over all payments, in minor units. */
    public synchronized long kept() {
        return payments.values().stream()
                .mapToLong(e -> e.captured - e.refunded)
                .sum();
    }

    /** Returns how many payments were opened. */
    public synchronized int opened() {
        return payments.size();
    }

    private synchronized HttpFront.Reply answer(HttpFront.Request request) {
        Matcher payer = PAYER.matcher(request.path());
        try {
            if (payer.matches() && request.method().equals("POST")) {
                return said(payer.group(1), payer.group(2).equals("authorise"));
            }
            if (!request.header("Authorization").equals("Bearer " + key)) {
                throw new No(401, "the key is not known");
            }
            if (request.method().equals("GET") && request.path().startsWith("/payments/")) {
                return HttpFront.Reply.json(200, view(known(request.path().substring("/payments/".length()))));
            }
            return once(request);
        } catch (No e) {
            return HttpFront.Reply.json(e.status, JSON.createObjectNode().put("error", String.valueOf(e.getMessage())));
        }
    }

    private HttpFront.Reply once(HttpFront.Request request) throws No {
        String idempotency = request.header("Idempotency-Key");
        if (!request.method().equals("POST") || idempotency.isEmpty()) {
            throw new No(400, "POST with an Idempotency-Key");
        }
        String text = request.path() + " " + request.body().text();
        Answered before = answered.get(idempotency);
        if (before != null) {
            if (!before.request().equals(text)) {
                throw new No(422, "the key was used for something else");
            }
            return before.reply();
        }
        HttpFront.Reply reply = done(request, body(request));
        answered.put(idempotency, new Answered(text, reply));
        return reply;
    }

    private static JsonNode body(HttpFront.Request request) throws No {
        try {
            JsonNode body = JSON.readTree(request.body().text());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw new No(400, "no JSON");
        }
        throw new No(400, "no JSON object");
    }

    private HttpFront.Reply done(HttpFront.Request request, JsonNode body) throws No {
        Matcher action = ACTION.matcher(request.path());
        if (request.path().equals("/payments")) {
            return HttpFront.Reply.json(201, view(opened(body)));
        }
        if (!action.matches()) {
            throw new No(404, "nothing is there");
        }
        Entry entry = known(action.group(1));
        switch (action.group(2)) {
            case "captures" -> {
                require(entry.status.equals("AUTHORISED"), "it is " + entry.status);
                long amount = amount(entry, body);
                require(entry.captured + amount <= entry.amount, "more than is held");
                entry.captured += amount;
                entry.status = entry.captured == entry.amount ? "CLOSED" : "AUTHORISED";
                tell(entry, "payment.captured");
            }
            case "refunds" -> {
                long amount = amount(entry, body);
                require(entry.refunded + amount <= entry.captured, "more than was taken");
                entry.refunded += amount;
                tell(entry, "payment.refunded");
            }
            default -> {
                require(entry.status.equals("OPEN") || entry.status.equals("AUTHORISED"), "it is " + entry.status);
                entry.status = entry.captured > 0 ? "CLOSED" : "VOIDED";
                tell(entry, "payment.released");
            }
        }
        return HttpFront.Reply.json(200, view(entry));
    }

    private Entry opened(JsonNode body) throws No {
        Set<String> fields = new HashSet<>();
        body.fieldNames().forEachRemaining(fields::add);
        fields.removeAll(Set.of("amount", "currency", "merchantReference", "returnUrl"));
        require(fields.isEmpty(), "unknown " + fields);
        require(body.path("amount").isIntegralNumber() && body.path("amount").asLong() > 0, "amount in minor units");
        require(body.path("merchantReference").isTextual(), "merchantReference");
        Entry entry = new Entry();
        entry.currency = body.path("currency").asText();
        try {
            Currency.getInstance(entry.currency);
        } catch (IllegalArgumentException e) {
            throw new No(422, "no currency");
        }
        entry.amount = body.path("amount").asLong();
        entry.merchant = body.path("merchantReference").asText();
        entry.id = "pp" + (payments.size() + 1);
        entry.number = ++number;
        payments.put(entry.id, entry);
        return entry;
    }

    private static long amount(Entry entry, JsonNode body) throws No {
        require(body.path("currency").asText().equals(entry.currency), "another currency");
        require(body.path("amount").isIntegralNumber() && body.path("amount").asLong() > 0, "amount in minor units");
        return body.path("amount").asLong();
    }

    private static void require(boolean right, String why) throws No {
        if (!right) {
            throw new No(422, why);
        }
    }

    private Entry known(String id) throws No {
        Entry entry = payments.get(id);
        if (entry == null) {
            throw new No(404, "there is no payment " + id);
        }
        return entry;
    }

    private HttpFront.Reply said(String id, boolean yes) throws No {
        Entry entry = known(id);
        require(entry.status.equals("OPEN"), "it is " + entry.status);
        entry.status = yes ? "AUTHORISED" : "FAILED";
        tell(entry, yes ? "payment.authorised" : "payment.failed");
        return HttpFront.Reply.json(200, view(entry));
    }

    private ObjectNode view(Entry entry) {
        ObjectNode view = JSON.createObjectNode();
        view.put("id", entry.id);
        view.put("status", entry.status);
        view.put("number", entry.number);
        view.put("amount", entry.amount);
        view.put("captured", entry.captured);
        view.put("refunded", entry.refunded);
        view.put("currency", entry.currency);
        if (entry.status.equals("OPEN")) {
            view.put("redirectUrl", url() + "/pay/" + entry.id);
        }
        return view;
    }

    private void tell(Entry entry, String type) {
        entry.number = ++number;
        webhooks.send("msg_" + entry.number, news(entry, type, entry.amount).toString());
    }

    private ObjectNode news(Entry entry, String type, long amount) {
        ObjectNode news = JSON.createObjectNode();
        news.put("type", type);
        news.put("reference", entry.id);
        news.put("payment", entry.merchant);
        int digits = Currency.getInstance(entry.currency).getDefaultFractionDigits();
        news.putObject("amount")
                .put("amount", BigDecimal.valueOf(amount, digits))
                .put("currency", entry.currency);
        news.put("number", entry.number);
        news.put("detail", type.equals("payment.failed") ? "the payer declined" : "");
        return news;
    }

    /** Does what a line says; answers in words. The last payment is the one that forged and wrong news are about. */
    public String control(String line) {
        String[] words = line.split(" ", -1);
        int count = words.length > 1 ? Integer.parseInt(words[1]) : 1;
        switch (words[0]) {
            case "swallow" -> front.swallow(count);
            case "garbage" -> front.garbage(count);
            case "away" -> front.away(true);
            case "back" -> front.away(false);
            case "hold" -> webhooks.hold();
            case "flush" -> webhooks.flush(false);
            case "reverse" -> webhooks.flush(true);
            case "twice" -> webhooks.twice();
            case "forge", "old", "amount" -> {
                return "answered " + wrong(words[0]);
            }
            default -> {
                return "unknown: " + line;
            }
        }
        return "done: " + line;
    }

    /** Sends wrong news of the last payment; returns the status of the answer. */
    public int wrong(String how) {
        ObjectNode body;
        long next;
        synchronized (this) {
            Entry last = payments.get("pp" + payments.size());
            if (last == null) {
                return 0;
            }
            next = last.number + 1000;
            body = news(last, "payment.authorised", how.equals("amount") ? last.amount + 1 : last.amount);
            body.put("number", next);
        }
        String id = "msg_wrong_" + how + "_" + next;
        try {
            return switch (how) {
                case "forge" -> webhooks.forged(id, body.toString());
                case "old" -> webhooks.at(Instant.now().minusSeconds(SECONDS_OLD), id, body.toString());
                default -> webhooks.at(Instant.now(), id, body.toString());
            };
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        webhooks.close();
        front.close();
    }
}
