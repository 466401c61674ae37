package io.amsphub.processors.device;

/** What a machine, or the dialect that it is spoken to in, cannot do. */
public enum Limit {
    /** It can be watched and not be told anything: no job goes there. */
    MONITOR_ONLY,
    /** It cannot hold a print and go on with it. */
    NO_PAUSE,
    /** It takes its state from the operator at the machine: only there a platform is declared clear. */
    CLEARED_AT_MACHINE,
    /** It does not say whether its platform is clear: only the hub knows, from a person. */
    PLATFORM_UNKNOWN,
    /** It keeps no record of what it printed: when nobody heard what became of a start, a person must look. */
    NO_RECORD,
    /** It takes models, and no G-code that was made elsewhere. */
    NO_GCODE,
    /** It never says what it is: registration is all that is known of it. */
    NO_IDENTITY
}
