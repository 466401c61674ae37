package io.amsphub.processors.catalogue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else has certified of a machine or a centre.
 *
 * @param name as orders ask for it, for example {@code ISO 13485}
 * @param validUntil when it expires; null when it does not
 */
public record Certificate(String name, @Nullable Instant validUntil) {

    /** Returns whether it is this certificate, whatever the case of its letters. */
    public boolean is(String wanted) {
        return name.equalsIgnoreCase(wanted.trim());
    }

    /** Returns whether it is good at an instant. */
    public boolean validAt(Instant when) {
        return validUntil == null || validUntil.isAfter(when);
    }
}
