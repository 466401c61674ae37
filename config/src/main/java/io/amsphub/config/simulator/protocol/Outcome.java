package io.amsphub.config.simulator.protocol;

/** How far a job that a machine has accepted has come. */
public enum Outcome {
    /** Accepted; its end has not happened yet. */
    STARTED,
    /** Printed to the end. */
    FINISHED,
    /** Given up by the machine. */
    FAILED,
    /** Given up by a command. */
    CANCELLED
}
