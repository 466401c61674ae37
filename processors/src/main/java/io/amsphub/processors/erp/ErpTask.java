package io.amsphub.processors.erp;

import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.lifecycle.Ids;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an ERP is to hear of a change. Written in the transaction of the change, so that it is there if and only if
 * the change is. What the ERP is told is how things stand when it is told, not how they stood when the task was
 * written: several tasks about one subject are done by telling once.
 *
 * @param id {@code etk_...}; later ones sort after earlier ones
 * @param organisation whose order or quote
 * @param system name of the ERP
 * @param subject id of the order or quote
 * @param kind what the subject is
 * @param stage what the change was
 * @param state where the task is
 * @param attempts how often it was tried in vain while the ERP could be had
 * @param dueAt not to be tried before
 * @param createdAt by the hub's clock
 * @param problem why the last attempt failed
 * @param doneAt when it was done
 * @param version for optimistic locking; 0 until stored
 */
public record ErpTask(
        String id,
        String organisation,
        String system,
        String subject,
        Kind kind,
        ErpStage stage,
        State state,
        int attempts,
        Instant dueAt,
        Instant createdAt,
        @Nullable Problem problem,
        @Nullable Instant doneAt,
        long version) {

    /** How long a task rests at most before it is tried again. */
    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** What a task is about. */
    public enum Kind {
        /** A quote. */
        QUOTE,
        /** An order. */
        ORDER,
        /** An order of which quantities were changed. */
        ORDER_CHANGE
    }

    /** Where a task is. */
    public enum State {
        /** To be done, now or after a while. */
        WAITING,
        /** The ERP knows. */
        DONE,
        /** The ERP refused as often as is tried; a person has to look. */
        STOPPED
    }

    /** A task that is due at once. */
    public static ErpTask due(
            String system, Kind kind, String subject, String organisation, ErpStage stage, Instant now) {
        return new ErpTask(
                Ids.next("etk"), organisation, system, subject, kind, stage, State.WAITING, 0, now, now, null, null, 0);
    }

    /** Returns the task as done. */
    public ErpTask done(Instant when) {
        return copy(State.DONE, attempts, dueAt, null, when);
    }

    /** Returns the task after an attempt in vain. */
    public ErpTask failed(Problem why, Instant again) {
        return copy(State.WAITING, attempts + 1, again, why, null);
    }

    /** Returns the task as one that waits for an ERP that is away, which is no attempt. */
    public ErpTask waits(Problem why, Instant again) {
        return copy(State.WAITING, attempts, again, why, null);
    }

    /** Returns the task after the last attempt in vain. */
    public ErpTask stopped(Problem why) {
        return copy(State.STOPPED, attempts + 1, dueAt, why, null);
    }

    /** Returns the task as one to be tried anew. */
    public ErpTask again(Instant now) {
        return copy(State.WAITING, 0, now, problem, null);
    }

    private ErpTask copy(State next, int tried, Instant due, @Nullable Problem why, @Nullable Instant done) {
        return new ErpTask(
                id, organisation, system, subject, kind, stage, next, tried, due, createdAt, why, done, version);
    }
}
