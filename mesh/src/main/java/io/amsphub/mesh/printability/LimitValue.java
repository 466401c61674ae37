package io.amsphub.mesh.printability;

/**
 * A limit with where its figure comes from.
 *
 * @param amount in {@code basis}
 * @param basis what the amount counts
 * @param source a standard, a public design guide, or a stated estimate
 */
public record LimitValue(double amount, Basis basis, String source) {

    /** What an amount counts. */
    public enum Basis {
        /** The unit of the limit. */
        UNIT,
        /** Diameters of the machine's nozzle. */
        NOZZLE,
        /** Layer heights. */
        LAYER
    }

    /** Checks that the amount is a number of at least 0. */
    public LimitValue {
        if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a limit needs an amount of at least 0, not " + amount);
        }
    }
}
