package io.amsphub.config.operation;

import io.amsphub.config.broker.Broker;
import io.amsphub.connectors.jpa.JpaCensus;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The hub's own health checks, all of readiness: each says what is wrong and what to do. That a route is
 * started proves nothing, so they look at what routes need and at progress.
 */
public final class HubHealth {

    /** Operators are told before anything is refused. */
    private static final int RESERVES = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private HubHealth() {}

    /** Returns the checks of a hub. */
    public static List<HealthCheck> checks(
            JpaCensus census, HubFigures figures, Broker broker, DiskRoom room, Clock clock) {
        return List.of(
                new DatabaseCheck(census),
                new BrokerCheck(broker),
                new DiskCheck(room),
                new RelayCheck(figures, clock),
                new WebhookCheck(figures, clock));
    }

    /** A check of readiness of the group {@code hub}. */
    private abstract static class Check extends AbstractHealthCheck {

        private Check(String id) {
            super("hub", id);
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            examine(builder);
        }

        abstract void examine(HealthCheckResultBuilder builder);

        static void down(HealthCheckResultBuilder builder, String what, String remedy) {
            builder.message(what + "; " + remedy).detail("remedy", remedy).down();
        }
    }

    private static final class DatabaseCheck extends Check {

        private final JpaCensus census;

        private DatabaseCheck(JpaCensus census) {
            super("hub-database");
            this.census = census;
        }

        @Override
        void examine(HealthCheckResultBuilder builder) {
            try {
                census.probe();
                builder.up();
            } catch (RuntimeException e) {
                down(
                        builder,
                        "the database takes no changes: " + e.getMessage(),
                        "check that it runs and that its disk has space; the hub goes on by itself then");
            }
        }
    }

    private static final class BrokerCheck extends Check {

        private final Broker broker;

        private BrokerCheck(Broker broker) {
            super("hub-broker");
            this.broker = broker;
        }

        @Override
        void examine(HealthCheckResultBuilder builder) {
            broker.trouble().ifPresentOrElse(trouble -> down(builder, trouble.what(), trouble.remedy()), builder::up);
        }
    }

    private static final class DiskCheck extends Check {

        private final DiskRoom room;

        private DiskCheck(DiskRoom room) {
            super("hub-disk");
            this.room = room;
        }

        @Override
        void examine(HealthCheckResultBuilder builder) {
            try {
                builder.detail("freeBytes", room.free());
                long least = RESERVES * room.reserveBytes();
                String shortage = room.below(least).orElse(null);
                if (shortage == null) {
                    builder.up();
                } else {
                    down(
                            builder,
                            shortage,
                            "free space; below " + (least >> 20) + " MiB the hub is not ready, below half of that it"
                                    + " takes nothing on, and goes on by itself when there is room");
                }
            } catch (IOException e) {
                down(builder, "the data directory cannot be looked at: " + e.getMessage(), "check its disk");
            }
        }
    }

    /** Down when something waits and what is to be done next stays the same for half a minute. */
    private abstract static class StandstillCheck extends Check {

        private final HubFigures figures;
        private final Clock clock;
        private long next = -1;
        private Instant since = Instant.EPOCH;

        private StandstillCheck(String id, HubFigures figures, Clock clock) {
            super(id);
            this.figures = figures;
            this.clock = clock;
        }

        abstract void describe(HealthCheckResultBuilder builder, JpaCensus.Census census);

        abstract long waiting(JpaCensus.Census census);

        abstract long next(JpaCensus.Census census);

        abstract void standing(HealthCheckResultBuilder builder, long waiting, Instant from);

        @Override
        final void examine(HealthCheckResultBuilder builder) {
            JpaCensus.Census census;
            try {
                census = figures.census();
            } catch (RuntimeException e) {
                down(builder, "what waits cannot be counted: " + e.getMessage(), "see hub-database");
                return;
            }
            describe(builder, census);
            long waiting = waiting(census);
            if (waiting == 0 || next(census) != next) {
                next = next(census);
                since = clock.instant();
            }
            if (waiting > 0 && since.plus(PATIENCE).isBefore(clock.instant())) {
                standing(builder, waiting, since);
            } else {
                builder.up();
            }
        }
    }

    private static final class RelayCheck extends StandstillCheck {

        private RelayCheck(HubFigures figures, Clock clock) {
            super("hub-outbox", figures, clock);
        }

        @Override
        void describe(HealthCheckResultBuilder builder, JpaCensus.Census census) {
            builder.detail("waiting", census.outboxWaiting()).detail("deadLetters", census.deadLetters());
        }

        @Override
        long waiting(JpaCensus.Census census) {
            return census.outboxWaiting();
        }

        @Override
        long next(JpaCensus.Census census) {
            return census.outboxOldest();
        }

        @Override
        void standing(HealthCheckResultBuilder builder, long waiting, Instant from) {
            down(
                    builder,
                    waiting + " messages wait and none has left since " + from,
                    "the log of the route outbox-relay says why");
        }
    }

    private static final class WebhookCheck extends StandstillCheck {

        private WebhookCheck(HubFigures figures, Clock clock) {
            super("hub-webhooks", figures, clock);
        }

        @Override
        void describe(HealthCheckResultBuilder builder, JpaCensus.Census census) {
            builder.detail("eventsWaiting", waiting(census))
                    .detail("disabled", census.webhooks().getOrDefault("DISABLED", 0L));
        }

        @Override
        long waiting(JpaCensus.Census census) {
            return census.webhookReader().behind();
        }

        @Override
        long next(JpaCensus.Census census) {
            return census.webhookReader().position();
        }

        @Override
        void standing(HealthCheckResultBuilder builder, long waiting, Instant from) {
            down(
                    builder,
                    waiting + " events wait and none has become a delivery since " + from,
                    "the log of the route webhook-fan-out says why");
        }
    }
}
