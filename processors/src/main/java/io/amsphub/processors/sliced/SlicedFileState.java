package io.amsphub.processors.sliced;

import io.amsphub.processors.lifecycle.Transitions;

/** Where a sliced file is. */
public enum SlicedFileState {
    /** It can be printed. */
    KEPT,
    /** Taken away by its owner; what was printed of it stays in the record. */
    REMOVED;

    /** What may follow what. */
    public static final Transitions<SlicedFileState> TRANSITIONS = Transitions.of("sliced-file", SlicedFileState.class)
            .from(KEPT, REMOVED)
            .build();
}
