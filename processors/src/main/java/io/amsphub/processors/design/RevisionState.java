package io.amsphub.processors.design;

import io.amsphub.processors.lifecycle.Transitions;

/** Where a design revision is between upload and use. */
public enum RevisionState {
    /** Bytes are arriving. */
    UPLOADING,
    /** The hub makes the model by a recipe. */
    COMPOSING,
    /** All bytes are there and have the announced digest; detection is due. */
    UPLOADED,
    /** Detection found what correction should mend. */
    DEFECTIVE,
    /** A correction is proposed, sound or not; a person decides. */
    IN_REVIEW,
    /** A sound solid that can be quoted and made. */
    READY,
    /** Not usable, and the problem says why. */
    REJECTED,
    /** The upload was given up. */
    CANCELLED;

    /** What may follow what. */
    public static final Transitions<RevisionState> TRANSITIONS = Transitions.of("revision", RevisionState.class)
            .from(UPLOADING, UPLOADED, REJECTED, CANCELLED)
            .from(COMPOSING, UPLOADED, REJECTED)
            .from(UPLOADED, DEFECTIVE, READY, REJECTED)
            .from(DEFECTIVE, IN_REVIEW, READY, REJECTED)
            .from(IN_REVIEW, READY, REJECTED, DEFECTIVE)
            .build();
}
