package io.amsphub.connectors.sparkplug;

import java.util.Optional;

/**
 * A device behind an edge node.
 *
 * @param edge the edge node
 * @param device its name there
 */
public record DeviceAddress(EdgeId edge, String device) {

    private static final int LEVELS = 4;

    /** Reads {@code spBv1.0/<group>/<edge>/<device>}; empty when it is something else. */
    public static Optional<DeviceAddress> parse(String text) {
        String[] levels = text.split("/", -1);
        boolean good = levels.length == LEVELS && levels[0].equals(SparkplugTopic.NAMESPACE);
        for (String level : levels) {
            good &= !level.isBlank() && !level.contains("+") && !level.contains("#");
        }
        return good ? Optional.of(new DeviceAddress(new EdgeId(levels[1], levels[2]), levels[3])) : Optional.empty();
    }

    @Override
    public String toString() {
        return edge + "/" + device;
    }
}
