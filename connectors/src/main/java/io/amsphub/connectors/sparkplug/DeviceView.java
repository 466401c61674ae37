package io.amsphub.connectors.sparkplug;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device as the host application knows it at one moment.
 *
 * @param life whether the metrics are worth anything
 * @param metrics values by name, without those that are null: Long, Float, Double, Boolean or String
 * @param names of all metrics of its birth
 * @param heardAt when its edge node was last heard, by the hub's clock; null for never
 */
public record DeviceView(
        Life life,
        Map<String, Object> metrics,
        Set<String> names,
        @Nullable Instant heardAt) {

    /** What is known of a device's life. */
    public enum Life {
        /** There is no connection to the broker. */
        CUT_OFF,
        /** Its birth was not heard, or something after it was missed: nothing is known of now. */
        UNBORN,
        /** It is alive, and its metrics are those of now. */
        ALIVE,
        /** It, or its edge node, has died. */
        DEAD
    }

    /** Returns a metric as text; empty when it is null, missing, or no text. */
    public String text(String name) {
        return metrics.get(name) instanceof String text ? text : "";
    }
}
