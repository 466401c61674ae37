package io.amsphub.config.operation;

import io.amsphub.config.broker.HubBroker;
import io.amsphub.connectors.jpa.JpaCensus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final long LEAST_DISK_BYTES = 256L << 20;
    private static final Duration RELAY_PATIENCE = Duration.ofSeconds(30);

    private HubHealth() {}

    /** Returns the checks of a hub. */
    public static List<HealthCheck> checks(
            JpaCensus census, HubFigures figures, HubBroker broker, Path dataDirectory, Clock clock) {
        return List.of(
                new DatabaseCheck(census),
                new BrokerCheck(broker),
                new DiskCheck(dataDirectory),
                new RelayCheck(figures, clock));
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

        private final HubBroker broker;

        private BrokerCheck(HubBroker broker) {
            super("hub-broker");
            this.broker = broker;
        }

        @Override
        void examine(HealthCheckResultBuilder builder) {
            if (broker.active()) {
                builder.up();
            } else {
                down(
                        builder,
                        "the broker is not active",
                        "its log says why; most often the disk is full or the journal damaged");
            }
        }
    }

    private static final class DiskCheck extends Check {

        private final Path directory;

        private DiskCheck(Path directory) {
            super("hub-disk");
            this.directory = directory;
        }

        @Override
        void examine(HealthCheckResultBuilder builder) {
            try {
                long free = Files.getFileStore(directory).getUsableSpace();
                builder.detail("freeBytes", free);
                if (free >= LEAST_DISK_BYTES) {
                    builder.up();
                } else {
                    down(
                            builder,
                            "only " + (free >> 20) + " MiB are free at " + directory,
                            "free space; below " + (LEAST_DISK_BYTES >> 20) + " MiB the hub is not ready");
                }
            } catch (IOException e) {
                down(builder, "the data directory cannot be looked at: " + e.getMessage(), "check its disk");
            }
        }
    }

    /** Down when messages wait in the outbox and the oldest stays the same one for half a minute. */
    private static final class RelayCheck extends Check {

        private final HubFigures figures;
        private final Clock clock;
        private long oldest;
        private Instant since = Instant.EPOCH;

        private RelayCheck(HubFigures figures, Clock clock) {
            super("hub-outbox");
            this.figures = figures;
            this.clock = clock;
        }

        @Override
        void examine(HealthCheckResultBuilder builder) {
            JpaCensus.Census census;
            try {
                census = figures.census();
            } catch (RuntimeException e) {
                down(builder, "the outbox cannot be read: " + e.getMessage(), "see hub-database");
                return;
            }
            builder.detail("waiting", census.outboxWaiting()).detail("deadLetters", census.deadLetters());
            if (census.outboxOldest() != oldest) {
                oldest = census.outboxOldest();
                since = clock.instant();
            }
            if (oldest != 0 && since.plus(RELAY_PATIENCE).isBefore(clock.instant())) {
                down(
                        builder,
                        census.outboxWaiting() + " messages wait and none has left since " + since,
                        "the log of the route outbox-relay says why");
            } else {
                builder.up();
            }
        }
    }
}
