package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.NestingRule;
import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.nesting.Build;
import io.amsphub.processors.nesting.BuildPlan;
import io.amsphub.processors.nesting.BuildState;
import io.amsphub.processors.nesting.Nesting;
import io.amsphub.processors.port.Builds;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.sliced.PrintTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Forms builds and undoes them. A proposal reserves nothing. Forming takes each part's job out of the queue and
 * puts the one job of the build into it, in one transaction: whoever dispatches one of them, forms another build
 * with it or cancels it at the same moment changes the same row, and only one of the two is kept. Must be called
 * in a unit of work.
 */
public final class BuildDesk {

    private final Builds builds;
    private final Jobs jobs;
    private final Production production;
    private final Intake intake;
    private final Journal journal;
    private final BuildGathering gathering;

    /** Brings together what a build touches. */
    public BuildDesk(
            Builds builds, Jobs jobs, Production production, Intake intake, Journal journal, BuildGathering gathering) {
        this.builds = builds;
        this.jobs = jobs;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
        this.gathering = gathering;
    }

    /** Has places looked for; the proposal comes later. */
    public Build begin(BuildPlan plan, Principal who, String why) {
        Build build = builds.add(new Build(
                Ids.next("bld"), plan.amCentre(), plan, BuildState.NESTING, null, null, who.name(), journal.now(), 0));
        journal.began(entry(build, who, why), build.state());
        intake.nestingDue(build.id());
        return build;
    }

    /** Records what came of nesting. What a rule has asked for is decided by it at once. */
    public Build nested(NestingResult result) {
        Build build = builds.get(result.subject());
        if (build.state() != BuildState.NESTING) {
            return build;
        }
        Problem problem = result.problem();
        if (problem != null) {
            return move(build, BuildState.REFUSED, Principal.HUB, problem.detail());
        }
        Nesting nesting = result.nesting();
        if (nesting == null) {
            return build;
        }
        Build nested = build.withNesting(nesting);
        if (!build.plan().automatic()) {
            return move(nested, BuildState.PROPOSED, Principal.HUB, inWords(nesting));
        }
        String against = against(nested, nesting);
        return against == null
                ? form(nested, nesting, Principal.HUB, "by the rule of the centre: " + inWords(nesting))
                : move(nested, BuildState.DISSOLVED, Principal.HUB, against);
    }

    /** Returns why the rule of the centre does not form a build; null when it does. */
    private @Nullable String against(Build build, Nesting nesting) {
        NestingRule rule = gathering.rule(build.plan().amCentre());
        if (rule == null) {
            return "the centre has no rule any more";
        }
        if (nesting.members().size() < 2) {
            return "one part alone is no build";
        }
        boolean due = nesting.members().stream()
                .map(member -> jobs.get(member.job()))
                .anyMatch(job -> !job.createdAt().plus(rule.patience()).isAfter(journal.now()));
        if (!due && nesting.density() < rule.minimumDensity()) {
            return "not dense enough yet, and nobody has waited long enough: " + inWords(nesting);
        }
        boolean overtaken = nesting.members().stream()
                .anyMatch(member -> jobs.get(member.job()).state() != JobState.QUEUED);
        return overtaken ? "a part has gone its own way meanwhile" : null;
    }

    private static String inWords(Nesting nesting) {
        return nesting.members().size() + " part(s), density " + Math.round(1000 * nesting.density()) / 10.0 + " %";
    }

    /**
     * Forms a build as it was proposed.
     *
     * @throws HubException when it is not proposed, or a part has gone its own way since
     */
    public Build accept(Build build, Principal who) {
        Nesting nesting = build.nesting();
        if (build.state() != BuildState.PROPOSED || nesting == null) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "build " + build.id() + " is " + build.state(),
                    null,
                    "a build is accepted while it is PROPOSED");
        }
        return form(build, nesting, who, inWords(nesting));
    }

    private Build form(Build build, Nesting nesting, Principal who, String why) {
        List<Job> members = new ArrayList<>();
        for (Nesting.Member member : nesting.members()) {
            Job job = jobs.get(member.job());
            if (job.state() != JobState.QUEUED || job.makesBuild()) {
                throw new HubException(
                        FailureCode.BUILD_OVERTAKEN,
                        "job " + job.id() + " is " + job.state(),
                        member.serial(),
                        "ask for a new proposal");
            }
            members.add(production.moved(
                    job, job.joined(build.id(), "build " + build.id(), journal.now()), who, "build " + build.id()));
        }
        Build formed = move(build, BuildState.FORMED, who, why);
        production.queue(whole(formed, nesting, members), who, why);
        return formed;
    }

    /** The job that makes the build. It is as urgent as its most urgent part. */
    private Job whole(Build build, Nesting nesting, List<Job> members) {
        BuildPlan plan = build.plan();
        TreeSet<String> avoid = new TreeSet<>();
        members.forEach(job -> avoid.addAll(job.avoid()));
        PrintTarget target = plan.machine() == null ? null : PrintTarget.machine(plan.amCentre(), plan.machine());
        Job.Work work = new Job.Work(
                plan.processCategory(),
                plan.feedstock(),
                nesting.extents(),
                nesting.content(),
                printTimeS(plan.processCategory(), members),
                members.stream().mapToInt(Job::layers).max().orElse(0));
        return Job.ofBuild(build.jobId(), build.id(), build.organisation(), plan.amCentre(), work, journal.now())
                .leavingOut(List.copyOf(avoid))
                .queued(
                        plan.amCentre(),
                        target,
                        members.stream().mapToInt(Job::priority).max().orElse(0),
                        members.stream().mapToLong(Job::rank).min().orElse(0))
                .asking(members.get(0).requirements());
    }

    /**
     * The estimate of a build by those of its parts. Where a layer is cured as a whole, the highest part decides;
     * elsewhere the sum is never too short, but counts warming up, and laying powder, once for each part.
     */
    private static long printTimeS(ProcessCategory category, List<Job> members) {
        return category == ProcessCategory.VPP
                ? members.stream().mapToLong(Job::expectedPrintTimeS).max().orElse(0)
                : members.stream().mapToLong(Job::expectedPrintTimeS).sum();
    }

    /**
     * Gives a build up. The parts of one that was formed wait by themselves again.
     *
     * @throws HubException when a machine has it, or had it
     */
    public Build dissolve(Build build, Principal who, String reason) {
        if (build.state() == BuildState.FORMED) {
            Job whole = jobs.get(build.jobId());
            if (whole.state().onMachine() || !whole.state().live()) {
                throw new HubException(
                        FailureCode.ILLEGAL_TRANSITION,
                        "job " + whole.id() + " is " + whole.state(),
                        null,
                        "a build is dissolved before a machine has it; cancel its job instead");
            }
            Job cancelled = production.move(whole, JobState.CANCELLED, who, "build dissolved: " + reason);
            production.answered(WorkItem.Kind.RESOLVE_JOB, whole.id(), who);
            production.separated(cancelled, who, "build dissolved: " + reason);
        }
        return move(build, BuildState.DISSOLVED, who, reason);
    }

    private Build move(Build build, BuildState next, Principal who, String why) {
        journal.moved(BuildState.TRANSITIONS, entry(build, who, why), build.state(), next);
        return builds.update(build.withState(next, why));
    }

    /** Returns the parts of a plan's candidates in the order of the queue: urgent first, then oldest first. */
    static List<Job> inOrder(List<Job> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparingInt((Job job) -> -job.priority()).thenComparing(Job::id))
                .toList();
    }

    private static Journal.Entry entry(Build build, Principal who, String why) {
        return new Journal.Entry("build", build.id(), build.organisation(), build.id(), who, why);
    }
}
