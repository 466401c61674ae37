package io.amsphub.config.simulator.protocol;

/**
 * Something that a person should know about the machine.
 *
 * @param code stable word for the cause, for instance {@code NOZZLE_CLOG}
 * @param severity how bad it is
 * @param message for people
 */
public record Alarm(String code, Severity severity, String message) {

    /** How bad an alarm is. */
    public enum Severity {
        /** For the record. */
        INFO,
        /** Needs a look. */
        WARNING,
        /** The job is lost. */
        ERROR,
        /** The machine is not safe. */
        CRITICAL
    }
}
