package io.amsphub.config.simulator.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** Payloads as an edge node writes and reads them. */
public final class EdgePayload {

    private static final int INT64 = 4;
    private static final int DOUBLE = 10;
    private static final int BOOLEAN = 11;
    private static final int STRING = 12;

    private final Payload.Builder payload = Payload.newBuilder();
    private final long timestamp;

    /** An empty payload. */
    public EdgePayload(long timestamp) {
        this.timestamp = timestamp;
        payload.setTimestamp(timestamp);
    }

    /** Sets the number in the sequence. */
    public EdgePayload seq(int seq) {
        payload.setSeq(seq);
        return this;
    }

    /** Adds a metric with its name. */
    public EdgePayload named(String name, Object value) {
        put(payload.addMetricsBuilder().setName(name), value);
        return this;
    }

    /** Adds a metric of a birth, with name and alias. */
    public EdgePayload born(String name, long alias, Object value) {
        put(payload.addMetricsBuilder().setName(name).setAlias(alias), value);
        return this;
    }

    /** Adds a metric by its alias alone. */
    public EdgePayload aliased(long alias, Object value) {
        put(payload.addMetricsBuilder().setAlias(alias), value);
        return this;
    }

    private void put(Payload.Metric.Builder metric, Object value) {
        metric.setTimestamp(timestamp);
        if (value instanceof Boolean truth) {
            metric.setDatatype(BOOLEAN).setBooleanValue(truth);
        } else if (value instanceof Double number) {
            metric.setDatatype(DOUBLE).setDoubleValue(number);
        } else if (value instanceof Long number) {
            metric.setDatatype(INT64).setLongValue(number);
        } else {
            metric.setDatatype(STRING).setStringValue(value.toString());
        }
    }

    /** Returns the bytes. */
    public byte[] bytes() {
        return payload.build().toByteArray();
    }

    /**
     * Reads a command strictly: a timestamp, no sequence number, every metric with a name, a datatype and the value
     * that the datatype says.
     *
     * @return texts and truth values by name
     * @throws InvalidProtocolBufferException when it is not such a payload
     */
    static Map<String, Object> command(byte[] bytes) throws InvalidProtocolBufferException {
        Payload read = Payload.parseFrom(bytes);
        Map<String, Object> metrics = new LinkedHashMap<>();
        if (!read.hasTimestamp() || read.hasSeq()) {
            throw new InvalidProtocolBufferException("a command has a timestamp and no sequence number");
        }
        for (Payload.Metric metric : read.getMetricsList()) {
            if (!metric.getName().isEmpty() && metric.getDatatype() == BOOLEAN && metric.hasBooleanValue()) {
                metrics.put(metric.getName(), metric.getBooleanValue());
            } else if (!metric.getName().isEmpty() && metric.getDatatype() == STRING && metric.hasStringValue()) {
                metrics.put(metric.getName(), metric.getStringValue());
            } else {
                throw new InvalidProtocolBufferException("a metric without name, datatype or value");
            }
        }
        return metrics;
    }
}
