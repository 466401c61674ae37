package io.amsphub.processors.device;

/** Whether a machine can be reached, from its last will and from the age of its last message. */
public enum Availability {
    /** Never heard of since it was registered. */
    NEVER_SEEN,
    ONLINE,
    /** Silent for longer than it should be; nothing says that it is gone. */
    SILENT,
    /** Its last will, or the machine itself, says that it is gone. */
    OFFLINE
}
