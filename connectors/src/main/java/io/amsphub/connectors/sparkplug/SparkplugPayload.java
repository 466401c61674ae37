package io.amsphub.connectors.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A payload of Sparkplug B: protocol buffers, package {@code org.eclipse.tahu.protobuf}.
 *
 * @param timestamp by the sender's clock, ms since 1970, UTC; 0 where it has none
 * @param seq 0 to 255; -1 where it has none
 * @param metrics in their order
 */
record SparkplugPayload(long timestamp, int seq, List<Metric> metrics) {

    static final int NO_SEQ = -1;
    static final long NO_ALIAS = -1;

    private static final int SEQ_END = 256;
    private static final int INT8 = 1;
    private static final int INT16 = 2;
    private static final int INT32 = 3;
    private static final int BOOLEAN = 11;
    private static final int STRING = 12;

    SparkplugPayload {
        metrics = List.copyOf(metrics);
    }

    /**
     * A metric.
     *
     * @param name null where only the alias is given
     * @param alias {@link #NO_ALIAS} where it has none
     * @param type the datatype's number; 0 where it is not repeated
     * @param raw Long, Float, Double, Boolean or String; null for null and for what is not a plain value
     * @param historical whether it tells of the past, and not of now
     */
    record Metric(
            @Nullable String name,
            long alias,
            int type,
            @Nullable Object raw,
            boolean historical) {

        /** Returns the value as a datatype says that it is to be read. */
        @Nullable
        Object value(int bornAs) {
            int as = type == 0 ? bornAs : type;
            if (raw instanceof Long number) {
                return switch (as) {
                    case INT8 -> (Object) (long) number.byteValue();
                    case INT16 -> (long) number.shortValue();
                    case INT32 -> (long) number.intValue();
                    default -> number;
                };
            }
            return raw;
        }
    }

    /**
     * Reads a payload.
     *
     * @throws InvalidProtocolBufferException when it is none
     */
    static SparkplugPayload read(byte[] bytes) throws InvalidProtocolBufferException {
        Payload payload = Payload.parseFrom(bytes);
        boolean counted = payload.hasSeq() && payload.getSeq() >= 0 && payload.getSeq() < SEQ_END;
        return new SparkplugPayload(
                payload.getTimestamp(),
                counted ? (int) payload.getSeq() : NO_SEQ,
                payload.getMetricsList().stream().map(SparkplugPayload::metric).toList());
    }

    private static Metric metric(Payload.Metric metric) {
        return new Metric(
                metric.hasName() && !metric.getName().isEmpty() ? metric.getName() : null,
                metric.hasAlias() ? metric.getAlias() : NO_ALIAS,
                metric.getDatatype(),
                metric.getIsNull() ? null : raw(metric),
                metric.getIsHistorical());
    }

    private static @Nullable Object raw(Payload.Metric metric) {
        return switch (metric.getValueCase()) {
            case INT_VALUE -> (Object) Integer.toUnsignedLong(metric.getIntValue());
            case LONG_VALUE -> metric.getLongValue();
            case FLOAT_VALUE -> metric.getFloatValue();
            case DOUBLE_VALUE -> metric.getDoubleValue();
            case BOOLEAN_VALUE -> metric.getBooleanValue();
            case STRING_VALUE -> metric.getStringValue();
            default -> null;
        };
    }

    /** Returns the number of the session, which ties a death to its birth; empty where it has none. */
    Optional<Long> bdSeq() {
        return metrics.stream()
                .filter(metric -> "bdSeq".equals(metric.name()) && metric.raw() instanceof Long)
                .map(metric -> (Long) metric.raw())
                .findFirst();
    }

    /** Writes a command: texts and truth values by name. */
    static byte[] command(long timestamp, Map<String, ?> metrics) {
        Payload.Builder payload = Payload.newBuilder().setTimestamp(timestamp);
        metrics.forEach((name, value) -> {
            Payload.Metric.Builder metric =
                    payload.addMetricsBuilder().setName(name).setTimestamp(timestamp);
            if (value instanceof Boolean truth) {
                metric.setDatatype(BOOLEAN).setBooleanValue(truth);
            } else {
                metric.setDatatype(STRING).setStringValue(String.valueOf(value));
            }
        });
        return payload.build().toByteArray();
    }
}
