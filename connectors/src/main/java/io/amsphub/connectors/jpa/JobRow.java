package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job. */
@Entity
@Table(name = "job")
class JobRow extends AggregateRow {

    String orderId = "";

    String serial = "";

    String amCentre = "";

    int priority;

    /** The priority below zero, so that one index gives the order of the queue. */
    int urgency;

    long queueRank;

    long printSeconds;

    /** What a waiting job asks of machines; empty when that is too long for a column, null while it does not wait. */
    @Nullable
    String lane;

    /** The only machine that a waiting job is for. */
    @Nullable
    String soleMachine;

    /** The part, while the job is live: unique, so that a part has one live job at most. */
    @Nullable
    String livePart;

    /** The machine, while the job is on it: unique, so that a machine has one job at most. */
    @Nullable
    String liveDevice;

    /** The build that the part is made in, or that the job makes. */
    @Nullable
    String buildId;

    /** Until when the command may be taken up; of a job that waits after a refusal, until when it does. */
    @Nullable
    Instant commandExpiresAt;

    /** The machine that has it, or had it last. */
    @Nullable
    String machine;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant endedAt;

    /** How long it ran, once it has ended. */
    @Nullable
    Long runSeconds;
}
