package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Complaint;
import io.amsphub.processors.order.ComplaintState;
import io.amsphub.processors.order.CostCentre;
import io.amsphub.processors.order.Invoice;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderAccount;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.step.CostCentreDesk;
import io.amsphub.processors.step.Invoicing;
import io.amsphub.processors.step.JobRecall;
import io.amsphub.processors.step.LinePricing;
import io.amsphub.processors.step.OrderCancellation;
import io.amsphub.processors.step.OrderHold;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What customers, dispatch and money do at the same moment: the database lets one of them win. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class OrderRaceTest {

    private static final int ROUNDS = 8;
    private static final Money NOTHING = Money.zero("EUR");

    @TempDir
    static Path directory;

    private static TestStore opened;

    private final JpaStore store = opened.store;
    private final UnitOfWork unit = store.unitOfWork();
    private final MemoryHub memory = new MemoryHub();
    private final Journal journal = new Journal(store.events(), Clock.systemUTC());
    private final Production production = opened.production(memory, journal, PrintRights.NONE);
    private final LinePricing pricing = new LinePricing(store.quotes(), store.priceRules());
    private final OrderCancellation cancellation = new OrderCancellation(
            store.orders(),
            store.parts(),
            new JobRecall(store.jobs(), store.devices(), memory.link, production, journal),
            pricing,
            production,
            memory.intake,
            journal);
    private final OrderHold holds = new OrderHold(store.orders(), store.parts(), store.jobs(), memory.intake, journal);

    @BeforeAll
    static void open() {
        opened = new TestStore(directory);
    }

    @AfterAll
    static void close() throws SQLException {
        opened.close();
    }

    private Order confirmed(String id) {
        return unit.call(() -> {
            Part s = Samples.part(1, Samples.PLA);
            Part part = store.parts()
                    .add(new Part(
                            Part.serialOf(id, 1),
                            id,
                            "acme",
                            PartState.PLANNED,
                            1,
                            s.plan(),
                            List.of(),
                            null,
                            List.of(),
                            Samples.THEN,
                            0));
            Job j = Samples.job(1);
            store.jobs().add(Job.waiting(part, Samples.CENTRE, j.work(), 0, Samples.THEN));
            return store.orders().add(Samples.order(id, "pla", 1));
        });
    }

    /** Sends a job as dispatch does: it reads the hold, then reserves. */
    private void send(String id) {
        unit.run(() -> {
            Job now = store.jobs().get(Job.idOf(Part.serialOf(id, 1), 1));
            if (now.state() != JobState.QUEUED || production.onHold(now) != null) {
                throw new HubException(FailureCode.ORDER_ON_HOLD, "not to be sent", null, "wait");
            }
            Job.Assignment to = new Job.Assignment("north/" + id, "cmd_" + id, "00", Samples.THEN);
            production.moved(now, now.dispatched(to, List.of()), Principal.HUB, "sent");
        });
    }

    private static List<Boolean> atOnce(Runnable... calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.length);
        CyclicBarrier start = new CyclicBarrier(calls.length);
        try {
            List<Callable<Boolean>> racers = new ArrayList<>();
            for (Runnable call : calls) {
                racers.add(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    try {
                        call.run();
                        return true;
                    } catch (HubException e) {
                        return false;
                    }
                });
            }
            List<Boolean> kept = new ArrayList<>();
            for (Future<Boolean> racer : threads.invokeAll(racers)) {
                kept.add(racer.get());
            }
            return kept;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void partIsCancelledBeforeItIsSentOrSentAndThenToldToStop() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "ord_cancel" + round;
            confirmed(id);
            List<Boolean> kept = atOnce(
                    () -> unit.run(() -> {
                        Order order = store.orders().get(id);
                        cancellation.cancelParts(order, Set.of(Part.serialOf(id, 1)), Samples.ANNA, "no");
                    }),
                    () -> send(id));

            Job job = unit.call(() -> store.jobs().get(Job.idOf(Part.serialOf(id, 1), 1)));
            Part part = unit.call(() -> store.parts().get(Part.serialOf(id, 1)));
            assertThat(kept).as("round %s: one of them came first", round).containsExactlyInAnyOrder(true, false);
            boolean cancelled = kept.get(0);
            assertThat(job.state()).isEqualTo(cancelled ? JobState.CANCELLED : JobState.DISPATCHED);
            assertThat(part.state()).isEqualTo(cancelled ? PartState.CANCELLED : PartState.PLANNED);
            assertThat(unit.call(() -> store.orders().get(id)).state())
                    .isEqualTo(cancelled ? OrderState.CANCELLED : OrderState.CONFIRMED);
        }
    }

    @Test
    void orderIsHeldBeforeItIsSentOrSentBeforeItIsHeld() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "ord_hold" + round;
            confirmed(id);
            List<Boolean> kept = atOnce(
                    () -> unit.run(() -> holds.hold(store.orders().get(id), Samples.ANNA, "wait")), () -> send(id));
            Job job = unit.call(() -> store.jobs().get(Job.idOf(Part.serialOf(id, 1), 1)));
            boolean held = unit.call(() -> store.orders().get(id)).hold() != null;
            assertThat(kept).as("round %s", round).contains(true);
            assertThat(job.state()).isEqualTo(kept.get(1) ? JobState.DISPATCHED : JobState.QUEUED);
            assertThat(held).isEqualTo(kept.get(0));
        }
    }

    @Test
    void twoOrdersDoNotSpendTheSameMoney() throws Exception {
        CostCentreDesk desk = new CostCentreDesk(
                store.costCentres(), store.orderAccounts(), store.orders(), production, memory.intake, journal);
        OrderTerms terms = new OrderTerms(OrderTerms.Payment.INVOICE, "lab", null, null, null, null);
        for (int round = 0; round < ROUNDS; round++) {
            String code = "acme" + round;
            Money budget = new Money(new BigDecimal("20.00"), "EUR");
            unit.run(() -> store.costCentres()
                    .add(new CostCentre(
                            CostCentre.idOf("acme", "lab"),
                            "acme",
                            "lab",
                            code,
                            budget,
                            NOTHING,
                            new Money(new BigDecimal("1000"), "EUR"),
                            false,
                            List.of(),
                            0)));
            Order one = Samples.order("ord_one" + round, "pla", 1).withTerms(terms);
            Order two = Samples.order("ord_two" + round, "pla", 1).withTerms(terms);
            List<Boolean> kept = atOnce(() -> unit.run(() -> desk.commit(one)), () -> unit.run(() -> desk.commit(two)));
            assertThat(kept).as("each costs 12.50").containsExactlyInAnyOrder(true, false);
            CostCentre after = unit.call(() -> store.costCentres().get("acme/lab"));
            assertThat(after.spent().amount()).isEqualByComparingTo("12.50");
            unit.run(() -> store.costCentres()
                    .update(after.spending(new Money(new BigDecimal("-12.50"), "EUR"))
                            .described("done", budget, budget, true, List.of())));
            removed();
        }
    }

    /** The cost centre of a round goes, so that the next one begins anew. */
    private void removed() {
        unit.run(() -> {
            JpaCostCentres centres = store.costCentres();
            centres.entityManager()
                    .remove(centres.entityManager().find(CostCentreRow.class, CostCentre.idOf("acme", "lab")));
        });
    }

    @Test
    void numbersOfInvoicesHaveNoGapsAndNoneIsGivenTwice() throws Exception {
        Invoicing invoicing = new Invoicing(
                store.invoices(), store.numberRanges(), store.orderAccounts(), store.ledger(), pricing, journal);
        int orders = 8;
        List<Runnable> calls = new ArrayList<>();
        for (int n = 0; n < orders; n++) {
            String id = "ord_inv" + n;
            Order order = Samples.order(id, "pla", 1).withState(OrderState.SHIPPED);
            unit.run(() -> store.orderAccounts().add(new OrderAccount(id, "acme", NOTHING, NOTHING, 0)));
            calls.add(() -> {
                for (int attempt = 0; attempt < 100; attempt++) {
                    try {
                        unit.run(() -> invoicing.follow(order));
                        return;
                    } catch (HubException e) {
                        assertThat(e.failureCode()).isEqualTo(FailureCode.CONCURRENT_CHANGE);
                    }
                }
                throw new IllegalStateException("no invoice for " + id);
            });
        }
        atOnce(calls.subList(0, 4).toArray(Runnable[]::new));
        atOnce(calls.subList(4, 8).toArray(Runnable[]::new));
        List<Long> numbers =
                unit.call(() -> store.invoices().page(new PageRequest(null, Map.of(), null, 100)).items().stream()
                        .map(Invoice::id)
                        .map(number -> Long.parseLong(number.substring(5)))
                        .sorted()
                        .toList());
        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, orders).boxed().toList());
    }

    @Test
    void secondOpenComplaintAboutAPartIsRefusedByTheDatabase() throws Exception {
        List<Boolean> kept = atOnce(() -> complain("cpl_1"), () -> complain("cpl_2"));
        assertThat(kept).containsExactlyInAnyOrder(true, false);
    }

    private void complain(String id) {
        unit.run(() -> store.complaints()
                .add(new Complaint(
                        id,
                        "ord_1",
                        "ord_1-1",
                        "acme",
                        ComplaintState.OPEN,
                        "cracked",
                        "anna",
                        Samples.THEN,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0)));
    }
}
