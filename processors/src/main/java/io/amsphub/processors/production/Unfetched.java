package io.amsphub.processors.production;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refusals of machines that could not fetch the file of a job. That is seldom their fault: a node of the hub restarts, has
 * too much to do, or is away for a moment. So the job waits, after each refusal twice as long as after the one before.
 *
 * @param machines the machine of each such refusal since the job was queued, the oldest first
 * @param until before when the job is not sent again; null when that is over
 */
public record Unfetched(List<String> machines, @Nullable Instant until) {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

    /** Copies the list. */
    public Unfetched {
        machines = List.copyOf(machines);
    }

    /**
     * Returns the refusals with one more.
     *
     * @param before those before; null when there were none
     */
    static Unfetched after(@Nullable Unfetched before, String machine, Instant when) {
        List<String> machines = new ArrayList<>(before == null ? List.of() : before.machines);
        Duration wait = FIRST_WAIT.multipliedBy(1L << machines.size());
        machines.add(machine);
        return new Unfetched(machines, when.plus(wait));
    }

    /** Returns why a job is not sent yet; null when nothing speaks against it. */
    public @Nullable String waits(Instant now) {
        return until != null && now.isBefore(until)
                ? "waits until " + until + ": " + machines.get(machines.size() - 1) + " could not fetch its file"
                : null;
    }

    /** Returns whether a machine was among them more than once. */
    boolean again(String machine) {
        return machines.indexOf(machine) != machines.lastIndexOf(machine);
    }

    /** Returns the refusals when the wait is over. */
    Unfetched waited() {
        return new Unfetched(machines, null);
    }
}
