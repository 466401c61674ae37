package io.amsphub.processors.step;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Production;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a hub does that finds itself restored from a backup. Machines went on after the backup was made, so nothing is
 * printed of what was not printed then: what waited is held until a person has looked, and of what was sent the machine is
 * asked. May be done again after it was broken off.
 */
public final class Restoration {

    private static final int AT_ONCE = 200;

    private final Jobs jobs;
    private final Production production;
    private final UnitOfWork unitOfWork;

    /** The step over the jobs. */
    public Restoration(Jobs jobs, Production production, UnitOfWork unitOfWork) {
        this.jobs = jobs;
        this.production = production;
        this.unitOfWork = unitOfWork;
    }

    /**
     * Holds what waited and doubts what was sent.
     *
     * @param madeAt when the backup was made
     * @return how many jobs are held and doubted
     */
    public int begin(Instant madeAt) {
        int held = all(
                JobState.QUEUED,
                JobState.HELD,
                "restored from the backup of " + madeAt
                        + ": release it when it is known that it was not printed since");
        return held + all(JobState.DISPATCHED, JobState.UNCERTAIN, "restored from the backup of " + madeAt);
    }

    private int all(JobState from, JobState to, String reason) {
        int count = 0;
        List<Job> some;
        do {
            some = unitOfWork.call(() -> {
                List<Job> found = jobs.page(new PageRequest(null, Map.of("state", from.name()), null, AT_ONCE))
                        .items();
                found.forEach(job -> production.move(job, to, Principal.HUB, reason));
                return found;
            });
            count += some.size();
        } while (!some.isEmpty());
        return count;
    }
}
