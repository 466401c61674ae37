package io.amsphub.processors.lifecycle;

import com.github.f4b6a3.ulid.UlidCreator;
import java.util.Locale;

/**
 * Identifiers that sort by the time of their making (ULID, 26 characters of Crockford base 32) with
 * a prefix that tells what they name. Unique across nodes; monotonic within one.
 */
public final class Ids {

    private Ids() {}

    /** Returns a new identifier such as {@code ord_01k...}. */
    public static String next(String prefix) {
        return prefix + "_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }
}
