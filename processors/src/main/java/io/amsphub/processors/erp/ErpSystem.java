package io.amsphub.processors.erp;

import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.port.Erp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An ERP with how it is to be had: after a call that did not reach it, it is left alone for a while that doubles up
 * to a limit. Thread-safe.
 */
public final class ErpSystem {

    private static final int MOST_DOUBLINGS = 20;

    private final Erp erp;
    private final Duration firstPause;
    private final Duration longestPause;

    private int failures;
    private Instant pausedUntil = Instant.EPOCH;
    private @Nullable Instant downSince;
    private @Nullable Instant lastContact;
    private @Nullable Instant lastTold;
    private @Nullable Problem problem;

    /** An ERP that nothing is known of yet. */
    public ErpSystem(Erp erp, Duration firstPause, Duration longestPause) {
        this.erp = erp;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /**
     * How an ERP is to be had.
     *
     * @param system its name
     * @param up whether the last call reached it; true before the first
     * @param downSince when a call first did not reach it
     * @param lastContact when a call last reached it
     * @param pausedUntil it is left alone until then
     * @param problem why it is not up
     */
    public record Condition(
            String system,
            boolean up,
            @Nullable Instant downSince,
            @Nullable Instant lastContact,
            Instant pausedUntil,
            @Nullable Problem problem) {}

    /** Returns its name. */
    public String name() {
        return erp.name();
    }

    /** Returns the ERP. */
    public Erp erp() {
        return erp;
    }

    /** Returns whether it may be called. */
    public synchronized boolean mayTry(Instant now) {
        return !pausedUntil.isAfter(now);
    }

    /** Notes that a call has reached it. */
    public synchronized void reached(Instant now) {
        failures = 0;
        downSince = null;
        problem = null;
        pausedUntil = Instant.EPOCH;
        lastContact = now;
    }

    /** Notes that it took over what it was told. */
    public synchronized void told(Instant now) {
        reached(now);
        lastTold = now;
    }

    /** Returns whether it took over anything after a moment, as far as is known since the start. */
    public synchronized boolean toldSince(Instant moment) {
        return lastTold != null && lastTold.isAfter(moment);
    }

    /** Notes what has become of a call: one that was refused has reached it as well. */
    public synchronized void failed(ErpException why, Instant now) {
        if (!why.whole()) {
            reached(now);
            return;
        }
        Duration pause = pause(failures, firstPause, longestPause);
        Duration asked = why.notBefore();
        pausedUntil = now.plus(asked != null && asked.compareTo(pause) > 0 ? asked : pause);
        failures++;
        downSince = downSince == null ? now : downSince;
        problem = why.problem();
    }

    /** Lets it be called at once, because somebody says that it can be reached. */
    public synchronized void tryNow() {
        pausedUntil = Instant.EPOCH;
    }

    /** Returns how it is to be had. */
    public synchronized Condition condition() {
        return new Condition(name(), problem == null, downSince, lastContact, pausedUntil, problem);
    }

    /** Returns how long to wait after a number of failures: doubling, up to a limit. */
    public static Duration pause(int failuresBefore, Duration first, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(failuresBefore, MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
