package io.amsphub.processors.board;

import org.jspecify.annotations.Nullable;

/** A share of a whole. */
final class Ratio {

    private Ratio() {}

    /** Returns the ratio; null when the whole is nothing. */
    static @Nullable Double of(long share, long whole) {
        return whole > 0 ? (double) share / whole : null;
    }
}
