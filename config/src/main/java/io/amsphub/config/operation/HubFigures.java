package io.amsphub.config.operation;

import io.amsphub.config.broker.HubBroker;
import io.amsphub.connectors.jpa.JpaCensus;
import io.amsphub.routes.Flow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the running hub, counted at most once in a few seconds however many ask. Safe for use
 * by several threads.
 */
public final class HubFigures {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final double MS_PER_S = 1000;

    private final JpaCensus counter;
    private final HubBroker broker;
    private final Clock clock;
    private JpaCensus.@Nullable Census last;
    private Instant takenAt = Instant.MIN;
    private Map<String, Double> ages = Map.of();
    private Instant agedAt = Instant.MIN;

    /** Figures of a database and a broker. */
    public HubFigures(JpaCensus counter, HubBroker broker, Clock clock) {
        this.counter = counter;
        this.broker = broker;
        this.clock = clock;
    }

    /** Returns what was counted, at most five seconds ago. */
    public synchronized JpaCensus.Census census() {
        JpaCensus.Census known = last;
        Instant now = clock.instant();
        if (known == null || isOld(takenAt, now)) {
            known = counter.take();
            last = known;
            takenAt = now;
        }
        return known;
    }

    /** Returns how many messages wait in the queue of each stage, now. */
    public Map<String, Long> queues() {
        Map<String, Long> waiting = new TreeMap<>();
        names().forEach(queue -> waiting.put(queue, broker.waiting(queue)));
        return waiting;
    }

    /** Returns for how many seconds the oldest message of each queue has waited, as seen at most five seconds ago; 0 for none. */
    public synchronized Map<String, Double> oldest() {
        Instant now = clock.instant();
        if (isOld(agedAt, now)) {
            Map<String, Double> seen = new TreeMap<>();
            names().forEach(queue -> seen.put(queue, seconds(broker.waitingSince(queue), now)));
            ages = seen;
            agedAt = now;
        }
        return ages;
    }

    /** Returns for how many seconds the oldest message has waited for the relay; 0 when none waits. */
    public double outboxLag() {
        return seconds(Optional.ofNullable(census().outboxSince()), clock.instant());
    }

    /** Returns how many connections to the broker there are, by protocol, now. */
    public Map<String, Long> connections() {
        return broker.connections();
    }

    private static Stream<String> names() {
        return Stream.concat(
                Flow.QUEUES.stream(), Stream.of(Flow.REPORTS_QUEUE, Flow.SCANNERS_QUEUE, Flow.DEAD_LETTER));
    }

    private static boolean isOld(Instant takenAt, Instant now) {
        return takenAt.plus(FRESH).isBefore(now) || takenAt.isAfter(now);
    }

    private static double seconds(Optional<Instant> since, Instant now) {
        return since.map(begun -> Math.max(0, Duration.between(begun, now).toMillis() / MS_PER_S))
                .orElse(0.0);
    }
}
