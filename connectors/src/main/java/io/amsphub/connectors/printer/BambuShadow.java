package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What a Bambu Lab machine has told of itself since the connection was made: one whole status and the changes after
 * it. Fields are replaced, objects are merged, arrays are replaced as a whole. Safe for all threads.
 */
final class BambuShadow {

    private static final Set<String> ENDS = Set.of("FINISH", "FAILED", "IDLE");

    private ObjectNode print = Json.mapper().createObjectNode();
    private boolean known;
    private boolean whole;
    private boolean cancelled;
    private boolean between;
    private boolean unsigned;

    /** A new connection: only a whole status says how things are now. How the latest job ended stays known. */
    synchronized void forget() {
        known = false;
        whole = false;
        unsigned = false;
        between = false;
    }

    /** Returns whether a whole status has been heard. */
    synchronized boolean whole() {
        return whole;
    }

    /** Expects another whole status. */
    synchronized void expectWhole() {
        whole = false;
    }

    synchronized BambuStatus status() {
        return new BambuStatus(print.deepCopy(), cancelled, between, unsigned);
    }

    /** Returns the number of the latest submission that the machine speaks of; 0 for none. */
    synchronized int submission() {
        return new BambuStatus(print, cancelled, between, unsigned).submission();
    }

    /** Returns whether the latest job is that of a submission. */
    synchronized boolean isOf(int number, String job) {
        return new BambuStatus(print, cancelled, between, unsigned).isOf(number, job);
    }

    /** Returns whether the machine has refused a command because that was not signed. */
    synchronized boolean unsigned() {
        return unsigned;
    }

    /** The machine has refused a command because that was not signed. */
    synchronized void refusedUnsigned() {
        unsigned = true;
    }

    /** The hub has cancelled what the machine is making. */
    synchronized void cancelling() {
        cancelled = true;
    }

    /** Takes in a status, or what has changed of it. Changes before the first whole status are ignored. */
    synchronized void heard(JsonNode status) {
        boolean full = status.has("gcode_state") && status.path("msg").asInt(0) == 0;
        if (!full && !known) {
            return;
        }
        String jobBefore = job();
        boolean restBefore = rests();
        merge(print, status);
        known = true;
        whole |= full;
        judge(status, !jobBefore.equals(job()), restBefore && !rests());
        notifyAll();
    }

    private String job() {
        return print.path("subtask_id").asText() + " "
                + print.path("subtask_name").asText();
    }

    private boolean rests() {
        return ENDS.contains(print.path("gcode_state").asText());
    }

    /**
     * The number of the next job may be told before its state: until then the state is that of the job before.
     * That a job was cancelled is told for two seconds only.
     */
    private void judge(JsonNode status, boolean otherJob, boolean begins) {
        if (otherJob || begins) {
            cancelled = false;
        }
        if (status.has("gcode_state")) {
            between = false;
        } else if (otherJob) {
            between = true;
        }
        boolean failed = print.path("gcode_state").asText().equals("FAILED");
        if (failed && BambuCodes.isCancel(print.path("print_error").asLong())) {
            cancelled = true;
        }
    }

    private static void merge(ObjectNode into, JsonNode changes) {
        changes.properties().forEach(field -> {
            JsonNode known = into.get(field.getKey());
            if (known instanceof ObjectNode object && field.getValue().isObject()) {
                merge(object, field.getValue());
            } else {
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    /** Wakes those who wait: something else has happened. */
    synchronized void stir() {
        notifyAll();
    }

    /** Waits until something holds; returns whether it did in time. */
    synchronized boolean await(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toMillis();
                    !condition.getAsBoolean();
                    left = (end - System.nanoTime()) / 1_000_000) {
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return condition.getAsBoolean();
        }
    }
}
