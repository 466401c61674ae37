package io.amsphub.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.processors.failure.FailureCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The main job as a user and an operator do it, over the API, told line by line. It accepts a proposed
 * correction, confirms steps that wait for a person, and confirms receipt.
 */
final class DemoRun {

    private static final int REFUSED_BY_HUB = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration NO_MACHINE = Duration.ofMinutes(2);
    private static final long TICK_MS = 150;

    private final HubClient hub;
    private final PrintWriter out;
    private final CountDownLatch never = new CountDownLatch(1);

    DemoRun(HubClient hub, PrintWriter out) {
        this.hub = hub;
        this.out = out;
    }

    /** Shows the job; returns 0 when the parts were delivered, 1 when the hub refused the model. */
    int show(Path model, String material, int quantity) throws IOException {
        JsonNode revision = upload(model);
        if (revision == null) {
            return REFUSED_BY_HUB;
        }
        String path = path(revision);
        revision = settle(path, r -> !Set.of("UPLOADED", "DEFECTIVE").contains(state(r)));
        findings(revision);
        if (state(revision).equals("IN_REVIEW")) {
            correction(revision);
            if (revision.at("/correction/wrapOffered").asBoolean()) {
                say("refused", FailureCode.MODEL_NOT_SOLID.code() + " " + FailureCode.MODEL_NOT_SOLID.title());
                say("", "no correction that keeps the surface makes it a solid");
                say("", "remedy: ask for a wrap over the API, or mend the model and upload it again");
                return REFUSED_BY_HUB;
            }
            revision = HubAccess.require(
                    hub.post(path + "/correction/decision", Map.of("decision", "ACCEPT", "reason", "demo")));
            say("accepted", "the corrected model is what is made");
        }
        if (!state(revision).equals("READY")) {
            problem("refused", revision.path("problem"));
            return REFUSED_BY_HUB;
        }
        JsonNode quote = quote(revision, material, quantity);
        if (quote == null) {
            return REFUSED_BY_HUB;
        }
        JsonNode order = HubAccess.require(
                hub.post("/orders", Map.of("quote", quote.path("id").asText(), "reference", "demo")));
        say("order", order.path("id").asText() + ": " + quantity + " part(s) for " + money(order.path("total")));
        if (!produce(order)) {
            return REFUSED_BY_HUB;
        }
        deliver(order);
        record(order);
        return 0;
    }

    private @Nullable JsonNode upload(Path model) throws IOException {
        long bytes = Files.size(model);
        say("model", model.getFileName() + ", " + bytes + " bytes");
        JsonNode design = HubAccess.require(hub.post("/designs", Map.of("name", String.valueOf(model.getFileName()))));
        HubClient.Answer announced = hub.post(
                "/designs/" + design.path("id").asText() + "/revisions",
                Map.of("fileName", String.valueOf(model.getFileName()), "bytes", bytes));
        if (announced.status() >= 300) {
            problem("refused", announced.body());
            return null;
        }
        Instant began = Instant.now();
        HubAccess.require(hub.upload(announced.body().path("uploadUrl").asText(), model));
        say(
                "upload",
                String.format(
                        Locale.ROOT,
                        "%d bytes in %d ms, design %s revision 1",
                        bytes,
                        Duration.between(began, Instant.now()).toMillis(),
                        design.path("id").asText()));
        return announced.body();
    }

    private void findings(JsonNode revision) {
        JsonNode detection = revision.path("detection");
        if (detection.isMissingNode()) {
            return;
        }
        JsonNode geometry = detection.path("geometry");
        say(
                "detect",
                String.format(
                        Locale.ROOT,
                        "%s, %d facets, %.1f x %.1f x %.1f mm, %s",
                        detection.path("format").asText(),
                        geometry.path("facets").asLong(),
                        geometry.at("/size/x").asDouble(),
                        geometry.at("/size/y").asDouble(),
                        geometry.at("/size/z").asDouble(),
                        detection.path("solid").asBoolean() ? "a solid" : "not a solid"));
        for (JsonNode finding : detection.path("findings")) {
            say(
                    "",
                    "- " + finding.path("text").asText() + " ("
                            + finding.path("severity").asText().toLowerCase(Locale.ROOT) + ")");
        }
    }

    private void correction(JsonNode revision) {
        JsonNode correction = revision.path("correction");
        say("correct", "proposed:");
        for (JsonNode step : correction.path("steps")) {
            say(
                    "",
                    "- " + step.path("name").asText().toLowerCase(Locale.ROOT).replace('_', ' ') + ": "
                            + step.path("count").asLong());
        }
        JsonNode geometry = correction.at("/after/geometry");
        say(
                "",
                String.format(
                        Locale.ROOT,
                        "written, read back and detected again: %s, %d facets, %.2f mm3",
                        correction.at("/after/solid").asBoolean() ? "a solid" : "not a solid",
                        geometry.path("facets").asLong(),
                        geometry.path("volumeMm3").asDouble()));
        correction.path("reasons").forEach(reason -> say("", "look at: " + reason.asText()));
    }

    private @Nullable JsonNode quote(JsonNode revision, String material, int quantity) throws IOException {
        HubClient.Answer asked = hub.post(
                "/quotes",
                Map.of("revision", revision.path("id").asText(), "material", material, "quantity", quantity));
        if (asked.status() >= 300) {
            problem("refused", asked.body());
            return null;
        }
        JsonNode quote = settle("/quotes/" + asked.body().path("id").asText(), q -> !state(q).equals("REQUESTED"));
        if (!state(quote).equals("PRICED")) {
            problem("refused", quote.path("problem"));
            return null;
        }
        JsonNode price = quote.path("price");
        say(
                "quote",
                String.format(
                        Locale.ROOT,
                        "%s in %d days at %s, valid until %s",
                        money(price.path("total")),
                        price.path("leadTimeDays").asInt(),
                        quote.at("/inputs/amCentre").asText(),
                        quote.path("expiresAt").asText().substring(0, 10)));
        for (JsonNode item : price.path("items")) {
            say(
                    "",
                    String.format(
                            Locale.ROOT,
                            "- %-16s %9s  %s",
                            item.path("name").asText(),
                            money(item.path("amount")),
                            item.path("basis").asText()));
        }
        return quote;
    }

    /** Follows the parts until the order is shipped, doing what waits for a person. */
    private boolean produce(JsonNode order) throws IOException {
        String orderPath = "/orders/" + order.path("id").asText();
        Map<String, String> told = new HashMap<>();
        Instant deadline = Instant.now().plus(PATIENCE);
        Instant machineDeadline = Instant.now().plus(NO_MACHINE);
        while (Instant.now().isBefore(deadline)) {
            JsonNode jobs = HubAccess.require(
                    hub.get("/jobs?limit=500&orderId=" + order.path("id").asText()));
            boolean waiting = true;
            for (JsonNode job : jobs.path("items")) {
                waiting &= state(job).equals("QUEUED");
                tell(told, job);
            }
            attend(order, told);
            JsonNode now = HubAccess.require(hub.get(orderPath));
            if (Set.of("SHIPPED", "CANCELLED").contains(state(now))) {
                return state(now).equals("SHIPPED");
            }
            if (waiting && Instant.now().isAfter(machineDeadline)) {
                say(
                        "waits",
                        "no machine took the job; './hub status' shows the machines, "
                                + "'./hub start --printers 3' starts simulated ones");
                return false;
            }
            pause();
        }
        return false;
    }

    private void tell(Map<String, String> told, JsonNode job) {
        String id = job.path("id").asText();
        String device = job.at("/assignment/device").asText();
        int tenths = job.path("progressPct").asInt() / 25;
        String line =
                switch (state(job)) {
                    case "QUEUED" -> "waits for a machine";
                    case "DISPATCHED" -> "sent to " + device;
                    case "ACCEPTED" -> "accepted by " + device;
                    case "PRINTING" -> tenths == 0 ? "printing on " + device : "printing, " + tenths * 25 + " %";
                    default ->
                        state(job).toLowerCase(Locale.ROOT)
                                + (job.has("reason") ? ": " + job.path("reason").asText() : "");
                };
        if (!line.equals(told.put(id, line))) {
            say("job", "part " + id.substring(id.lastIndexOf('-') + 1) + " " + line);
        }
    }

    /** Does what the work list asks for, as an operator would. */
    private void attend(JsonNode order, Map<String, String> told) throws IOException {
        JsonNode items = HubAccess.require(hub.get("/work-items?state=OPEN&limit=500"));
        for (JsonNode item : items.path("items")) {
            String subject = item.path("subject").asText();
            if (!subject.startsWith(order.path("id").asText())
                    || !item.path("kind").asText().equals("POST_PROCESS")) {
                continue;
            }
            if (told.put(item.path("id").asText(), "done") == null) {
                say("attend", item.path("text").asText());
                HubAccess.require(hub.post("/parts/" + subject + "/step-confirmation", Map.of()));
            }
        }
    }

    private void deliver(JsonNode order) throws IOException {
        String path = "/orders/" + order.path("id").asText();
        JsonNode shipped = HubAccess.require(hub.get(path));
        say("deliver", "consignment " + shipped.at("/delivery/consignment").asText());
        JsonNode delivered =
                HubAccess.require(hub.post(path + "/delivery-confirmation", Map.of("receivedBy", "demo user")));
        say("", "received by " + delivered.at("/delivery/receivedBy").asText() + ", the order is " + state(delivered));
    }

    private void record(JsonNode order) throws IOException {
        JsonNode parts = HubAccess.require(
                hub.get("/parts?limit=1&orderId=" + order.path("id").asText()));
        String serial = parts.at("/items/0/serial").asText();
        JsonNode record = HubAccess.require(hub.get("/parts/" + serial + "/record"));
        say("record", "part " + serial);
        say(
                "",
                "  model      revision " + record.at("/revision/id").asText() + ", SHA-256 of the file "
                        + record.at("/revision/source/sha256").asText().substring(0, 16) + "...");
        for (JsonNode job : record.path("jobs")) {
            say(
                    "",
                    "  job        " + job.path("id").asText() + " on "
                            + job.at("/assignment/device").asText() + ": " + state(job));
        }
        for (JsonNode inspection : record.path("inspections")) {
            say(
                    "",
                    String.format(
                            Locale.ROOT,
                            "  inspection %s, deviation %.3f mm of %.3f mm allowed",
                            inspection.path("passed").asBoolean() ? "passed" : "rejected",
                            inspection.path("deviationMm").asDouble(),
                            inspection.path("toleranceMm").asDouble()));
        }
        for (JsonNode event : record.path("events")) {
            say(
                    "",
                    "  " + event.path("time").asText().substring(11, 19) + "   "
                            + event.path("to").asText() + " by "
                            + event.path("who").asText() + ": "
                            + event.path("why").asText());
        }
    }

    private JsonNode settle(String path, Predicate<JsonNode> settled) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        JsonNode now = HubAccess.require(hub.get(path));
        while (!settled.test(now) && Instant.now().isBefore(deadline)) {
            pause();
            now = HubAccess.require(hub.get(path));
        }
        return now;
    }

    private void pause() {
        try {
            if (never.await(TICK_MS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the latch is never counted down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(HubCommand.REFUSED, "interrupted");
        }
    }

    private void problem(String word, JsonNode problem) {
        say(word, problem.path("code").asText() + " " + problem.path("title").asText());
        say(
                "",
                problem.path("detail").asText()
                        + (problem.has("where") ? " (" + problem.path("where").asText() + ")" : ""));
        say("", "remedy: " + problem.path("remedy").asText());
    }

    private void say(String word, String text) {
        out.printf("%-9s %s%n", word, text);
        out.flush();
    }

    private static String state(JsonNode node) {
        return node.path("state").asText();
    }

    private static String money(JsonNode amount) {
        return amount.path("amount").decimalValue().setScale(2).toPlainString() + " "
                + amount.path("currency").asText();
    }

    private static String path(JsonNode revision) {
        return "/designs/" + revision.path("designId").asText() + "/revisions/"
                + revision.path("number").asInt();
    }
}
