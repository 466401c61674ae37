package io.amsphub.config.simulator.memory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amsphub.config.simulator.machine.Refusal;
import io.amsphub.config.simulator.protocol.Outcome;
import io.amsphub.config.simulator.protocol.RefusalCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the memory file. One event is one line, so that a torn write loses all of it or nothing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MemoryLine(
        Kind kind,
        @Nullable String job,
        @Nullable Boolean flag,
        @Nullable Outcome outcome,
        @Nullable String command,
        @Nullable RefusalCode code,
        @Nullable String reason,
        @Nullable String expires,
        @Nullable PendingReport report) {

    enum Kind {
        /** A job id is used up; flag: printing began. */
        ACCEPTED,
        /** A job has ended; report: to be sent. */
        ENDED,
        /** A print command was refused. */
        REFUSED,
        /** flag: whether the platform is clear; report: to be sent. */
        PLATFORM,
        /** A report to be sent, when the file is written anew. */
        PENDING,
        /** The broker has the report. */
        DELIVERED
    }

    static MemoryLine accepted(String job, boolean starts) {
        return new MemoryLine(Kind.ACCEPTED, job, starts, null, null, null, null, null, null);
    }

    static MemoryLine ended(String job, Outcome outcome, @Nullable PendingReport report) {
        return new MemoryLine(Kind.ENDED, job, null, outcome, null, null, null, null, report);
    }

    static MemoryLine refused(Refusal refusal) {
        return new MemoryLine(
                Kind.REFUSED,
                refusal.job(),
                null,
                null,
                refusal.command(),
                refusal.code(),
                refusal.reason(),
                refusal.expires().toString(),
                null);
    }

    static MemoryLine platform(boolean clear, @Nullable PendingReport report) {
        return new MemoryLine(Kind.PLATFORM, null, clear, null, null, null, null, null, report);
    }

    static MemoryLine pending(PendingReport report) {
        return new MemoryLine(Kind.PENDING, null, null, null, null, null, null, null, report);
    }

    /** The payload is left out: boot and number say which. */
    static MemoryLine delivered(PendingReport report) {
        PendingReport which = new PendingReport(report.noun(), report.boot(), report.seq(), "");
        return new MemoryLine(Kind.DELIVERED, null, null, null, null, null, null, null, which);
    }

    Refusal toRefusal() {
        return new Refusal(
                need(command), need(job), need(code), reason == null ? "" : reason, Instant.parse(need(expires)));
    }

    static <T> T need(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("a line of the memory file lacks a field");
        }
        return value;
    }
}
