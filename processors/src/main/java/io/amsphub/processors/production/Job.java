package io.amsphub.processors.production;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.sliced.PrintTarget;
import io.amsphub.processors.sliced.SlicedFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to print one part. The database holds at most one live job for a part and at most one
 * job on a machine, by constraint.
 *
 * @param id {@code <serial>.<attempt>}; what the machine knows it by
 * @param serial the part
 * @param orderId the order
 * @param organisation who ordered
 * @param amCentre where it is made
 * @param processCategory what kind of machine
 * @param feedstock what must be loaded
 * @param size of the part, mm
 * @param content the model that is sent
 * @param expectedPrintTimeS from the quote
 * @param layers from the quote
 * @param priority higher goes first
 * @param avoid machines on which this part failed before
 * @param refusals how often a machine has refused it since it was queued
 * @param unfetched those of these refusals that were because the machine could not fetch the file; null when none was
 * @param state where it is
 * @param assignment the machine and the command, while one has it
 * @param progressPct 0 to 100, as last reported
 * @param reason why it failed, was cancelled, or waits
 * @param matching why which machine was chosen or left out, by the last attempt to match
 * @param target the machines that may make it; null when every machine of the centre may
 * @param requirements what it asks of a machine beside process, feedstock and volume
 * @param rank its place among jobs of its centre and priority: lower goes first, then by id
 * @param decision why it went to the machine that it went to last; null until it was sent
 * @param build the build that its part is made in, or that it makes; null when it makes a part alone
 * @param createdAt by the hub's clock
 * @param startedAt first report of printing
 * @param endedAt last report
 * @param version for optimistic locking; 0 until stored
 */
public record Job(
        String id,
        String serial,
        String orderId,
        String organisation,
        String amCentre,
        ProcessCategory processCategory,
        String feedstock,
        SizeMm size,
        BlobRef content,
        long expectedPrintTimeS,
        int layers,
        int priority,
        List<String> avoid,
        int refusals,
        @Nullable Unfetched unfetched,
        JobState state,
        @Nullable Assignment assignment,
        double progressPct,
        @Nullable String reason,
        List<String> matching,
        @Nullable PrintTarget target,
        Requirements requirements,
        long rank,
        @Nullable Decision decision,
        @Nullable String build,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long version) {

    private static final double SECONDS_PER_HOUR = 3600;

    /** Copies the lists; a record of an older hub asks for nothing and goes before all that came later. */
    public Job {
        avoid = List.copyOf(avoid);
        matching = List.copyOf(matching);
        requirements = Objects.requireNonNullElse(requirements, Requirements.NONE);
    }

    /**
     * What is to be made, whoever makes it.
     *
     * @param processCategory what kind of machine
     * @param feedstock what must be loaded; empty when whatever is loaded will do
     * @param size of the part, mm
     * @param content the model or G-code that is sent
     * @param expectedPrintTimeS estimated seconds on the machine; 0 when nobody knows
     * @param layers estimated layers; 0 when nobody knows
     */
    public record Work(
            ProcessCategory processCategory,
            String feedstock,
            SizeMm size,
            BlobRef content,
            long expectedPrintTimeS,
            int layers) {}

    /** The attempt in force at a part, waiting for any machine of a centre. */
    public static Job waiting(Part part, String amCentre, Work work, int priority, Instant now) {
        return waiting(part.jobId(), part.serial(), part.orderId(), part.organisation(), amCentre, work, null, now)
                .queued(amCentre, null, priority, JobQueue.rankAt(now, part));
    }

    /**
     * The job that makes a build, waiting for any machine of a centre.
     *
     * @param build the build, which stands for the part and the order
     */
    public static Job ofBuild(String id, String build, String organisation, String amCentre, Work work, Instant now) {
        return waiting(id, build, build, organisation, amCentre, work, build, now);
    }

    private static Job waiting(
            String id,
            String serial,
            String orderId,
            String organisation,
            String amCentre,
            Work work,
            @Nullable String build,
            Instant now) {
        return new Job(
                id,
                serial,
                orderId,
                organisation,
                amCentre,
                work.processCategory,
                work.feedstock,
                work.size,
                work.content,
                work.expectedPrintTimeS,
                work.layers,
                0,
                List.of(),
                0,
                null,
                JobState.QUEUED,
                null,
                0,
                null,
                List.of(),
                null,
                Requirements.NONE,
                0,
                null,
                build,
                now,
                null,
                null,
                0);
    }

    /**
     * Returns the attempt in force at the same part, waiting, after this one: in its place of the queue, and with
     * some machines left out.
     */
    public Job next(Part part, List<String> leftOut, Instant now) {
        return waiting(part, amCentre, work(), priority, now)
                .leavingOut(leftOut)
                .queued(amCentre, target, priority, rank)
                .asking(requirements);
    }

    /** Returns the job with what it asks of a machine. */
    public Job asking(Requirements wanted) {
        return copy(wanted, decision, build, amCentre, target, priority, rank, unfetched);
    }

    /** Returns the job for some machines of a centre, in some place of the queue. */
    public Job queued(String centre, @Nullable PrintTarget machines, int newPriority, long newRank) {
        return copy(requirements, decision, build, centre, machines, newPriority, newRank, unfetched);
    }

    /** Returns the job with why it goes to its machine. */
    public Job decided(Decision why) {
        return copy(requirements, why, build, amCentre, target, priority, rank, unfetched);
    }

    /** Returns what is to be made. */
    public Work work() {
        return new Work(processCategory, feedstock, size, content, expectedPrintTimeS, layers);
    }

    /** Returns the job with machines that it does not go to while others fit. */
    public Job leavingOut(List<String> machines) {
        return copy(target, state, assignment, machines, refusals, progressPct, reason, matching, startedAt, endedAt);
    }

    /** Returns the job for some machines only. */
    public Job onlyOn(@Nullable PrintTarget machines) {
        return copy(machines, state, assignment, avoid, refusals, progressPct, reason, matching, startedAt, endedAt);
    }

    /** Returns whether it makes a whole build: then its serial is the id of the build. */
    public boolean makesBuild() {
        return serial.equals(build);
    }

    /** Returns the job as one of a build, or as one of none. */
    public Job inBuild(@Nullable String newBuild) {
        return copy(requirements, decision, newBuild, amCentre, target, priority, rank, unfetched);
    }

    /** Returns a waiting job as one of a build, whose job is made instead. */
    public Job joined(String newBuild, String why, Instant when) {
        return inBuild(newBuild).withState(JobState.IN_BUILD, why, when);
    }

    /** Returns the job of a part as ended with its build, on the machine that made that. */
    public Job endedWith(Job whole, @Nullable String why) {
        return copy(
                target,
                whole.state(),
                whole.assignment(),
                avoid,
                refusals,
                whole.progressPct(),
                why,
                matching,
                whole.startedAt(),
                whole.endedAt());
    }

    /** Returns whether its content is instructions for a machine already, which nothing turns or moves. */
    public boolean sliced() {
        return SlicedFormat.ofMediaType(content.mediaType()).isPresent();
    }

    /** Returns the media type of the instructions that it is sent as; empty when it is sent as a model. */
    public String format() {
        return sliced() ? content.mediaType() : "";
    }

    /**
     * The machine that a job is on.
     *
     * @param device id of the machine
     * @param commandId the print command
     * @param fileToken SHA-256 of the token that fetches the file, lower-case hex
     * @param expiresAt until when the command may be taken up
     * @param askedAt when the machine was last asked what became of it
     * @param questions how often it was asked
     * @param answer the machine's answer to one of these questions; null until it came
     */
    public record Assignment(
            String device,
            String commandId,
            String fileToken,
            Instant expiresAt,
            @Nullable Instant askedAt,
            int questions,
            @Nullable Answer answer) {

        private static final String QUESTION = "-q";

        /** An assignment about which nothing was asked yet. */
        public Assignment(String device, String commandId, String fileToken, Instant expiresAt) {
            this(device, commandId, fileToken, expiresAt, null, 0, null);
        }

        /** Returns the assignment with one more question. */
        public Assignment asked(Instant when) {
            return new Assignment(device, commandId, fileToken, expiresAt, when, questions + 1, answer);
        }

        /** Returns the id of the last question: the correlation id that its answer must carry. */
        public String question() {
            return commandId + QUESTION + questions;
        }

        /** Returns whether an answer is to one of the questions about this command. */
        public boolean asks(String answeredCommand) {
            return questions > 0 && answeredCommand.startsWith(commandId + QUESTION);
        }

        /** Returns the assignment with the machine's answer to a question. */
        public Assignment answered(String boot, long seq) {
            return new Assignment(device, commandId, fileToken, expiresAt, askedAt, questions, new Answer(boot, seq));
        }
    }

    /**
     * The place of an answer among all that the machine reports: what the same boot reports under a
     * higher number was written after the machine had read the question.
     *
     * @param boot the power-on
     * @param seq the number of the answer
     */
    public record Answer(String boot, long seq) {

        /** Returns whether a report is proven to be younger than this answer. */
        public boolean isBefore(String reportBoot, long reportSeq) {
            return boot.equals(reportBoot) && reportSeq > seq;
        }
    }

    /** Returns the id of the n-th attempt at a part. */
    public static String idOf(String serial, int attempt) {
        return serial + "." + attempt;
    }

    /** Returns the id of the machine that has the job, or null. */
    public @Nullable String device() {
        return assignment == null ? null : assignment.device();
    }

    /** Returns the job on its way to a machine. */
    public Job dispatched(Assignment to, List<String> reasons) {
        return copy(target, JobState.DISPATCHED, to, avoid, refusals, 0, null, reasons, startedAt, endedAt);
    }

    /** Returns the job waiting again, because its machine never took it up. */
    public Job queuedAgain(String why) {
        return copy(target, JobState.QUEUED, null, avoid, refusals, 0, why, matching, null, null);
    }

    /** Returns the job waiting again, or held when too many machines have refused it. */
    public Job refused(String why, int limit) {
        List<String> avoided = new ArrayList<>(avoid);
        if (assignment != null && !avoided.contains(assignment.device())) {
            avoided.add(assignment.device());
        }
        return refused(why, limit, avoided);
    }

    private Job refused(String why, int limit, List<String> avoided) {
        JobState next = refusals + 1 < limit ? JobState.QUEUED : JobState.HELD;
        return copy(target, next, null, avoided, refusals + 1, 0, why, matching, null, null);
    }

    /**
     * Returns the job after its machine could not fetch the file: waiting for a while, or held as {@link #refused} does.
     * Whose fault that was is not known. So the machine is not left out for it, only gets the job after the others that could
     * begin it as soon: no job waits for hours for the only other machine because a node of the hub was away for seconds.
     * When the same machine cannot fetch it a second time, it is left out as one that refuses.
     */
    public Job notFetched(String why, int limit, Instant when) {
        if (assignment == null) {
            return refused(why, limit);
        }
        Unfetched now = Unfetched.after(unfetched, assignment.device(), when);
        Job next = now.again(assignment.device()) ? refused(why, limit) : refused(why, limit, avoid);
        String waits = next.state == JobState.QUEUED ? now.waits(when) : null;
        return next.withUnfetched(now, waits == null ? matching : List.of(waits));
    }

    /** Returns the job when its wait after such a refusal is over. */
    public Job waited() {
        return unfetched == null ? this : withUnfetched(unfetched.waited(), List.of());
    }

    private Job withUnfetched(@Nullable Unfetched now, List<String> notes) {
        return copy(requirements, decision, build, amCentre, target, priority, rank, now)
                .withNote(assignment, notes);
    }

    /** Returns whether a machine could not fetch the file since the job was queued. */
    public boolean couldNotFetch(String machine) {
        return unfetched != null && unfetched.machines().contains(machine);
    }

    /** Returns the job held, because nobody knows whether its machine has taken it up. */
    public Job heldBack(String why) {
        return copy(target, JobState.HELD, null, avoid, refusals, 0, why, matching, null, null);
    }

    /** Returns a held job waiting again; when machines had refused it, none is left out any more. */
    public Job released(String why) {
        List<String> avoided = refusals == 0 ? avoid : List.of();
        return copy(target, JobState.QUEUED, null, avoided, 0, 0, why, matching, null, null)
                .withUnfetched(null, matching);
    }

    /** Returns the job in another state; the table is the caller's to ask. */
    public Job withState(JobState next, @Nullable String why, Instant when) {
        boolean started = next == JobState.PRINTING || next == JobState.FINISHED;
        Instant newStarted = startedAt == null && started ? when : startedAt;
        Instant newEnded = JobState.TRANSITIONS.isFinal(next) ? notBefore(newStarted, when) : endedAt;
        double progress = next == JobState.FINISHED ? 100 : progressPct;
        return copy(target, next, assignment, avoid, refusals, progress, why, matching, newStarted, newEnded);
    }

    /** A clock that was set back makes no print of less than no time. */
    private static Instant notBefore(@Nullable Instant begun, Instant when) {
        return begun != null && when.isBefore(begun) ? begun : when;
    }

    /** Returns how long it was printed, in hours: 0 while it runs, and when its machine never said that it began. */
    public double printedHours() {
        return startedAt == null || endedAt == null
                ? 0
                : Duration.between(startedAt, endedAt).toSeconds() / SECONDS_PER_HOUR;
    }

    /** Returns the job with its progress. */
    public Job withProgress(double percent) {
        return copy(target, state, assignment, avoid, refusals, percent, reason, matching, startedAt, endedAt);
    }

    /** Returns the job with a note of why no machine took it, or when the machine was asked. */
    public Job withNote(@Nullable Assignment newAssignment, List<String> reasons) {
        return copy(target, state, newAssignment, avoid, refusals, progressPct, reason, reasons, startedAt, endedAt);
    }

    private Job copy(
            Requirements newRequirements,
            @Nullable Decision newDecision,
            @Nullable String newBuild,
            String newCentre,
            @Nullable PrintTarget newTarget,
            int newPriority,
            long newRank,
            @Nullable Unfetched newUnfetched) {
        return new Job(
                id,
                serial,
                orderId,
                organisation,
                newCentre,
                processCategory,
                feedstock,
                size,
                content,
                expectedPrintTimeS,
                layers,
                newPriority,
                avoid,
                refusals,
                newUnfetched,
                state,
                assignment,
                progressPct,
                reason,
                matching,
                newTarget,
                newRequirements,
                newRank,
                newDecision,
                newBuild,
                createdAt,
                startedAt,
                endedAt,
                version);
    }

    private Job copy(
            @Nullable PrintTarget newTarget,
            JobState newState,
            @Nullable Assignment newAssignment,
            List<String> newAvoid,
            int newRefusals,
            double newProgress,
            @Nullable String newReason,
            List<String> newMatching,
            @Nullable Instant newStartedAt,
            @Nullable Instant newEndedAt) {
        return new Job(
                id,
                serial,
                orderId,
                organisation,
                amCentre,
                processCategory,
                feedstock,
                size,
                content,
                expectedPrintTimeS,
                layers,
                priority,
                newAvoid,
                newRefusals,
                unfetched,
                newState,
                newAssignment,
                newProgress,
                newReason,
                newMatching,
                newTarget,
                requirements,
                rank,
                decision,
                build,
                createdAt,
                newStartedAt,
                newEndedAt,
                version);
    }
}
