package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.board.Board;
import io.amsphub.processors.board.BoardCsv;
import io.amsphub.processors.board.BoardFigures;
import io.amsphub.processors.board.BoardFigures.Spread;
import io.amsphub.processors.board.Grouping;
import io.amsphub.processors.board.MachineUse;
import io.amsphub.processors.board.StageTime;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.MaintenanceWindow;
import io.amsphub.processors.device.Upkeep;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Invoice;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.step.BoardDesk;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The business board of a small history that can be worked out by hand: three orders, four parts, five jobs on two
 * machines, from the morning of 3 November 2026 on.
 */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class JpaBusinessRecordTest {

    private static final Instant NINE = Samples.THEN; // 3 November, 09:00
    private static final Instant DAY = Instant.parse("2026-11-03T00:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-11-04T00:00:00Z");
    private static final LocalDate THIRD = LocalDate.of(2026, 11, 3);

    @TempDir
    static Path directory;

    private static TestStore opened;

    @BeforeAll
    static void history() {
        opened = new TestStore(directory);
        opened.store.unitOfWork().run(() -> {
            machine("m1", "2026-11-01T00:00:00Z");
            machine("m2", "2026-11-03T12:00:00Z");
            order("ord_a", hours(12), hours(10), "40.00");
            order("ord_b", hours(5), hours(20), "60.00"); // delivered on the 4th, and late
            order("ord_c", null, hours(11), "25.00"); // due by the quote, after one day
            quoteOfADay();
            invoice("2026-000001", "ord_a", Invoice.Kind.INVOICE, "40.00");
            invoice("2026-000002", "ord_a", Invoice.Kind.CREDIT_NOTE, "4.50");

            part("ord_a-1", 0, 1, 2, 2, 3, 4);
            job("ord_a", 1, 1, "m1", hours(1), hours(2), JobState.FINISHED);

            event("part", "ord_a-2", null, "PLANNED", hours(0));
            event("part", "ord_a-2", "PLANNED", "IN_PRODUCTION", hours(1));
            job("ord_a", 2, 1, "m2", hours(1), hours(2), JobState.FAILED);
            event("part", "ord_a-2", "IN_PRODUCTION", "PLANNED", hours(2));
            event("part", "ord_a-2", "PLANNED", "IN_PRODUCTION", hours(3));
            job("ord_a", 2, 2, "m1", hours(3), hours(5), JobState.FINISHED);
            event("part", "ord_a-2", "IN_PRODUCTION", "PRINTED", hours(5));
            event("part", "ord_a-2", "IN_INSPECTION", "RELEASED", hours(7));

            job("ord_b", 1, 1, "m1", hours(14), hours(16), JobState.FINISHED); // 23:00 to 01:00
            job("ord_b", 2, 1, "m2", hours(14.5), null, JobState.PRINTING); // still runs
        });
    }

    @AfterAll
    static void close() throws SQLException {
        opened.close();
    }

    @Test
    void figuresOfADayAreThoseOfItsHistory() {
        BoardFigures figures = read(record -> record.figures(DAY, NEXT_DAY));

        assertThat(figures.ordersPlaced()).isEqualTo(3);
        assertThat(figures.ordersDelivered()).isEqualTo(2);
        assertThat(figures.partsReleased()).isEqualTo(2);
        assertThat(figures.partsScrapped()).isEqualTo(1);
        assertThat(figures.firstPass()).isEqualTo(new BoardFigures.FirstPass(2, 1));
        assertThat(figures.firstPass().share()).isEqualTo(0.5);
        assertThat(figures.onTime()).isEqualTo(new BoardFigures.OnTime(2, 2));
        assertThat(figures.leadTime()).isEqualTo(new Spread(2, 36_000.0, 39_600.0));
        // quoted: an hour for each of two finished jobs; used: 1 h, 2 h, and 1 h in vain
        assertThat(figures.machineTime()).isEqualTo(new BoardFigures.MachineTime(7200, 14_400));
        assertThat(figures.machineTime().usedPerQuoted()).isEqualTo(2.0);
        assertThat(figures.money()).singleElement().satisfies(money -> {
            assertThat(money.currency()).isEqualTo("EUR");
            assertThat(money.ordered()).isEqualByComparingTo("65.00");
            assertThat(money.invoiced()).isEqualByComparingTo("35.50");
        });
    }

    @Test
    void dayAfterHasTheLateOrderOnly() {
        BoardFigures figures = read(record -> record.figures(NEXT_DAY, NEXT_DAY.plus(Duration.ofDays(1))));

        assertThat(figures.ordersPlaced()).isZero();
        assertThat(figures.ordersDelivered()).isEqualTo(1);
        assertThat(figures.onTime()).isEqualTo(new BoardFigures.OnTime(1, 0));
        assertThat(figures.firstPass().share()).isNull();
        assertThat(figures.machineTime()).isEqualTo(new BoardFigures.MachineTime(3600, 7200));
    }

    @Test
    void nothingIsKnownOfADayOnWhichNothingHappened() {
        BoardFigures figures =
                read(record -> record.figures(DAY.minus(Duration.ofDays(9)), DAY.minus(Duration.ofDays(8))));

        assertThat(figures.leadTime()).isEqualTo(Spread.NONE);
        assertThat(figures.machineTime().usedPerQuoted()).isNull();
        assertThat(figures.onTime().share()).isNull();
        assertThat(figures.money()).isEmpty();
    }

    @Test
    void eachLeavingOfAStageCountsFromWhenItWasLastComeTo() {
        List<StageTime> stages = read(record -> record.stages(DAY, NEXT_DAY));

        assertThat(stages)
                .contains(
                        new StageTime("order", "CREATED", new Spread(2, 36_000.0, 39_600.0)),
                        new StageTime("part", "PLANNED", new Spread(3, 3600.0, 3600.0)),
                        new StageTime("part", "IN_PRODUCTION", new Spread(3, 3600.0, 7200.0)),
                        // when the second part came to inspection is not known
                        new StageTime("part", "IN_INSPECTION", new Spread(1, 3600.0, 3600.0)));
    }

    @Test
    void machineIsMeasuredByAvailabilityPerformanceAndQuality() {
        List<MachineUse> machines = read(record -> record.machines(DAY, NEXT_DAY));

        // m1: 1 h, 2 h and the first hour of the job over midnight; quoted were an hour for each of the finished two
        MachineUse first = new MachineUse("north/m1", 86_400, 14_400, 7200, 10_800, 2, 0);
        // m2: registered at noon; an hour in vain, and half an hour of what still runs
        MachineUse second = new MachineUse("north/m2", 43_200, 3600 + 1800, 0, 0, 0, 1);
        assertThat(machines).containsExactly(first, second);
        assertThat(first.availability()).isEqualTo(14_400 / 86_400.0);
        assertThat(first.performance()).isEqualTo(7200 / 10_800.0);
        assertThat(first.quality()).isEqualTo(1.0);
        assertThat(first.oee()).isEqualTo(14_400 / 86_400.0 * (7200 / 10_800.0));
        assertThat(second.quality()).isZero();
        assertThat(second.performance()).isNull();
        assertThat(second.oee()).isNull();
    }

    @Test
    void jobOverMidnightIsSharedBetweenTheDaysAndJudgedOnceWhereItEnded() {
        List<MachineUse> machines = read(record -> record.machines(NEXT_DAY, NEXT_DAY.plus(Duration.ofDays(1))));

        assertThat(machines.get(0)).isEqualTo(new MachineUse("north/m1", 86_400, 3600, 3600, 7200, 0, 0));
    }

    @Test
    void boardIsTheWholeAndItsPeriodsWithoutPlannedMaintenance() {
        Board board = desk("2026-11-05T00:00:00Z", THIRD, THIRD.plusDays(1), Grouping.DAY);

        assertThat(board.total().ordersDelivered()).isEqualTo(3);
        assertThat(board.periods())
                .extracting(period -> period.figures().ordersDelivered())
                .containsExactly(2L, 1L);
        assertThat(board.machines().get(0).plannedS())
                .isEqualTo(Duration.ofDays(2).minusHours(6).toSeconds());
    }

    @Test
    void timeThatIsToComeIsNotPlanned() {
        Board board = desk("2026-11-03T18:00:00Z", THIRD, THIRD, Grouping.MONTH);

        assertThat(board.machines().get(0).plannedS())
                .isEqualTo(Duration.ofHours(18).toSeconds());
    }

    @Test
    void weeksBeginOnMondayAndTheFirstOneWhereItIsAskedFor() {
        Board board = desk("2026-11-20T00:00:00Z", THIRD, THIRD.plusDays(7), Grouping.WEEK);

        assertThat(board.periods())
                .extracting(Board.Period::from)
                .containsExactly(DAY, Instant.parse("2026-11-09T00:00:00Z"));
        assertThat(board.periods().get(1).to()).isEqualTo(Instant.parse("2026-11-11T00:00:00Z"));
    }

    @Test
    void boardThatCannotBeIsRefused() {
        assertThatThrownBy(() -> desk("2026-11-20T00:00:00Z", THIRD, THIRD.minusDays(1), Grouping.DAY))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("is after to");
        assertThatThrownBy(() -> desk("2026-11-20T00:00:00Z", THIRD, THIRD.plusDays(100), Grouping.DAY))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("more than 100 periods");
    }

    @Test
    void tablesAreWrittenAsCsv() {
        Board board = desk("2026-11-05T00:00:00Z", THIRD, THIRD.plusDays(1), Grouping.DAY);

        assertThat(BoardCsv.write(board, BoardCsv.Table.PERIODS).lines())
                .hasSize(3)
                .element(1)
                .isEqualTo(
                        "2026-11-03T00:00:00Z,2026-11-04T00:00:00Z,3,2,2,1,2,1,0.5,2,2,1.0,36000.0,39600.0,7200,14400,2.0,"
                                + "65.0000 EUR,35.5000 EUR");
        assertThat(BoardCsv.write(board, BoardCsv.Table.STAGES)).contains("part,PLANNED,3,3600.0,3600.0\r\n");
        assertThat(BoardCsv.write(board, BoardCsv.Table.MACHINES))
                .contains("\r\nnorth/m1,151200,")
                .contains("\r\nnorth/m2,");
    }

    private static <T> T read(Function<JpaBusinessRecord, T> query) {
        return opened.store.unitOfWork().call(() -> query.apply(opened.store.businessRecord()));
    }

    private static Board desk(String now, LocalDate first, LocalDate last, Grouping grouping) {
        Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        return opened.store.unitOfWork().call(() -> new BoardDesk(
                        opened.store.businessRecord(), opened.store.devices(), clock)
                .of(first, last, grouping));
    }

    private static Instant hours(double afterNine) {
        return NINE.plus(Duration.ofMinutes(Math.round(afterNine * 60)));
    }

    private static void event(String aggregate, String subject, @Nullable String from, String to, Instant time) {
        opened.store
                .events()
                .append(new HubEvent(
                        0, Ids.next("evt"), time, aggregate, subject, from, to, "test", "test", "acme", subject));
    }

    private static void machine(String name, String registered) {
        Upkeep upkeep = new Upkeep(
                null,
                null,
                null,
                List.of(new MaintenanceWindow(
                        Instant.parse("2026-11-04T06:00:00Z"), Instant.parse("2026-11-04T12:00:00Z"), null)));
        Device sample = Samples.machine(name);
        opened.store
                .devices()
                .add(sample.described(
                        sample.materials(), sample.equipment(), sample.place(), upkeep, sample.connection()));
        event("device", "north/" + name, null, "QUALIFIED", Instant.parse(registered));
    }

    private static void order(String id, @Nullable Instant due, Instant delivered, String total) {
        Order sample = Samples.order(id, "pla", 2);
        opened.store
                .orders()
                .add(new Order(
                        id,
                        "acme",
                        "quo_1",
                        sample.revisionId(),
                        sample.materialId(),
                        sample.amCentre(),
                        2,
                        new Money(new BigDecimal(total), "EUR"),
                        null,
                        0,
                        new Requirements(null, List.of(), List.of(), List.of(), List.of(), due, null),
                        sample.state(),
                        "anna",
                        NINE,
                        0,
                        null,
                        0));
        event("order", id, null, "CREATED", NINE);
        event("order", id, "CREATED", "DELIVERED", delivered);
    }

    /** The quote of all orders: it promises a day. */
    private static void quoteOfADay() {
        Money nothing = Money.zero("EUR");
        Price price = new Price(null, null, List.of(), nothing, nothing, nothing, 1, List.of(), List.of(), List.of());
        opened.store.quotes().add(Samples.quote(2).withPrice(null, price, NINE));
    }

    private static void invoice(String id, String order, Invoice.Kind kind, String total) {
        Money amount = new Money(new BigDecimal(total), "EUR");
        opened.store
                .invoices()
                .add(new Invoice(
                        id,
                        order,
                        "acme",
                        kind,
                        List.of(new Invoice.Line("parts", amount)),
                        amount,
                        THIRD,
                        THIRD.plusDays(14),
                        Money.zero("EUR"),
                        NINE,
                        0));
    }

    private static void part(String serial, int... hours) {
        String[] states = {"PLANNED", "IN_PRODUCTION", "PRINTED", "IN_POST_PROCESSING", "IN_INSPECTION", "RELEASED"};
        for (int i = 0; i < states.length; i++) {
            event("part", serial, i == 0 ? null : states[i - 1], states[i], hours(hours[i]));
        }
    }

    private static void job(
            String order, int n, int attempt, String machine, Instant began, @Nullable Instant ended, JobState state) {
        Part part = new Part(
                Part.serialOf(order, n),
                order,
                "acme",
                PartState.PLANNED,
                attempt,
                List.of(),
                List.of(),
                null,
                List.of(),
                NINE,
                0);
        Job waiting = Job.waiting(part, "north", Samples.job(1).work(), 0, NINE)
                .dispatched(new Job.Assignment("north/" + machine, "cmd", "token", NINE), List.of())
                .withState(JobState.PRINTING, null, began);
        opened.store.jobs().add(ended == null ? waiting : waiting.withState(state, null, ended));
    }
}
