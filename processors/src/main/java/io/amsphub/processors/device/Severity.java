package io.amsphub.processors.device;

/** How bad an alarm is. */
public enum Severity {
    /** Good to know. */
    INFO,
    /** Look at it today. */
    WARNING,
    /** The machine cannot do its work. */
    ERROR,
    /** Go there now: people, the building or the machine are in danger. */
    CRITICAL
}
