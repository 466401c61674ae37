package io.amsphub.processors.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How long what is kept.
 *
 * @param periods by kind; a kind without one is kept for good
 */
public record RetentionRules(Map<Retained, Duration> periods) {

    /** Copies the periods. */
    public RetentionRules {
        periods = Map.copyOf(periods);
    }

    /** Returns before when a kind has reached its age; nothing when it is kept for good. */
    public Optional<Instant> before(Retained kind, Instant now) {
        return Optional.ofNullable(periods.get(kind)).map(now::minus);
    }
}
