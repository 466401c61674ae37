package io.amsphub.processors.device;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a machine has done so far, as far as the hub gave it to it.
 *
 * @param hours that it has printed
 * @param lastFeedstock what it printed last; null when nobody knows
 * @param lastColour the colour that was asked for then; null when none was
 */
public record Usage(
        double hours,
        @Nullable String lastFeedstock,
        @Nullable String lastColour) {

    /** A machine that has done nothing yet. */
    public static final Usage NONE = new Usage(0, null, null);

    /** Returns the usage after one more print. */
    public Usage after(double moreHours, String feedstock, @Nullable String colour) {
        return feedstock.isEmpty()
                ? new Usage(hours + moreHours, lastFeedstock, lastColour)
                : new Usage(hours + moreHours, feedstock, colour);
    }

    /** Returns whether other feedstock, or another colour, has to be taken up; not when nobody knows. */
    public boolean changes(String feedstock, @Nullable String colour) {
        if (lastFeedstock == null || feedstock.isEmpty()) {
            return false;
        }
        return !lastFeedstock.equals(feedstock) || (colour != null && !Objects.equals(lastColour, colour));
    }
}
