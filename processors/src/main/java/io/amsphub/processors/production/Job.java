package io.amsphub.processors.production;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.sliced.PrintTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * @param state where it is
 * @param assignment the machine and the command, while one has it
 * @param progressPct 0 to 100, as last reported
 * @param reason why it failed, was cancelled, or waits
 * @param matching why which machine was chosen or left out, by the last attempt to match
 * @param target the machines that may make it; null when every machine of the centre may
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
        JobState state,
        @Nullable Assignment assignment,
        double progressPct,
        @Nullable String reason,
        List<String> matching,
        @Nullable PrintTarget target,
        @Nullable String build,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long version) {

    private static final Set<String> GCODE = Set.of("text/x.gcode", "text/x-gcode", "application/x-gcode");

    /** Copies the lists. */
    public Job {
        avoid = List.copyOf(avoid);
        matching = List.copyOf(matching);
    }

    /** A job that every machine of the centre may make. */
    public Job(
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
            JobState state,
            @Nullable Assignment assignment,
            double progressPct,
            @Nullable String reason,
            List<String> matching,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            long version) {
        this(
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
                avoid,
                refusals,
                state,
                assignment,
                progressPct,
                reason,
                matching,
                null,
                null,
                createdAt,
                startedAt,
                endedAt,
                version);
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
                avoid,
                refusals,
                state,
                assignment,
                progressPct,
                reason,
                matching,
                target,
                newBuild,
                createdAt,
                startedAt,
                endedAt,
                version);
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
        return GCODE.contains(content.mediaType());
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
        JobState next = refusals + 1 < limit ? JobState.QUEUED : JobState.HELD;
        return copy(target, next, null, avoided, refusals + 1, 0, why, matching, null, null);
    }

    /** Returns a held job waiting again, with no machine left out. */
    public Job released(String why) {
        return copy(target, JobState.QUEUED, null, List.of(), 0, 0, why, matching, null, null);
    }

    /** Returns the job in another state; the table is the caller's to ask. */
    public Job withState(JobState next, @Nullable String why, Instant when) {
        boolean started = next == JobState.PRINTING || next == JobState.FINISHED;
        Instant newStarted = startedAt == null && started ? when : startedAt;
        Instant newEnded = JobState.TRANSITIONS.isFinal(next) ? when : endedAt;
        double progress = next == JobState.FINISHED ? 100 : progressPct;
        return copy(target, next, assignment, avoid, refusals, progress, why, matching, newStarted, newEnded);
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
                newState,
                newAssignment,
                newProgress,
                newReason,
                newMatching,
                newTarget,
                build,
                createdAt,
                newStartedAt,
                newEndedAt,
                version);
    }
}
