package io.amsphub.processors.step;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Repository;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.Secrets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a hub does that finds itself restored from a backup. Machines and partners went on after the backup was made, with a
 * hub that is gone, so nothing that was begun then prints by itself: every open order is on hold until a person has looked,
 * whatever of it comes from messages that were on their way; jobs without an order are held; of what was sent for an order
 * the machine is asked. May be done again after it was broken off.
 */
public final class Restoration {

    private static final int PAGE = 200;

    private final Orders orders;
    private final Jobs jobs;
    private final OrderHold hold;
    private final Production production;
    private final DeadLetters deadLetters;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    /** The step over what can still lead to a print. */
    public Restoration(
            Orders orders,
            Jobs jobs,
            OrderHold hold,
            Production production,
            DeadLetters deadLetters,
            UnitOfWork unitOfWork,
            Clock clock) {
        this.orders = orders;
        this.jobs = jobs;
        this.hold = hold;
        this.production = production;
        this.deadLetters = deadLetters;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /**
     * What waits for a person now.
     *
     * @param orders that were put on hold
     * @param jobs that were held, or that machines are asked about
     */
    public record Doubted(int orders, int jobs) {}

    /**
     * Keeps a command of a partner that was on its way with the dead letters: the hub that is gone may have carried it out,
     * and this one would do it under other ids.
     *
     * @param queue where it lay
     * @param id unique in the backup
     * @param madeAt when the backup was made
     */
    public void setAside(String queue, String id, String body, Instant madeAt) {
        String name = "rst_" + Secrets.sha256(madeAt + " " + queue + " " + id).substring(0, 32);
        unitOfWork.run(() -> {
            if (deadLetters.find(name).isEmpty()) {
                deadLetters.keep(new DeadLetters.DeadLetter(
                        name,
                        queue,
                        name,
                        "",
                        body,
                        "It was on its way when the backup of " + madeAt
                                + " was made, and the hub that is gone may have"
                                + " carried it out. Remedy: ask the partner, and send it again when nothing came of it.",
                        0,
                        clock.instant(),
                        null,
                        null,
                        null));
            }
        });
    }

    /**
     * Holds what could print.
     *
     * @param madeAt when the backup was made
     */
    public Doubted begin(Instant madeAt) {
        String reason =
                "restored from the backup of " + madeAt + ": release it when it is known what was printed since";
        int held = 0;
        for (OrderState state : OrderState.values()) {
            if (OrderHold.possible(state)) {
                held += each(orders, state.name(), order -> holdOrder(order, reason));
            }
        }
        int doubted = each(jobs, JobState.QUEUED.name(), job -> holdJob(job, reason))
                + each(jobs, JobState.DISPATCHED.name(), job -> doubt(job, reason));
        return new Doubted(held, doubted);
    }

    private boolean holdOrder(Order order, String reason) {
        if (order.hold() != null) {
            return false;
        }
        hold.hold(order, Principal.HUB, reason);
        return true;
    }

    private boolean holdJob(Job job, String reason) {
        if (production.onHold(job) != null) {
            return false;
        }
        production.move(job, JobState.HELD, Principal.HUB, reason);
        return true;
    }

    private boolean doubt(Job job, String reason) {
        if (production.onHold(job) == null) {
            production.moved(job, job.heldBack(reason), Principal.HUB, reason);
        } else {
            production.move(job, JobState.UNCERTAIN, Principal.HUB, reason);
        }
        return true;
    }

    /** Does something with each aggregate of a state, a unit of work for a page; returns with how many it was done. */
    private <T> int each(Repository<T> repository, String state, Predicate<T> act) {
        int done = 0;
        String after = null;
        do {
            PageRequest request = new PageRequest(null, Map.of("state", state), after, PAGE);
            Step step = unitOfWork.call(() -> {
                Page<T> page = repository.page(request);
                return new Step((int) page.items().stream().filter(act).count(), page.next());
            });
            done += step.done;
            after = step.next;
        } while (after != null);
        return done;
    }

    private record Step(int done, @Nullable String next) {}
}
