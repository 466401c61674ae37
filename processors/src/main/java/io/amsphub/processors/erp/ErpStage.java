package io.amsphub.processors.erp;

import java.util.Locale;

/** How far a quote or an order is, in the words that hub and ERP share, in their order. */
public enum ErpStage {
    /** Offered, not ordered. */
    QUOTED,
    /** Ordered and promised. */
    ORDERED,
    /** Being made. */
    IN_PRODUCTION,
    /** Made, inspected, and in stock. */
    INSPECTED,
    /** Handed to the carrier. */
    SHIPPED,
    /** Received: the end. */
    DELIVERED,
    /** Given up: the end. */
    CANCELLED;

    /**
     * Returns the stage of a state of an order or a quote. States that an ERP has no word for stand for the last
     * one that it has.
     *
     * @param state name of the state
     */
    public static ErpStage ofState(String state) {
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "REQUESTED", "IN_REVIEW", "PRICED" -> QUOTED;
            // of what is handed over in parts, the rest is still being made
            case "IN_PRODUCTION", "PARTIALLY_DELIVERED" -> IN_PRODUCTION;
            case "INSPECTED" -> INSPECTED;
            case "SHIPPED" -> SHIPPED;
            case "DELIVERED", "CLOSED" -> DELIVERED;
            case "CANCELLED", "EXPIRED", "REFUSED" -> CANCELLED;
            default -> ORDERED;
        };
    }

    /** Returns whether something at this stage has reached another one; what was given up has reached nothing else. */
    public boolean reached(ErpStage other) {
        return this == other || (this != CANCELLED && other != CANCELLED && compareTo(other) >= 0);
    }
}
