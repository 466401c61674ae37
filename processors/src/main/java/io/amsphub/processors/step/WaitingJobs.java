package io.amsphub.processors.step;

import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobQueue;
import io.amsphub.processors.production.Need;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The waiting jobs of a centre in their order, without those that ask for what nobody wants to look at: the lanes of
 * the queue, one for each need, merged. Only what is looked at is read, some at a time.
 */
final class WaitingJobs {

    private static final int FIRST_PAGE = 5;
    private static final int PAGE = 50;

    private final Jobs jobs;
    private final String amCentre;
    private final Predicate<Need> wanted;
    private final PriorityQueue<Lane> lanes = new PriorityQueue<>(Comparator.comparing(Lane::head, JobQueue.ORDER));
    private @Nullable Lane current;

    /**
     * The queue of a centre.
     *
     * @param wanted which needs are looked at; asked again after each job of that need
     */
    WaitingJobs(Jobs jobs, String amCentre, Predicate<Need> wanted) {
        this.jobs = jobs;
        this.amCentre = amCentre;
        this.wanted = wanted;
        for (Need need : jobs.needs(amCentre)) {
            queue(new Lane(need));
        }
    }

    /**
     * Returns the next job; null when there is none.
     *
     * @param leftQueue whether the job before it does not wait any more
     */
    @Nullable
    Job next(boolean leftQueue) {
        if (current != null) {
            current.gone(leftQueue);
            queue(current);
        }
        current = lanes.poll();
        return current == null ? null : current.head();
    }

    private void queue(Lane lane) {
        if (wanted.test(lane.need) && lane.fill()) {
            lanes.add(lane);
        }
    }

    /** The jobs of one need. */
    private final class Lane {

        private final Need need;
        private final Deque<Job> page = new ArrayDeque<>();
        private int passedOver;
        private int size = FIRST_PAGE;
        private boolean more = true;

        private Lane(Need need) {
            this.need = need;
        }

        private Job head() {
            return page.element();
        }

        /** Reads on when nothing is at hand; returns whether there is a head. */
        private boolean fill() {
            if (page.isEmpty() && more) {
                page.addAll(jobs.queued(amCentre, need, passedOver, size));
                more = page.size() == size;
                size = PAGE;
            }
            return !page.isEmpty();
        }

        private void gone(boolean leftQueue) {
            page.remove();
            passedOver += leftQueue ? 0 : 1;
        }
    }
}
