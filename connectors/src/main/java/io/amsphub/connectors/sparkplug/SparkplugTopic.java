package io.amsphub.connectors.sparkplug;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A topic name of an edge node or a device: {@code spBv1.0/<group>/<kind>/<edge>[/<device>]}.
 *
 * @param kind what the message is
 * @param edge who sent it
 * @param device the device that it is about; null for the edge node itself
 */
record SparkplugTopic(Kind kind, EdgeId edge, @Nullable String device) {

    static final String NAMESPACE = "spBv1.0";

    private static final int OF_EDGE = 4;
    private static final int OF_DEVICE = 5;

    /** What a message is. */
    enum Kind {
        NBIRTH,
        NDEATH,
        NDATA,
        NCMD,
        DBIRTH,
        DDEATH,
        DDATA,
        DCMD;

        private boolean ofDevice() {
            return name().startsWith("D");
        }
    }

    /** Reads a topic name; empty when it is none of these. */
    static Optional<SparkplugTopic> parse(String topic) {
        String[] levels = topic.split("/", OF_DEVICE + 1);
        for (Kind kind : Kind.values()) {
            if (levels.length == (kind.ofDevice() ? OF_DEVICE : OF_EDGE) && levels[2].equals(kind.name())) {
                return Optional.of(new SparkplugTopic(
                        kind, new EdgeId(levels[1], levels[3]), kind.ofDevice() ? levels[OF_EDGE] : null));
            }
        }
        return Optional.empty();
    }

    /** Returns the topic on which an edge node is commanded. */
    static String nodeCommand(EdgeId edge) {
        return NAMESPACE + "/" + edge.group() + "/" + Kind.NCMD + "/" + edge.name();
    }

    /** Returns the topic on which a device is commanded. */
    static String deviceCommand(DeviceAddress address) {
        EdgeId edge = address.edge();
        return NAMESPACE + "/" + edge.group() + "/" + Kind.DCMD + "/" + edge.name() + "/" + address.device();
    }
}
