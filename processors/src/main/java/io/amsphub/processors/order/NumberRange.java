package io.amsphub.processors.order;

/**
 * A range of numbers without gaps: the next one is taken in the transaction that uses it.
 *
 * @param id name of the range
 * @param next the number that is given next
 * @param version for optimistic locking; 0 until stored
 */
public record NumberRange(String id, long next, long version) {

    /** Returns the range after its next number was given. */
    public NumberRange advanced() {
        return new NumberRange(id, next + 1, version);
    }
}
