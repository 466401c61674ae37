package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.Command;
import io.amsphub.config.simulator.protocol.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * What the machine answers to a command.
 *
 * @param command id of the command; null only when it could not be read
 * @param verb last level of its topic name
 * @param job the job that it was about
 * @param accepted whether the machine does, or has done, what was asked
 * @param duplicate whether the command or the job had been dealt with before
 * @param code why it was refused; null when accepted
 * @param reason for people
 */
public record Answer(
        @Nullable String command,
        String verb,
        @Nullable String job,
        boolean accepted,
        boolean duplicate,
        @Nullable RefusalCode code,
        @Nullable String reason) {

    static Answer yes(Command command, boolean duplicate) {
        return new Answer(command.command(), command.verb().word(), command.job(), true, duplicate, null, null);
    }

    static Answer no(Command command, RefusalCode code, String reason) {
        return new Answer(command.command(), command.verb().word(), command.job(), false, false, code, reason);
    }

    Answer again() {
        return new Answer(command, verb, job, accepted, true, code, reason);
    }
}
