package io.amsphub.processors.device;

/** What one source says of a machine's presence. */
public enum Sign {
    /** The source says nothing, or there is no such source for this machine. */
    NONE,
    UP,
    DOWN
}
