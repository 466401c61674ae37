package io.amsphub.config.simulator.wire;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before connecting again: somewhere between nothing and a bound that doubles with each failure, so
 * that a fleet does not come back as one.
 *
 * @param first bound of the first wait; a second for each few hundred devices behind one broker is polite
 * @param longest the bound never grows beyond this
 */
public record BackOff(Duration first, Duration longest) {

    private static final int SHORTEST_MS = 20;

    /** The wait before attempt {@code failures + 1}. */
    public Duration delay(int failures, RandomGenerator random) {
        double boundMs = Math.min((double) longest.toMillis(), first.toMillis() * Math.pow(2, Math.min(failures, 20)));
        return Duration.ofMillis(SHORTEST_MS + (long) (random.nextDouble() * boundMs));
    }
}
