package io.amsphub.processors.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a call that failed is made again: after growing delays, each lengthened by up to a fifth at random so that
 * calls that failed together do not come back together.
 *
 * @param delays the delay after the first failure, the second, ...; when they are used up, nothing is tried again
 */
public record RetrySchedule(List<Duration> delays) {

    /** The schedule that Standard Webhooks 1.0.0 recommends: ten attempts within about three days. */
    public static final RetrySchedule STANDARD = new RetrySchedule(List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24)));

    private static final double JITTER = 0.2;
    private static final int LONGEST_PAUSE = 12;

    /** Copies the delays; there is at least one. */
    public RetrySchedule {
        delays = List.copyOf(delays);
        if (delays.isEmpty() || delays.stream().anyMatch(d -> d.isNegative() || d.isZero())) {
            throw new IllegalArgumentException("a schedule has at least one delay, all above zero");
        }
    }

    /**
     * Returns how long to wait after a failure; empty when enough was tried.
     *
     * @param failures how many there were, at least 1
     * @param random from 0 up to 1
     */
    public Optional<Duration> after(int failures, double random) {
        return failures > delays.size() ? Optional.empty() : Optional.of(longer(delays.get(failures - 1), random));
    }

    /**
     * Returns how long a target that failed is left alone altogether: the first delay, doubled with each failure in a
     * row, up to twelve times the first.
     *
     * @param failures in a row, at least 1
     * @param random from 0 up to 1
     */
    public Duration pause(int failures, double random) {
        long times = failures > Integer.SIZE - 2 ? LONGEST_PAUSE : Math.min(LONGEST_PAUSE, 1L << (failures - 1));
        return longer(delays.get(0).multipliedBy(times), random);
    }

    private static Duration longer(Duration delay, double random) {
        return delay.plusMillis((long) (delay.toMillis() * JITTER * random));
    }
}
