package io.amsphub.processors.production;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which jobs wait: by priority, then by rank, then by id. The id makes the order total, whatever the
 * ranks are. A rank begins as the time at which the job was queued, which leaves room between jobs for others.
 */
public final class JobQueue {

    /** Who goes first. */
    public static final Comparator<Job> ORDER = Comparator.comparingInt(Job::priority)
            .reversed()
            .thenComparingLong(Job::rank)
            .thenComparing(Job::id);

    /** Ranks of one millisecond: room for a thousand parts of an order, and for others between them. */
    private static final long PER_MILLISECOND = 1_000_000;

    /** The distance between jobs that had to move: small, so that few others have to. */
    private static final long STEP = 1000;

    private JobQueue() {}

    /** Returns the rank of a job that is queued at an instant, for a part of an order: parts go by their numbers. */
    public static long rankAt(Instant now, Part part) {
        return Math.addExact(Math.multiplyExact(now.toEpochMilli(), PER_MILLISECOND), STEP * part.number());
    }

    /** Returns a rank before that of the first job. */
    public static long before(Job first) {
        return first.rank() - STEP;
    }

    /**
     * Makes room behind a job.
     *
     * @param anchor the job
     * @param behind jobs of its priority behind it, in their order
     * @return the rank that is free now, and the jobs that had to move for it; they keep their order
     */
    public static Room after(Job anchor, Iterable<Job> behind) {
        List<Job> moved = new ArrayList<>();
        long free = anchor.rank() + STEP;
        long last = free;
        for (Job job : behind) {
            if (moved.isEmpty() && job.rank() - anchor.rank() > 1) {
                return new Room(anchor.rank() + (job.rank() - anchor.rank()) / 2, List.of());
            }
            if (job.rank() > last) {
                break;
            }
            last += STEP;
            moved.add(job.queued(job.amCentre(), job.target(), job.priority(), last));
        }
        return new Room(free, moved);
    }

    /**
     * A free rank.
     *
     * @param rank the rank
     * @param moved the jobs that move to make it free
     */
    public record Room(long rank, List<Job> moved) {

        /** Copies the list. */
        public Room {
            moved = List.copyOf(moved);
        }
    }
}
