package io.amsphub.processors.device;

import io.amsphub.processors.lifecycle.Transitions;

/** Whether a machine may be used. */
public enum Registration {
    /** Known, and not yet found fit for work: watched, and given no jobs. */
    REGISTERED,
    /** Registered and qualified: jobs may go to it. */
    QUALIFIED,
    /** Taken out for a while. */
    SUSPENDED,
    /** Gone for good: the end. */
    RETIRED;

    /** What may follow what. */
    public static final Transitions<Registration> TRANSITIONS = Transitions.of("device", Registration.class)
            .from(REGISTERED, QUALIFIED, RETIRED)
            .from(QUALIFIED, SUSPENDED, RETIRED)
            .from(SUSPENDED, QUALIFIED, RETIRED)
            .build();
}
