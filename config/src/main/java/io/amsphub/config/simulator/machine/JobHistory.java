package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.Native;
import io.amsphub.config.simulator.protocol.Outcome;
import io.amsphub.config.simulator.protocol.RecentJob;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a machine knows about its past: every job it ever accepted, the print commands it refused lately, and
 * whether its platform is clear. Not safe for several threads.
 */
public final class JobHistory {

    private static final int REFUSALS_BEFORE_CLEANING = 256;

    private final Map<String, Outcome> jobs = new LinkedHashMap<>();
    private final Deque<String> newest = new ArrayDeque<>();
    private final Map<String, Refusal> refusals = new LinkedHashMap<>();
    private boolean platformClear = true;

    /** A job was accepted; when it {@code starts}, the platform is no longer clear. */
    public void accepted(String job, boolean starts) {
        if (jobs.put(job, Outcome.STARTED) != null) {
            throw new IllegalStateException("job " + job + " was accepted before");
        }
        newest.addLast(job);
        if (newest.size() > Native.RECENT_JOBS) {
            newest.removeFirst();
        }
        platformClear &= !starts;
    }

    /** An accepted job has ended. */
    public void ended(String job, Outcome outcome) {
        if (jobs.replace(job, outcome) != Outcome.STARTED) {
            throw new IllegalStateException("job " + job + " was not under way");
        }
    }

    /** A print command was refused. */
    public void refused(Refusal refusal, Instant now) {
        if (refusals.size() >= REFUSALS_BEFORE_CLEANING) {
            refusals.values().removeIf(old -> !now.isBefore(old.expires()));
        }
        refusals.put(refusal.command(), refusal);
    }

    /** Somebody said whether the platform is clear. */
    public void platform(boolean clear) {
        platformClear = clear;
    }

    /** Whether a part could be printed on the platform. */
    public boolean platformClear() {
        return platformClear;
    }

    /** What became of a job; empty when this machine never accepted it. */
    public Optional<Outcome> outcomeOf(String job) {
        return Optional.ofNullable(jobs.get(job));
    }

    /** The refusal of a command, while it is remembered. */
    public Optional<Refusal> refusalOf(String command) {
        return Optional.ofNullable(refusals.get(command));
    }

    /** The last jobs, newest last. */
    public List<RecentJob> recent() {
        return newest.stream()
                .map(job -> new RecentJob(job, outcomeOf(job).orElseThrow()))
                .toList();
    }

    /** Jobs without an end, oldest first: after power-on, those that a power cut has ended. */
    public List<String> open() {
        return newest.stream().filter(job -> jobs.get(job) == Outcome.STARTED).toList();
    }

    /** Every job ever accepted with what became of it, oldest first; unmodifiable. */
    public Map<String, Outcome> jobs() {
        return Collections.unmodifiableMap(jobs);
    }

    /** The refusals that are remembered. */
    public Collection<Refusal> refusals() {
        return List.copyOf(refusals.values());
    }
}
