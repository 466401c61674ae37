package io.amsphub.config.operation;

import io.amsphub.config.broker.HubBroker;
import io.amsphub.connectors.jpa.JpaCensus;
import io.amsphub.routes.Flow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the running hub, counted at most once in a few seconds however many ask. Safe for use
 * by several threads.
 */
public final class HubFigures {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final JpaCensus counter;
    private final HubBroker broker;
    private final Clock clock;
    private JpaCensus.@Nullable Census last;
    private Instant takenAt = Instant.MIN;

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
        if (known == null || takenAt.plus(FRESH).isBefore(now) || takenAt.isAfter(now)) {
            known = counter.take();
            last = known;
            takenAt = now;
        }
        return known;
    }

    /** Returns how many messages wait in the queue of each stage, now. */
    public Map<String, Long> queues() {
        Map<String, Long> waiting = new TreeMap<>();
        Flow.QUEUES.forEach(queue -> waiting.put(queue, broker.waiting(queue)));
        waiting.put(Flow.REPORTS_QUEUE, broker.waiting(Flow.REPORTS_QUEUE));
        waiting.put(Flow.DEAD_LETTER, broker.waiting(Flow.DEAD_LETTER));
        return waiting;
    }
}
