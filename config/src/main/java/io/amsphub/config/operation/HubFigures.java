package io.amsphub.config.operation;

import io.amsphub.config.broker.Broker;
import io.amsphub.config.broker.BrokerFigures;
import io.amsphub.connectors.jpa.JpaCensus;
import io.amsphub.routes.Flow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the running hub, counted at most once in a few seconds however many ask, and less often, down to once a
 * minute, the longer it takes: the database goes through all orders and jobs for them. Safe for use by several threads.
 */
public final class HubFigures {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration OLDEST = Duration.ofMinutes(1);

    /** Counting takes at most this part of the time, until it would be done too rarely. */
    private static final int PART = 20;

    private static final Duration SEEN = Duration.ofSeconds(1);
    private static final double MS_PER_S = 1000;
    private static final List<String> QUEUES = Stream.concat(
                    Flow.QUEUES.stream(), Stream.of(Flow.REPORTS_QUEUE, Flow.SCANNERS_QUEUE, Flow.DEAD_LETTER))
            .toList();

    private final JpaCensus counter;
    private final Broker broker;
    private final Clock clock;
    private JpaCensus.@Nullable Census last;
    private Instant takenAt = Instant.MIN;
    private Duration fresh = FRESH;
    private Optional<BrokerFigures> seen = Optional.empty();
    private Instant seenAt = Instant.MIN;

    /** Figures of a database and a broker. */
    public HubFigures(JpaCensus counter, Broker broker, Clock clock) {
        this.counter = counter;
        this.broker = broker;
        this.clock = clock;
    }

    /** Returns what was counted, at most {@link #fresh} ago. */
    public synchronized JpaCensus.Census census() {
        JpaCensus.Census known = last;
        Instant now = clock.instant();
        if (known == null || isOld(takenAt, now, fresh)) {
            long begun = System.nanoTime();
            known = counter.take();
            last = known;
            takenAt = now;
            fresh = fresh(Duration.ofNanos(System.nanoTime() - begun));
        }
        return known;
    }

    /** Returns the names of the queues of stages. */
    public List<String> queueNames() {
        return QUEUES;
    }

    /**
     * Returns how many messages wait in the queue of each stage, as seen at most a second ago; nothing when the broker
     * cannot be asked.
     */
    public Map<String, Long> queues() {
        return broker().map(BrokerFigures::waiting).map(TreeMap::new).orElseGet(TreeMap::new);
    }

    /** Returns for how many seconds the oldest message of each queue has waited, 0 for none; nothing as {@link #queues}. */
    public Map<String, Double> oldest() {
        Instant now = clock.instant();
        Map<String, Double> ages = new TreeMap<>();
        broker().ifPresent(figures -> QUEUES.forEach(queue ->
                ages.put(queue, seconds(Optional.ofNullable(figures.since().get(queue)), now))));
        return ages;
    }

    /** Returns for how many seconds the oldest message has waited for the relay; 0 when none waits. */
    public double outboxLag() {
        return seconds(Optional.ofNullable(census().outboxSince()), clock.instant());
    }

    /** Returns how many connections to the broker there are, by protocol; empty when the broker cannot be asked. */
    public Optional<Map<String, Long>> connections() {
        return broker().map(BrokerFigures::connections);
    }

    /** Returns for how long figures are good enough that took so long. */
    static Duration fresh(Duration counting) {
        Duration wanted = counting.multipliedBy(PART);
        if (wanted.compareTo(FRESH) < 0) {
            return FRESH;
        }
        return wanted.compareTo(OLDEST) > 0 ? OLDEST : wanted;
    }

    private synchronized Optional<BrokerFigures> broker() {
        Instant now = clock.instant();
        if (isOld(seenAt, now, SEEN)) {
            seen = broker.figures(QUEUES);
            seenAt = now;
        }
        return seen;
    }

    private static boolean isOld(Instant takenAt, Instant now, Duration fresh) {
        return takenAt.plus(fresh).isBefore(now) || takenAt.isAfter(now);
    }

    private static double seconds(Optional<Instant> since, Instant now) {
        return since.map(begun -> Math.max(0, Duration.between(begun, now).toMillis() / MS_PER_S))
                .orElse(0.0);
    }
}
