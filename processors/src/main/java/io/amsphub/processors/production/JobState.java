package io.amsphub.processors.production;

import io.amsphub.processors.lifecycle.Transitions;

/** Where a job is. */
public enum JobState {
    /** Waits for a machine that fits. */
    QUEUED,
    /** No machine would take it: a person decides. */
    HELD,
    /** Its part is made with others, by the job of their build; it never goes to a machine by itself. */
    IN_BUILD,
    /** A machine is reserved and the command is on its way. */
    DISPATCHED,
    /** The command's time is over and no answer came: the machine is asked, nothing is sent again. */
    UNCERTAIN,
    /** The machine has taken it on. */
    ACCEPTED,
    /** The machine is making it. */
    PRINTING,
    /** The machine holds. */
    PAUSED,
    /** The machine says that it is done: the end. */
    FINISHED,
    /** The machine, or an operator, says that it failed: the end. */
    FAILED,
    /** Given up: the end. */
    CANCELLED;

    /** What may follow what. */
    public static final Transitions<JobState> TRANSITIONS = Transitions.of("job", JobState.class)
            .from(QUEUED, DISPATCHED, HELD, IN_BUILD, CANCELLED)
            .from(HELD, QUEUED, CANCELLED)
            .from(IN_BUILD, QUEUED, FINISHED, FAILED, CANCELLED)
            .from(DISPATCHED, ACCEPTED, PRINTING, FINISHED, FAILED, CANCELLED, QUEUED, HELD, UNCERTAIN)
            .from(UNCERTAIN, ACCEPTED, PRINTING, FINISHED, FAILED, CANCELLED, QUEUED, HELD)
            .from(ACCEPTED, PRINTING, PAUSED, FINISHED, FAILED, CANCELLED)
            .from(PRINTING, PAUSED, FINISHED, FAILED, CANCELLED)
            .from(PAUSED, PRINTING, FINISHED, FAILED, CANCELLED)
            .build();

    /** Returns whether a machine has, or may have, the job. */
    public boolean onMachine() {
        return this != QUEUED && this != HELD && this != IN_BUILD && !TRANSITIONS.isFinal(this);
    }

    /** Returns whether the job can still yield a part. */
    public boolean live() {
        return !TRANSITIONS.isFinal(this);
    }
}
