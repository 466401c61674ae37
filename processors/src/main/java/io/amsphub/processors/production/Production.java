package io.amsphub.processors.production;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Hold;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.WorkItems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The moves of parts, jobs and their order that several steps share. Every move is checked against
 * its table and written to the journal. Must be called in a unit of work.
 */
public final class Production {

    private final Orders orders;
    private final Parts parts;
    private final Jobs jobs;
    private final WorkItems workItems;
    private final Intake intake;
    private final Journal journal;
    private final Catalogue catalogue;
    private final int attemptLimit;
    private final PrintRights rights;

    /** Brings together what the moves touch, where no design has a licence. */
    public Production(
            Orders orders,
            Parts parts,
            Jobs jobs,
            WorkItems workItems,
            Intake intake,
            Journal journal,
            Catalogue catalogue,
            int attemptLimit) {
        this(orders, parts, jobs, workItems, intake, journal, catalogue, attemptLimit, PrintRights.NONE);
    }

    /**
     * Brings together what the moves touch.
     *
     * @param attemptLimit how often one part may be begun before a person decides
     * @param rights what licences of designs allow
     */
    public Production(
            Orders orders,
            Parts parts,
            Jobs jobs,
            WorkItems workItems,
            Intake intake,
            Journal journal,
            Catalogue catalogue,
            int attemptLimit,
            PrintRights rights) {
        this.rights = rights;
        this.orders = orders;
        this.parts = parts;
        this.jobs = jobs;
        this.workItems = workItems;
        this.intake = intake;
        this.journal = journal;
        this.catalogue = catalogue;
        this.attemptLimit = attemptLimit;
    }

    /** Moves a job and stores it. */
    public Job move(Job job, JobState next, Principal who, String why) {
        journal.moved(JobState.TRANSITIONS, entry(job, who, why), job.state(), next);
        left(job, next, who);
        return jobs.update(job.withState(next, why, journal.now()));
    }

    /**
     * Stores a job that was moved by other means, after checking and noting the move. A job that goes to a machine
     * counts against the licences of what it makes; one that comes back from it unmade does not any more.
     *
     * @throws io.amsphub.processors.failure.HubException when a licence does not allow it
     */
    public Job moved(Job before, Job after, Principal who, String why) {
        journal.moved(JobState.TRANSITIONS, entry(before, who, why), before.state(), after.state());
        String machine = after.device();
        if (after.state() == JobState.DISPATCHED && before.state() != JobState.DISPATCHED && machine != null) {
            rights.reserved(makes(before), after.amCentre(), machine);
        } else if (before.state().onMachine() && (after.state() == JobState.QUEUED || after.state() == JobState.HELD)) {
            notBegun(before, why);
        }
        left(before, after.state(), who);
        return jobs.update(after);
    }

    /** Nobody has to see to a job any more that has left the queue. */
    private void left(Job job, JobState next, Principal who) {
        if (job.state() == JobState.QUEUED && next != JobState.QUEUED) {
            answered(WorkItem.Kind.EQUIP_JOB, job.id(), who);
        }
    }

    /** Returns what licences of designs allow. */
    public PrintRights rights() {
        return rights;
    }

    /** Notes that no machine has begun a job, by the record of the machine that had it. */
    public void notBegun(Job job, String why) {
        rights.notBegun(makes(job), why);
    }

    /** Moves a part and stores it. */
    public Part move(Part part, PartState next, Principal who, String why) {
        journal.moved(PartState.TRANSITIONS, entry(part, who, why), part.state(), next);
        return parts.update(part.withState(next));
    }

    /** Moves an order and stores it. */
    public Order move(Order order, OrderState next, Principal who, String why) {
        journal.moved(OrderState.TRANSITIONS, entry(order, who, why), order.state(), next);
        return orders.update(order.withState(next));
    }

    /** Returns the jobs of the parts that a job makes: itself, or those of its build. */
    public List<Job> makes(Job job) {
        return job.makesBuild() ? jobs.ofBuild(job.serial()) : List.of(job);
    }

    /** Notes that a machine has begun a job: its parts are in production, and with them their orders. */
    public void begun(Job job, Principal who) {
        for (Job one : makes(job)) {
            Part part = parts.get(one.serial());
            if (part.state() == PartState.PLANNED) {
                move(part, PartState.IN_PRODUCTION, who, "job " + job.id() + " was taken up");
            }
            orders.find(one.orderId())
                    .filter(order -> order.state() == OrderState.CONFIRMED)
                    .ifPresent(order -> move(order, OrderState.IN_PRODUCTION, who, "its first part is being made"));
        }
    }

    /** Ends the jobs of the parts of a build as the build has ended; returns the jobs of all parts that it made. */
    public List<Job> endedWith(Job whole, Principal who, String why) {
        if (!whole.makesBuild()) {
            return List.of(whole);
        }
        return jobs.ofBuild(whole.serial()).stream()
                .filter(one -> one.state() == JobState.IN_BUILD)
                .map(one -> moved(one, one.endedWith(whole, why), who, why))
                .toList();
    }

    /**
     * Lets the parts of a build that no machine has taken up wait by themselves again; what nobody wants any
     * more is given up.
     */
    public void separated(Job whole, Principal who, String why) {
        for (Job one : makes(whole)) {
            if (one.state() != JobState.IN_BUILD) {
                continue;
            }
            if (parts.get(one.serial()).state() == PartState.CANCELLED) {
                move(one, JobState.CANCELLED, who, why);
            } else {
                moved(one, one.inBuild(null).queuedAgain(why), who, why);
                intake.dispatchDue(one.id(), one.orderId());
            }
        }
    }

    /** Returns why a job may not be sent now though it waits: an order that it makes a part of is on hold; or null. */
    public @Nullable String onHold(Job job) {
        for (Job one : makes(job)) {
            Hold hold = orders.find(one.orderId()).map(Order::hold).orElse(null);
            if (hold != null) {
                return "order " + one.orderId() + " is on hold: " + hold.reason();
            }
        }
        return null;
    }

    /** Returns whether none of the parts that a job makes is wanted any more. */
    public boolean unwanted(Job job) {
        return makes(job).stream().allMatch(one -> parts.get(one.serial()).state() == PartState.CANCELLED);
    }

    /** Returns whether one of the parts that a job makes is not wanted any more. */
    public boolean givenUp(Job job) {
        return makes(job).stream().anyMatch(one -> parts.get(one.serial()).state() == PartState.CANCELLED);
    }

    /**
     * Has a part made again under the same serial number, or stops it when the limit is reached and
     * asks a person.
     */
    public void again(Part part, Principal who, String why) {
        Job last = jobs.get(part.jobId());
        if (part.attempt() >= attemptLimit) {
            stop(part, who, why + "; attempt " + part.attempt() + " was the last of " + attemptLimit + " allowed");
            return;
        }
        retry(part, last, who, why + "; attempt " + (part.attempt() + 1) + " of " + attemptLimit);
    }

    /** Stops a part until a person decides whether it is made after all. */
    public void stop(Part part, Principal who, String why) {
        move(part, PartState.STOPPED, who, why);
        ask(
                WorkItem.Kind.DECIDE_PART,
                part.serial(),
                part.organisation(),
                why + ". Order another attempt or cancel the part.");
    }

    /** Returns how often one part may be begun before a person decides. */
    public int attemptLimit() {
        return attemptLimit;
    }

    /**
     * Begins the next attempt at a part, whatever the limit says. The machine of the last one is avoided, whether it
     * failed or made what was rejected.
     */
    public void retry(Part part, Job last, Principal who, String why) {
        List<String> plan = orders.find(part.orderId())
                .map(order ->
                        plan(catalogue.material(order.lineOf(part.serial()).materialId())))
                .orElse(List.of());
        journal.moved(PartState.TRANSITIONS, entry(part, who, why), part.state(), PartState.PLANNED);
        Part next = parts.update(part.again(plan));
        List<String> avoid = new ArrayList<>(last.avoid());
        String machine = last.device();
        if (machine != null && !avoid.contains(machine)) {
            avoid.add(machine);
        }
        queue(last.next(next, avoid, journal.now()), who, why);
    }

    /** Stores a new job and tells dispatch. */
    public void queue(Job job, Principal who, String why) {
        jobs.add(job);
        journal.began(entry(job, who, why), job.state());
        intake.dispatchDue(job.id(), job.orderId());
    }

    /** Puts something on the work list, unless it is there. */
    public void ask(WorkItem.Kind kind, String subject, String organisation, String text) {
        if (workItems.open(kind, subject).isPresent()) {
            return;
        }
        WorkItem item =
                new WorkItem(Ids.next("wrk"), kind, subject, organisation, text, true, journal.now(), null, null, 0);
        workItems.add(item);
    }

    /** Puts something on the work list; what was asked there before in other words is asked anew. */
    public void askAnew(WorkItem.Kind kind, String subject, String organisation, String text) {
        workItems
                .open(kind, subject)
                .filter(item -> !item.text().equals(text))
                .ifPresent(item -> workItems.update(item.done(Principal.HUB.name(), journal.now())));
        ask(kind, subject, organisation, text);
    }

    /** Takes something off the work list, if it is there. */
    public void answered(WorkItem.Kind kind, String subject, Principal who) {
        workItems.open(kind, subject).ifPresent(item -> workItems.update(item.done(who.name(), journal.now())));
    }

    /** Returns the names of the steps after printing, for a material. */
    public static List<String> plan(Material material) {
        return material.postProcessing().stream()
                .map(Material.PostProcessingStep::name)
                .toList();
    }

    private static Journal.Entry entry(Job job, Principal who, String why) {
        return new Journal.Entry("job", job.id(), job.organisation(), job.orderId(), who, why);
    }

    private static Journal.Entry entry(Part part, Principal who, String why) {
        return new Journal.Entry("part", part.serial(), part.organisation(), part.orderId(), who, why);
    }

    private static Journal.Entry entry(Order order, Principal who, String why) {
        return new Journal.Entry("order", order.id(), order.organisation(), order.id(), who, why);
    }
}
