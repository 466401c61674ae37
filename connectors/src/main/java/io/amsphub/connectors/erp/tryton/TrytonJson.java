package io.amsphub.connectors.erp.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How Tryton writes decimals, dates and moments in JSON: as objects with a class. */
final class TrytonJson {

    private static final String CLASS = "__class__";
    private static final int NANOS_IN_MICRO = 1000;

    private TrytonJson() {}

    static Map<String, Object> decimal(BigDecimal value) {
        return Map.of(CLASS, "Decimal", "decimal", value.toPlainString());
    }

    static Map<String, Object> date(LocalDate day) {
        return Map.of(CLASS, "date", "year", day.getYear(), "month", day.getMonthValue(), "day", day.getDayOfMonth());
    }

    static Map<String, Object> moment(Instant moment) {
        LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        Map<String, Object> written = new LinkedHashMap<>(date(utc.toLocalDate()));
        written.put(CLASS, "datetime");
        written.put("hour", utc.getHour());
        written.put("minute", utc.getMinute());
        written.put("second", utc.getSecond());
        written.put("microsecond", utc.getNano() / NANOS_IN_MICRO);
        return written;
    }

    /** Reads a decimal, or a number that came as one. */
    static BigDecimal decimal(JsonNode value) {
        return new BigDecimal(value.path("decimal").asText(value.isNumber() ? value.asText() : "0"));
    }

    /** Reads a moment, which has no zone: it is only good to be compared with others of the same Tryton. */
    static Optional<Instant> moment(JsonNode value) {
        if (!value.has("year")) {
            return Optional.empty();
        }
        return Optional.of(LocalDateTime.of(
                        value.path("year").asInt(),
                        value.path("month").asInt(),
                        value.path("day").asInt(),
                        value.path("hour").asInt(),
                        value.path("minute").asInt(),
                        value.path("second").asInt(),
                        value.path("microsecond").asInt() * NANOS_IN_MICRO)
                .toInstant(ZoneOffset.UTC));
    }
}
