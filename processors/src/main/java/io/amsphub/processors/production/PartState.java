package io.amsphub.processors.production;

import io.amsphub.processors.lifecycle.Transitions;

/** Where a part is. */
public enum PartState {
    /** Has a serial number and a job that waits. */
    PLANNED,
    /** A machine has its job. */
    IN_PRODUCTION,
    /** The machine finished; the part is still on the build platform. */
    PRINTED,
    /** Taken from the machine; the process plan goes on. */
    IN_POST_PROCESSING,
    /** The process plan is done; inspection is due. */
    IN_INSPECTION,
    /** Inspection released it. */
    RELEASED,
    /** Handed over to the user. */
    DELIVERED,
    /** Given back after a complaint, which was right: the end. */
    RETURNED,
    /** Failed as often as the limit allows, or given up; an operator decides. */
    STOPPED,
    /** Not wanted any more: the end. */
    CANCELLED;

    /** What may follow what. Back to PLANNED means: made again. */
    public static final Transitions<PartState> TRANSITIONS = Transitions.of("part", PartState.class)
            .from(PLANNED, IN_PRODUCTION, STOPPED, CANCELLED)
            .from(IN_PRODUCTION, PRINTED, PLANNED, STOPPED, CANCELLED)
            .from(PRINTED, IN_POST_PROCESSING, PLANNED, STOPPED, CANCELLED)
            .from(IN_POST_PROCESSING, IN_INSPECTION, PLANNED, STOPPED, CANCELLED)
            .from(IN_INSPECTION, RELEASED, PLANNED, STOPPED, CANCELLED)
            .from(RELEASED, DELIVERED)
            .from(DELIVERED, RETURNED)
            .from(STOPPED, PLANNED, CANCELLED)
            .build();
}
