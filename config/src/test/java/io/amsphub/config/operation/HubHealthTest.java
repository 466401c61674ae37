package io.amsphub.config.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.HubSettings;
import io.amsphub.config.broker.BrokerSecurity;
import io.amsphub.config.broker.HubBroker;
import io.amsphub.connectors.jpa.DatabasePool;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.step.WebhookFanOut;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That each check is up while all is well, and says what is wrong and what to do when it is not. */
@SuppressWarnings("NullAway") // JUnit and the method before each test set the fields
class HubHealthTest {

    private static final Duration TOO_LONG = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private final MovingClock clock = new MovingClock();
    private DatabasePool source;
    private JpaStore store;
    private HubBroker broker;

    @BeforeEach
    void start() {
        source = new DatabasePool(
                "jdbc:hsqldb:mem:" + Ids.next("health") + ";hsqldb.tx=mvcc;sql.syntax_pgs=true", "sa", "", 10, null);
        store = JpaStore.open(source, clock);
        Properties ports = new Properties();
        ports.setProperty("hub.mqtt.port", "0");
        ports.setProperty("hub.amqp.port", "0");
        HubSettings settings = HubSettings.read(directory, ports, Map.of(), new Properties());
        broker = new HubBroker(
                settings.broker(),
                settings.tls(),
                null,
                directory.resolve("broker"),
                settings.limits().diskReserveBytes(),
                new BrokerSecurity(
                        store.credentials(),
                        new FailedLogins(System::nanoTime),
                        (action, subject, who, origin, detail) -> {}));
        broker.start();
    }

    @AfterEach
    void stop() {
        broker.close();
        store.close();
        source.close();
    }

    @Test
    void allIsUpWhileAllIsWell() {
        assertThat(look(checks(directory)).values())
                .extracting(HealthCheck.Result::getState)
                .containsOnly(HealthCheck.State.UP)
                .hasSize(5);
    }

    @Test
    void brokerThatDoesNotServeIsSaid() {
        List<HealthCheck> checks = checks(directory);

        broker.close();

        isDown(look(checks).get("hub-broker"), "the broker is not active");
    }

    @Test
    void diskThatCannotBeLookedAtIsSaid() {
        isDown(look(checks(directory.resolve("gone"))).get("hub-disk"), "the data directory cannot be looked at");
    }

    @Test
    void relayThatStandsStillIsSaidAfterAWhile() {
        List<HealthCheck> checks = checks(directory);
        store.unitOfWork().run(() -> store.outbox().toStage("mesh-detect", "dsg_1/1", "dsg_1"));

        assertThat(look(checks).get("hub-outbox").getState()).isEqualTo(HealthCheck.State.UP);
        clock.pass(TOO_LONG);

        isDown(look(checks).get("hub-outbox"), "1 messages wait and none has left since");
    }

    @Test
    void webhooksThatStandStillAreSaidAfterAWhile() {
        List<HealthCheck> checks = checks(directory);
        store.unitOfWork().run(() -> {
            store.eventCursors().move(WebhookFanOut.READER, 0);
            store.events()
                    .append(new HubEvent(
                            0,
                            Ids.next("evt"),
                            clock.instant(),
                            "order",
                            "ord_1",
                            null,
                            "CREATED",
                            "anna",
                            "a test",
                            "acme",
                            "ord_1"));
        });
        store.events().sequence();

        assertThat(look(checks).get("hub-webhooks").getState()).isEqualTo(HealthCheck.State.UP);
        clock.pass(TOO_LONG);

        isDown(look(checks).get("hub-webhooks"), "1 events wait and none has become a delivery since");
    }

    @Test
    void databaseThatIsAwayIsSaidAndWhatIsCountedInItToo() {
        List<HealthCheck> checks = checks(directory);

        source.close();

        Map<String, HealthCheck.Result> results = look(checks);
        isDown(results.get("hub-database"), "the database takes no changes");
        isDown(results.get("hub-outbox"), "what waits cannot be counted");
        assertThat(results.get("hub-broker").getState()).isEqualTo(HealthCheck.State.UP);
    }

    private List<HealthCheck> checks(Path data) {
        HubFigures figures = new HubFigures(store.census(), broker, clock);
        return HubHealth.checks(store.census(), figures, broker, new DiskRoom(List.of(data), 128L << 20), clock);
    }

    private static Map<String, HealthCheck.Result> look(List<HealthCheck> checks) {
        return checks.stream()
                .map(HealthCheck::call)
                .collect(Collectors.toMap(result -> result.getCheck().getId(), Function.identity()));
    }

    private static void isDown(HealthCheck.Result result, String what) {
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        String remedy = (String) result.getDetails().get("remedy");
        assertThat(remedy).isNotBlank();
        assertThat(result.getMessage()).get().asString().contains(what).endsWith("; " + remedy);
    }

    /** A clock that goes when it is told to. */
    private static final class MovingClock extends Clock {

        private Instant now = Instant.parse("2026-11-27T09:00:00Z");

        private void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
