package io.amsphub.processors.scan;

import io.amsphub.processors.lifecycle.Transitions;

/** Where the record of a scan is. */
public enum ScanState {
    /** The claim check came, the file did not yet. */
    ANNOUNCED,
    /** The file came, the claim check did not yet. */
    DELIVERED,
    /** Both are there. */
    RECEIVED,
    /** Compared with the design; a verdict is proposed. */
    EVALUATED,
    /** Kept, but not compared; the note says why. */
    NOT_EVALUATED,
    /** Inspection has decided by it: the end. */
    DECIDED,
    /** Set aside by a person: the end. */
    DISMISSED;

    /** What may follow what. */
    public static final Transitions<ScanState> TRANSITIONS = Transitions.of("scan", ScanState.class)
            .from(ANNOUNCED, RECEIVED, DISMISSED)
            .from(DELIVERED, RECEIVED, DISMISSED)
            .from(RECEIVED, EVALUATED, NOT_EVALUATED, DISMISSED)
            .from(EVALUATED, DECIDED, DISMISSED)
            .from(NOT_EVALUATED, DECIDED, DISMISSED)
            .build();

    /** Returns whether inspection has to wait for what becomes of it. */
    public boolean open() {
        return this != DECIDED && this != DISMISSED && this != DELIVERED;
    }
}
