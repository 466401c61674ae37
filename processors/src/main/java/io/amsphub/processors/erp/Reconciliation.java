package io.amsphub.processors.erp;

import io.amsphub.processors.failure.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comparing all orders of hub and ERP has found.
 *
 * @param id {@code rec_...}
 * @param organisation of the platform
 * @param system name of the ERP
 * @param startedBy the principal, or the hub by its schedule
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param orders orders of the hub that were looked at
 * @param sales sales of the ERP that were looked at
 * @param differences what differs, at most {@value #MOST}
 * @param problem why it could not be done to the end
 * @param version for optimistic locking; 0 until stored
 */
public record Reconciliation(
        String id,
        String organisation,
        String system,
        String startedBy,
        Instant startedAt,
        Instant endedAt,
        int orders,
        int sales,
        List<Difference> differences,
        @Nullable Problem problem,
        long version) {

    /** The most differences that are kept of one run. */
    public static final int MOST = 500;

    /** Copies the differences. */
    public Reconciliation {
        differences = List.copyOf(differences);
    }

    /** What can differ. */
    public enum Kind {
        /** The hub has an order that the ERP lacks. */
        MISSING_IN_ERP,
        /** The ERP has a sale with a number of the hub that the hub does not know. */
        UNKNOWN_IN_HUB,
        /** The ERP has several sales for one order. */
        DOUBLE_IN_ERP,
        /** The ERP is behind the hub. */
        ERP_BEHIND,
        /** The ERP is ahead of the hub, or gave up what the hub goes on with. */
        HUB_BEHIND,
        /** The amounts differ by more than rounding. */
        AMOUNT
    }

    /**
     * One difference.
     *
     * @param kind what differs
     * @param subject id of the order, or number of the sale
     * @param detail both sides in words
     * @param healed whether the hub has set going what makes it right
     * @param remedy what was done, or is to be done by a person
     */
    public record Difference(Kind kind, String subject, String detail, boolean healed, String remedy) {}
}
