package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.MemoryDeadLetters;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.DeadLetters.DeadLetter;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.RawReport;
import io.amsphub.processors.port.ReportQueue;
import io.amsphub.processors.port.TopicDialect;
import io.amsphub.processors.port.UnitOfWork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many reports in one transaction, and what becomes of the good ones when one of them is not. */
class ReportBatchTest {

    private static final Duration EACH = Duration.ofSeconds(2);

    private final MemoryHub hub = new MemoryHub();
    private final MemoryDeadLetters deadLetters = new MemoryDeadLetters();
    private final Counted work = new Counted();
    private long nanos = Long.MAX_VALUE; // the next wraps around, as those of a computer may
    private final Waiting queue = new Waiting();
    private final ReportBatch batch = new ReportBatch(
            queue,
            new ReportIntake(hub.devices, List.of(new Numbers()), hub.unitOfWork, hub.clock),
            hub.tracking,
            new SetAside(deadLetters, hub.clock),
            work,
            () -> nanos,
            EACH);

    @BeforeEach
    void register() {
        List.of("a", "b", "c", "d").forEach(name -> hub.devices.add(Samples.machine(name)));
    }

    private void says(String machine, String word) {
        queue.reports.add(
                new RawReport("am/north/" + machine + "/report/state", word.getBytes(StandardCharsets.UTF_8)));
    }

    /** Says at QoS 0 what need not arrive. */
    private void mentions(String machine, String word) {
        queue.reports.add(
                new RawReport("am/north/" + machine + "/report/state", word.getBytes(StandardCharsets.UTF_8), false));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void breakJobOf(String machine) {
        Device device = hub.device(machine);
        hub.devices.update(device.withLive(device.live().reservedFor("no-such-job")));
    }

    private List<Long> heard(String... machines) {
        return List.of(machines).stream().map(m -> hub.device(m).live().seq()).toList();
    }

    @Test
    void whatWaitsIsTakenInByOneTransaction() {
        says("a", "11");
        says("b", "12");
        says("a", "13");
        assertThat(batch.take()).isEqualTo(3);
        assertThat(heard("a", "b")).containsExactly(13L, 12L);
        assertThat(work.units).isEqualTo(1);
        assertThat(queue.reports).isEmpty();
        assertThat(batch.take()).isZero();
    }

    @Test
    void invalidReportIsSetAsideOnceAndCostsItsNeighboursNothing() {
        says("a", "11");
        says("b", "nonsense");
        says("unknown", "11");
        says("b", "nonsense");
        says("c", "12");
        assertThat(batch.take()).isEqualTo(5);
        assertThat(heard("a", "c")).containsExactly(11L, 12L);
        assertThat(work.units).isEqualTo(1);
        assertThat(deadLetters.kept.values())
                .extracting(DeadLetter::queue, DeadLetter::body, DeadLetter::attempts)
                .containsExactlyInAnyOrder(
                        tuple("am/north/b/report/state", "nonsense", 1),
                        tuple("am/north/unknown/report/state", "11", 1));
        assertThat(deadLetters.kept.values())
                .allSatisfy(letter -> assertThat(letter.reason()).contains("Remedy: "));
    }

    @Test
    void reportThatFailsForGoodIsSetAsideAloneWithItsReason() {
        breakJobOf("c");
        says("a", "11");
        says("b", "12");
        says("c", "13");
        says("d", "14");
        says("a", "15");
        batch.take();
        assertThat(heard("a", "b", "d")).containsExactly(15L, 12L, 14L);
        assertThat(hub.device("c").live().seq()).as("undone").isNotEqualTo(13);
        assertThat(deadLetters.kept.values()).singleElement().satisfies(letter -> {
            assertThat(letter.body()).isEqualTo("13");
            assertThat(letter.reason()).contains("no-such-job");
            assertThat(letter.attempts()).isGreaterThan(1);
        });
    }

    @Test
    void reportThatCollidesIsTriedAgain() {
        says("a", "11");
        work.collisions = 3;
        batch.take();
        assertThat(heard("a")).containsExactly(11L);
        assertThat(deadLetters.kept).isEmpty();
    }

    @Test
    void nothingIsSetAsideWhileTheDatabaseIsAway() {
        says("a", "11");
        says("b", "nonsense");
        work.away = true;
        assertThatThrownBy(batch::take).hasMessageContaining("away");
        assertThat(queue.reports).as("they come again").hasSize(2);
        assertThat(deadLetters.kept).isEmpty();
        work.away = false;
        batch.take();
        assertThat(heard("a")).containsExactly(11L);
        assertThat(deadLetters.kept).hasSize(1);
    }

    @Test
    void ofFiguresThatMayBeLostTheLastCountsOnceInEachWhile() {
        mentions("a", "11");
        batch.take();
        assertThat(heard("a")).as("the first at once").containsExactly(11L);
        mentions("a", "12");
        mentions("a", "14");
        mentions("a", "13");
        int before = work.units;
        assertThat(batch.take()).isEqualTo(3);
        assertThat(heard("a")).containsExactly(11L);
        assertThat(work.units).as("the database is not asked").isEqualTo(before);
        pass(EACH.minusMillis(1));
        batch.take();
        assertThat(heard("a")).containsExactly(11L);
        pass(Duration.ofMillis(1));
        assertThat(batch.take()).isZero();
        assertThat(heard("a")).as("the last, though nothing came").containsExactly(14L);
        mentions("a", "15");
        batch.take();
        assertThat(heard("a")).as("the next while has begun").containsExactly(14L);
    }

    @Test
    void whateverIsMoreThanFiguresOrMustNotBeLostIsTakenInAtOnce() {
        mentions("a", "11");
        mentions("b", "11");
        mentions("c", "11");
        mentions("d", "11");
        batch.take();
        mentions("a", "12");
        mentions("b", "12");
        mentions("c", "12");
        mentions("d", "12");
        batch.take();
        mentions("a", "13 PRINTING");
        says("b", "13");
        mentions("c", "nonsense");
        batch.take();
        assertThat(heard("a", "b", "c", "d")).containsExactly(13L, 13L, 11L, 11L);
        assertThat(hub.device("a").live().state()).isEqualTo(DeviceState.PRINTING);
        assertThat(deadLetters.kept).hasSize(1);
        pass(EACH);
        batch.take();
        assertThat(heard("a", "b", "c", "d"))
                .as("nothing older is behind it, and nonsense hides nothing")
                .containsExactly(13L, 13L, 12L, 12L);
    }

    @Test
    void figuresThatComeTogetherAreOneReport() {
        mentions("a", "1");
        batch.take();
        pass(EACH);
        batch.take();
        mentions("a", "11");
        mentions("a", "12");
        mentions("b", "11");
        mentions("a", "13 PRINTING");
        mentions("a", "14 PRINTING");
        mentions("a", "15 PRINTING");
        batch.take();
        assertThat(heard("a", "b")).containsExactly(13L, 11L);
        pass(EACH);
        batch.take();
        assertThat(heard("a", "b")).containsExactly(15L, 11L);
    }

    @Test
    void clockThatIsSetBackHoldsNothingLonger() {
        mentions("a", "11");
        batch.take();
        hub.clock.pass(Duration.ofHours(-1));
        mentions("a", "12");
        batch.take();
        pass(EACH);
        batch.take();
        assertThat(heard("a")).containsExactly(12L);
    }

    @Test
    void whatWasHeldBackTooLongSaysNothingAnyMore() {
        mentions("a", "11");
        batch.take();
        mentions("a", "12");
        batch.take();
        pass(EACH.multipliedBy(20));
        batch.take();
        assertThat(heard("a")).containsExactly(11L);
    }

    /** A queue that forgets what was taken in. */
    private static final class Waiting implements ReportQueue {

        private final List<RawReport> reports = new ArrayList<>();

        @Override
        public int take(int limit, Consumer<List<RawReport>> taker) {
            List<RawReport> taken = List.copyOf(reports);
            if (!taken.isEmpty()) {
                taker.accept(taken);
            }
            reports.clear();
            return taken.size();
        }
    }

    /** The unit of work of the hub, counted and disturbed. */
    private final class Counted implements UnitOfWork {

        private int units;
        private int collisions;
        private boolean away;

        @Override
        public <T> T call(Supplier<T> supplier) {
            if (away) {
                throw new IllegalStateException("the database is away");
            }
            units++;
            return hub.unitOfWork.call(() -> {
                T result = supplier.get();
                // A probe does nothing that could collide.
                if (!Boolean.TRUE.equals(result) && collisions-- > 0) {
                    throw new HubException(FailureCode.CONCURRENT_CHANGE, "another came first", null, "again");
                }
                return result;
            });
        }
    }

    /** A dialect whose words are sequence numbers, with a state behind them that is not IDLE. */
    private static final class Numbers implements TopicDialect {

        @Override
        public String name() {
            return "amsp-native";
        }

        @Override
        public DeviceReport read(String device, String noun, byte[] payload, Instant arrivedAt) {
            String word = new String(payload, StandardCharsets.UTF_8);
            if (!word.matches("\\d+( [A-Z]+)?")) {
                throw new HubException(FailureCode.INVALID_REPORT, word + " is no number", "payload", "count");
            }
            String[] said = word.split(" ", 2);
            return new DeviceReport.State(
                    device,
                    arrivedAt,
                    "boot-1",
                    Long.parseLong(said[0]),
                    said.length == 1 ? DeviceState.IDLE : DeviceState.valueOf(said[1]),
                    true,
                    null,
                    null,
                    Map.of(),
                    List.of(),
                    null);
        }

        @Override
        public Outbox.TopicMessage write(Device device, DeviceCommand command, String hubUrl, String correlationId) {
            throw new UnsupportedOperationException("only listens");
        }
    }
}
