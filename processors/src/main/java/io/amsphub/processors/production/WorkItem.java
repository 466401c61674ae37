package io.amsphub.processors.production;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for a person.
 *
 * @param id {@code wrk_...}
 * @param kind what is to be done
 * @param subject what it is about: a revision, a part, a job, a device
 * @param organisation whose data it is about
 * @param text what to do
 * @param open whether it still waits
 * @param createdAt by the hub's clock
 * @param doneBy who did it
 * @param doneAt when
 * @param version for optimistic locking; 0 until stored
 */
public record WorkItem(
        String id,
        Kind kind,
        String subject,
        String organisation,
        String text,
        boolean open,
        Instant createdAt,
        @Nullable String doneBy,
        @Nullable Instant doneAt,
        long version) {

    /** What is to be done. */
    public enum Kind {
        /** Accept or reject a correction. */
        REVIEW_CORRECTION,
        /** Approve, adjust or decline a quote. */
        REVIEW_QUOTE,
        /** Do the next step of a part's process plan. */
        POST_PROCESS,
        /** Measure a part. */
        INSPECT,
        /** Load, register or qualify a machine for a job that none of its centre can make. */
        EQUIP_JOB,
        /** Say what became of a job on a machine that is gone. */
        RESOLVE_JOB,
        /** Decide about a part that failed too often. */
        DECIDE_PART,
        /** Approve or refuse an order that its cost centre does not cover by itself. */
        APPROVE_ORDER,
        /** Decide about a complaint. */
        DECIDE_COMPLAINT,
        /** Know of a part of an order that cannot be made, and that the customer was told. */
        ORDER_SHORTENED,
        /** Look at a movement of money that the provider did not do. */
        RESOLVE_PAYMENT,
        /** Set right what hub and ERP do not agree about. */
        RESOLVE_ERP
    }

    /** Returns the item as done. */
    public WorkItem done(String by, Instant when) {
        return new WorkItem(id, kind, subject, organisation, text, false, createdAt, by, when, version);
    }
}
