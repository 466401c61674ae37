package io.amsphub.connectors.sparkplug;

import java.time.Duration;

/**
 * How patient a host application is.
 *
 * @param reorder how long a message that is missing in the sequence is waited for before a rebirth is asked for
 * @param debounce the shortest time between two requests for rebirth to one edge node; doubled while there is no
 *     answer, up to {@link #LONGEST}
 * @param spacing the shortest time between requests to any two edge nodes, so that a host that starts causes no
 *     storm of births
 * @param grace after connecting, how long edge nodes that wait for their primary host have to be born by themselves
 */
public record Timing(Duration reorder, Duration debounce, Duration spacing, Duration grace) {

    /** What suits plants: 50 edge nodes a second at most. */
    public static final Timing USUAL =
            new Timing(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMillis(20), Duration.ofSeconds(1));

    static final Duration LONGEST = Duration.ofSeconds(60);
}
