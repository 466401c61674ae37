package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.Command;
import io.amsphub.config.simulator.protocol.RefusalCode;
import java.time.Instant;

/**
 * A print command that was refused. It is remembered until it would be refused as expired anyway, so that a command
 * that comes a second time, even after a power cut, can never be obeyed after the hub was told that it was refused.
 *
 * @param command id of the command
 * @param job the job that stays unprinted by it
 * @param code why
 * @param reason for people
 * @param expires when the command becomes void by itself
 */
public record Refusal(String command, String job, RefusalCode code, String reason, Instant expires) {

    Answer answer(Command.Print repeated) {
        return Answer.no(repeated, code, reason).again();
    }
}
