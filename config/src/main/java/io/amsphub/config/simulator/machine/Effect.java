package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.Command;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that the machine wants done. Effects are carried out in their order: what must survive a power cut is
 * written before what depends on it is said.
 */
public sealed interface Effect {

    /** Fetch the file of a command and report to {@link Machine#fileArrived}. */
    record Fetch(Command.Print command) implements Effect {}

    /** The file is not wanted any more. */
    record AbandonFetch() implements Effect {}

    /** Write durably: the job id is used up. {@code starts}: and printing begins now. */
    record Accepted(Command.Print command, boolean starts) implements Effect {}

    /** Write durably: this print command has been refused. */
    record Refused(Refusal refusal) implements Effect {}

    /** Answer a command. */
    record Answered(Answer answer) implements Effect {}

    /** Send {@code report/state}. */
    record StateChanged() implements Effect {}

    /** Send {@code report/progress}. */
    record Progressed() implements Effect {}

    /** Write durably and send {@code report/job}. {@code printed}: something was on the platform. */
    record JobEnded(JobEnd end, boolean printed) implements Effect {}

    /** Write durably; send {@code report/platform} when {@code reportedBy} says who did it at the machine. */
    record PlatformCleared(@Nullable String reportedBy) implements Effect {}

    /** Call {@link Machine#wake} with this after a while of real time. */
    record Wake(Alarmclock clock, int token, Duration after) implements Effect {}

    /** What a wake-up is for. */
    enum Alarmclock {
        /** The next step of the print. */
        PRINT,
        /** The harvester. */
        HARVESTER
    }
}
