package io.amsphub.processors.catalogue;

import java.time.Duration;

/**
 * The rule by which an AM centre nests parts without being asked. Jobs wait for each other at most so long; then
 * what is there is nested, and what fits no build goes alone a minute later.
 *
 * @param minimumDensity from 0 to 1: a build that is as dense is formed at once
 * @param waitMinutes how long a job waits for others
 */
public record NestingRule(double minimumDensity, int waitMinutes) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a density is not 0 to 1, or the wait is negative
     */
    public NestingRule {
        if (!(minimumDensity >= 0 && minimumDensity <= 1) || waitMinutes < 0) {
            throw new IllegalArgumentException("a density is 0 to 1, and nobody waits less than 0 minutes");
        }
    }

    /** Returns how long a job waits for others. */
    public Duration patience() {
        return Duration.ofMinutes(waitMinutes);
    }
}
