package io.amsphub.processors.nesting;

import io.amsphub.processors.lifecycle.Transitions;

/** Where a build is. */
public enum BuildState {
    /** Places are being looked for. */
    NESTING,
    /** The places are known; nothing is reserved. */
    PROPOSED,
    /** It could not be nested: the end. */
    REFUSED,
    /** Its parts are made together; its job says how that goes. */
    FORMED,
    /** Not wanted, or its parts wait by themselves again: the end. */
    DISSOLVED;

    /** What may follow what. */
    public static final Transitions<BuildState> TRANSITIONS = Transitions.of("build", BuildState.class)
            .from(NESTING, PROPOSED, REFUSED, FORMED, DISSOLVED)
            .from(PROPOSED, FORMED, DISSOLVED)
            .from(FORMED, DISSOLVED)
            .build();
}
