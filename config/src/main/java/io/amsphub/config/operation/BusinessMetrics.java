package io.amsphub.config.operation;

import io.amsphub.connectors.jpa.JpaTransitions;
import io.amsphub.processors.failure.DatabaseAwayException;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.PartState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the business does, as metrics: {@code hub_orders_entered_total{state}}, {@code hub_parts_judged_total{verdict}},
 * {@code hub_jobs_ended_total{outcome}} and {@code hub_order_lead_time_seconds}. They are read from the record of events
 * at most once in five seconds, so that they count what was committed and nothing else, and begin at 0 with the hub.
 */
public final class BusinessMetrics implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(BusinessMetrics.class);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final String GOOD = "good";
    private static final String SCRAPPED = "scrapped";

    private static final Duration[] LEAD_TIMES = {
        Duration.ofHours(1),
        Duration.ofHours(8),
        Duration.ofDays(1),
        Duration.ofDays(3),
        Duration.ofDays(7),
        Duration.ofDays(14),
        Duration.ofDays(30)
    };

    private final JpaTransitions transitions;
    private final Clock clock;
    private final Map<String, Long> totals = new TreeMap<>();
    private long position;
    private Instant readAt = Instant.MIN;
    private @Nullable Timer leadTime;

    /** Metrics of what happens from now on. */
    public BusinessMetrics(JpaTransitions transitions, Clock clock) {
        this.transitions = transitions;
        this.clock = clock;
        this.position = transitions.newest();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (OrderState state : OrderState.values()) {
            counter(registry, "hub.orders.entered", "orders that came into a state", "state", state.name(), "order");
        }
        for (String verdict : List.of(GOOD, SCRAPPED)) {
            counter(
                    registry,
                    "hub.parts.judged",
                    "parts that were released, or were made in vain",
                    "verdict",
                    verdict,
                    "part");
        }
        for (JobState outcome : List.of(JobState.FINISHED, JobState.FAILED, JobState.CANCELLED)) {
            counter(registry, "hub.jobs.ended", "jobs that ended", "outcome", outcome.name(), "job");
        }
        leadTime = Timer.builder("hub.order.lead.time")
                .description("from the placing of an order to its delivery")
                .serviceLevelObjectives(LEAD_TIMES)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, String description, String tag, String value, String aggregate) {
        FunctionCounter.builder(name, this, metrics -> metrics.total(aggregate, value))
                .description(description)
                .tag(tag, value)
                .register(registry);
    }

    private synchronized long total(String aggregate, String what) {
        Instant now = clock.instant();
        if (readAt.plus(FRESH).isBefore(now) || readAt.isAfter(now)) {
            readAt = now;
            read();
        }
        return totals.getOrDefault(aggregate + " " + what, 0L);
    }

    /** Takes in what happened since; a counter that fails would cost the whole scrape, so that it stands instead. */
    private void read() {
        JpaTransitions.News news;
        try {
            news = transitions.after(position);
        } catch (DatabaseAwayException e) {
            LOG.debug("what happened is counted later", e);
            return;
        }
        position = news.position();
        news.counts().forEach(this::add);
        Timer timer = leadTime;
        if (timer != null) {
            news.leadTimes().forEach(timer::record);
        }
    }

    private void add(JpaTransitions.Count count) {
        String what = count.aggregate().equals("part") ? verdict(count) : count.to();
        totals.merge(count.aggregate() + " " + what, count.times(), Long::sum);
    }

    /** Good is what inspection released; what was begun and is made again, or given up, was made in vain. */
    private static String verdict(JpaTransitions.Count count) {
        PartState to = PartState.valueOf(count.to());
        String from = count.from();
        boolean begun =
                from != null && !from.equals(PartState.PLANNED.name()) && !from.equals(PartState.STOPPED.name());
        if (to == PartState.RELEASED) {
            return GOOD;
        }
        return begun && (to == PartState.PLANNED || to == PartState.STOPPED) ? SCRAPPED : "under way";
    }
}
