package io.amsphub.config;

import io.amsphub.processors.retention.Retained;
import io.amsphub.processors.retention.RetentionRules;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long what is kept, and how often what is older is removed.
 *
 * @param rowsEvery how often rows are looked at
 * @param filesEvery how often files are looked at
 * @param rules the periods
 */
public record RetentionSettings(Duration rowsEvery, Duration filesEvery, RetentionRules rules) {

    static final Setting ROWS_EVERY =
            new Setting("hub.purge.rows-every", "PT1H", "how often rows that have reached their age are removed");
    static final Setting FILES_EVERY = new Setting(
            "hub.purge.files-every", "P1D", "how often abandoned uploads and contents without a reference are removed");

    private static final String KEEP = "keep";
    private static final Duration LEAST = Duration.ofMinutes(1);

    /** The standard periods; that of deliveries is a setting of webhooks. */
    private static final Map<Retained, String> STANDARD = Map.of(
            Retained.MACHINE_EVENTS, "P365D",
            Retained.OTHER_EVENTS, "P1095D",
            Retained.RECORD_EVENTS, KEEP,
            Retained.REPLIES, "P30D",
            Retained.INBOX, "P30D",
            Retained.DEAD_LETTERS, "P90D",
            Retained.TRACES, "P90D",
            Retained.UPLOADS, "P7D",
            Retained.PRINT_FILES, "P90D",
            Retained.CONTENTS, "PT1H");

    /** What must not be set lower: what it protects from may come that late. */
    private static final Map<Retained, Duration> FLOOR = Map.of(
            Retained.REPLIES, Duration.ofDays(1),
            Retained.INBOX, Duration.ofDays(1),
            Retained.UPLOADS, Duration.ofHours(1),
            Retained.PRINT_FILES, Duration.ofHours(1),
            Retained.CONTENTS, Duration.ofMinutes(10));

    static RetentionSettings read(SettingsReader reader, Duration deliveries) {
        Map<Retained, Duration> periods = new EnumMap<>(Retained.class);
        periods.put(Retained.WEBHOOK_DELIVERIES, deliveries);
        for (Retained kind : Retained.values()) {
            String standard = STANDARD.get(kind);
            if (standard != null) {
                period(reader, kind, standard).ifPresent(period -> periods.put(kind, period));
            }
        }
        return new RetentionSettings(
                reader.duration(ROWS_EVERY), reader.duration(FILES_EVERY), new RetentionRules(periods));
    }

    private static Optional<Duration> period(SettingsReader reader, Retained kind, String standard) {
        Duration least = FLOOR.getOrDefault(kind, LEAST);
        Setting setting = new Setting(
                "hub.retention." + kind.label(), standard, "the age from which " + kind.label() + " are removed");
        String wanted = "'" + KEEP + "' or an ISO 8601 duration of at least " + least + " such as P30D";
        return reader.read(setting, wanted, value -> parse(value, least));
    }

    private static Optional<Duration> parse(String value, Duration least) {
        if (value.equals(KEEP)) {
            return Optional.empty();
        }
        Duration period = Duration.parse(value);
        if (period.compareTo(least) < 0) {
            throw new DateTimeParseException("shorter than " + least, value, 0);
        }
        return Optional.of(period);
    }
}
