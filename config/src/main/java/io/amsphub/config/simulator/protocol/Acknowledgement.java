package io.amsphub.config.simulator.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a command, on its response topic, with its correlation data.
 *
 * @param schema {@link Native#SCHEMA}
 * @param boot made at power-on
 * @param seq number of this report within the boot
 * @param time device clock, ISO instant
 * @param command id of the command; null only when it could not be read
 * @param verb last level of the command's topic name
 * @param job the job that it was about
 * @param accepted whether the machine does, or has done, what was asked
 * @param duplicate whether this command or this job had been dealt with before
 * @param code why it was refused; null when accepted
 * @param reason for people
 */
public record Acknowledgement(
        String schema,
        String boot,
        long seq,
        String time,
        @Nullable String command,
        String verb,
        @Nullable String job,
        boolean accepted,
        boolean duplicate,
        @Nullable RefusalCode code,
        @Nullable String reason) {}
