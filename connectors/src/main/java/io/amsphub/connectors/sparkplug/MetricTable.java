package io.amsphub.connectors.sparkplug;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The metrics of an edge node or a device from one birth on: names, aliases and types of the birth, values of now. */
final class MetricTable {

    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, Integer> types = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();

    /** The metrics of a birth. */
    MetricTable(SparkplugPayload birth) {
        for (SparkplugPayload.Metric metric : birth.metrics()) {
            String name = metric.name();
            if (name == null) {
                continue;
            }
            types.put(name, metric.type());
            if (metric.alias() != SparkplugPayload.NO_ALIAS) {
                names.put(metric.alias(), name);
            }
            put(name, metric.value(metric.type()));
        }
    }

    /**
     * Takes in what has changed. What tells of the past is left alone, and so is a name that was not born.
     *
     * @return whether every alias is known; otherwise the birth is not the right one
     */
    boolean change(SparkplugPayload data) {
        boolean known = true;
        for (SparkplugPayload.Metric metric : data.metrics()) {
            String name = metric.name() == null ? names.get(metric.alias()) : metric.name();
            if (name == null) {
                known = false;
                continue;
            }
            Integer type = types.get(name);
            if (type != null && !metric.historical()) {
                put(name, metric.value(type));
            }
        }
        return known;
    }

    private void put(String name, @Nullable Object value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }

    /** Returns the values that are not null. */
    Map<String, Object> values() {
        return Map.copyOf(values);
    }

    /** Returns the names of all metrics. */
    Set<String> names() {
        return Set.copyOf(types.keySet());
    }
}
