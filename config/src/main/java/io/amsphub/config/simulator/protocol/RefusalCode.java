package io.amsphub.config.simulator.protocol;

/** Why a command was refused. */
public enum RefusalCode {
    /** The machine has another job, or a person has locked it. */
    BUSY,
    /** Nobody has declared the platform clear since the last job. */
    PLATFORM_NOT_CLEAR,
    /** {@code expires} of the command has passed on the clock of the device. */
    EXPIRED,
    /** The job is not the one on the machine, or has ended. */
    UNKNOWN_JOB,
    /** The file that arrived is not the one that was announced (size or SHA-256). */
    FILE_MISMATCH,
    /** The file could not be fetched. */
    FILE_UNREACHABLE,
    /** The feedstock is not loaded. */
    MATERIAL_MISMATCH,
    /** The part does not fit into the build volume. */
    TOO_LARGE,
    /** The payload is not JSON, too long, or a field is missing or of the wrong type. */
    MALFORMED,
    /** A verb, schema or media type that this device does not know. */
    UNSUPPORTED
}
