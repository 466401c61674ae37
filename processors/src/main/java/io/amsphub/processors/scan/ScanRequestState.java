package io.amsphub.processors.scan;

import io.amsphub.processors.lifecycle.Transitions;

/** How far a request for a scan is. */
public enum ScanRequestState {
    /** The command is on its way. */
    SENT,
    /** The scanner will do it. */
    ACCEPTED,
    /** The scanner will not; a person decides how to go on. */
    REFUSED,
    /** The scanner did not answer in time; a person decides how to go on. */
    EXPIRED,
    /** A scan was claimed for it: the end. */
    SCANNED,
    /** Given up by a person: the end. */
    WITHDRAWN;

    /** What may follow what. A scan may come although no answer was heard, or after the time for one. */
    public static final Transitions<ScanRequestState> TRANSITIONS = Transitions.of(
                    "scan-request", ScanRequestState.class)
            .from(SENT, ACCEPTED, REFUSED, EXPIRED, SCANNED, WITHDRAWN)
            .from(ACCEPTED, SCANNED, WITHDRAWN)
            .from(REFUSED, WITHDRAWN)
            .from(EXPIRED, SCANNED, WITHDRAWN)
            .build();

    /** Returns whether inspection has to wait for it: until a scan is there or a person gives it up. */
    public boolean holds() {
        return this != SCANNED && this != WITHDRAWN;
    }

    /** Returns whether a scan is still expected. */
    public boolean open() {
        return this == SENT || this == ACCEPTED;
    }
}
