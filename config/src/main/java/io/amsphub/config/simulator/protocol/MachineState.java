package io.amsphub.config.simulator.protocol;

/** What a machine says about itself in {@code report/state}. */
public enum MachineState {
    /** Ready for a print command. */
    IDLE,
    /** Not printing, and not ready: the platform is not clear. */
    NOT_READY,
    /** Fetching and checking the file of a print command that it has not answered yet. */
    PREPARING,
    /** Printing. */
    PRINTING,
    /** Stopped by a command, can be resumed. */
    PAUSED,
    /** The last job ended well; the part is still on the platform. */
    FINISHED,
    /** The last job failed; its remains are still on the platform. */
    FAILED,
    /** The last job was cancelled; its remains are still on the platform. */
    CANCELLED,
    /** Waits for a person at the machine. */
    ATTENTION,
    /** Gone: the last will, or the last word of an orderly shutdown. */
    OFFLINE
}
