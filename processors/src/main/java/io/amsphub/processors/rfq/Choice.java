package io.amsphub.processors.rfq;

/** How an offer is chosen. */
public enum Choice {
    /** The lowest price. */
    PRICE,
    /** The earliest delivery. */
    DATE,
    /** The nearest centre. */
    DISTANCE,
    /** The centre whose prints succeed most often. */
    QUALITY,
    /** The first offer that counts; ends the request. */
    FIRST,
    /** By the user, after the deadline. */
    BY_HAND
}
