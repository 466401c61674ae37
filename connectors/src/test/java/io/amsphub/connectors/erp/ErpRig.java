package io.amsphub.connectors.erp;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.jpa.TestStore;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.erp.ErpSystem;
import io.amsphub.processors.erp.Reconciliation;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Delivery;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderChange;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.Erp;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteWishes;
import io.amsphub.processors.step.ErpDelivery;
import io.amsphub.processors.step.ErpDocuments;
import io.amsphub.processors.step.ErpIntake;
import io.amsphub.processors.step.ErpNotice;
import io.amsphub.processors.step.ErpOrderMoves;
import io.amsphub.processors.step.ErpReconciling;
import io.amsphub.processors.step.ErpStatus;
import io.amsphub.processors.step.OrderCancellation;
import io.amsphub.processors.step.OrderChangeDesk;
import io.amsphub.processors.step.OrderDesk;
import io.amsphub.processors.step.QuoteDesk;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps that talk with ERPs as a hub has them, over the real tables of ERP tasks and links; orders and quotes are
 * in memory. One READY revision is there, measured.
 */
public final class ErpRig implements AutoCloseable {

    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    public final MemoryHub hub = new MemoryHub();
    public final JpaStore store;
    public final ErpSystem system;
    public final Journal journal;
    public final OrderDesk desk;
    public final OrderChangeDesk changeDesk;
    public final OrderCancellation cancellation;
    public final Production production;
    public final ErpDelivery delivery;
    public final ErpIntake intake;
    public final ErpReconciling reconciling;
    private final TestStore database;
    private final UnitOfWork unitOfWork;
    private final QuoteDesk quoteDesk;

    /** A rig on a database in a directory. */
    public ErpRig(Path directory, Erp erp) {
        database = new TestStore(directory);
        store = database.store;
        unitOfWork = new Both();
        system = new ErpSystem(erp, Duration.ofSeconds(1), LONGEST_PAUSE);
        List<ErpSystem> systems = List.of(system);
        journal = new Journal(new ErpNotice(hub.events, store.erpTasks(), List.of(erp.name()), true), hub.clock);
        production = new Production(
                hub.orders,
                hub.parts,
                hub.jobs,
                hub.workItems,
                hub.intake,
                journal,
                Samples.CATALOGUE,
                MemoryHub.ATTEMPTS);
        desk = new OrderDesk(hub.quotes, hub.orders, hub.linePricing, hub.costs, hub.intake, journal);
        cancellation = new OrderCancellation(
                hub.orders, hub.parts, hub.recall, hub.linePricing, production, hub.intake, journal);
        changeDesk = changeDesk();
        ErpOrderMoves moves = ErpOrderMoves.of(desk, cancellation, hub.booking);
        quoteDesk = quoteDesk();
        ErpDocuments documents = documents();
        delivery = new ErpDelivery(
                systems,
                store.erpTasks(),
                store.erpLinks(),
                hub.orders,
                hub.quotes,
                documents,
                production,
                unitOfWork,
                journal);
        intake = new ErpIntake(
                systems,
                store.erpArticles(),
                store.erpSaleLines(),
                store.erpLinks(),
                hub.quotes,
                hub.revisions,
                quoteDesk,
                moves,
                new ErpStatus(store.erpLinks(), hub.orders, moves, production, journal),
                production,
                unitOfWork,
                journal);
        reconciling = reconciling(systems, documents);
        hub.designs.add(new Design("dsg_1", "Bracket", "acme", "anna", Samples.THEN, 1, 0));
        hub.revisions.add(Samples.ready(Samples.SIZE));
        hub.measurements.add(Samples.measurement(Samples.SIZE));
    }

    private QuoteDesk quoteDesk() {
        return new QuoteDesk(
                hub.quotes,
                hub.priceRules,
                hub.centres,
                hub.pricing,
                Samples.CATALOGUE,
                production,
                hub.intake,
                journal);
    }

    private OrderChangeDesk changeDesk() {
        return new OrderChangeDesk(
                hub.orders,
                hub.orderChanges,
                hub.parts,
                hub.jobs,
                hub.linePricing,
                hub.orderPlanning,
                hub.recall,
                hub.costs,
                production,
                hub.intake,
                journal);
    }

    private ErpDocuments documents() {
        return new ErpDocuments(
                hub.orders,
                hub.quotes,
                hub.revisions,
                hub.designs,
                store.erpLinks(),
                store.erpArticles(),
                store.erpSaleLines(),
                Samples.CATALOGUE);
    }

    private ErpReconciling reconciling(List<ErpSystem> systems, ErpDocuments documents) {
        return new ErpReconciling(
                systems,
                intake,
                documents,
                store.erpTasks(),
                store.erpLinks(),
                store.erpArticles(),
                hub.orders,
                store.reconciliations(),
                production,
                unitOfWork,
                journal);
    }

    /** Does something in one transaction. */
    public <T> T inOne(Supplier<T> work) {
        return unitOfWork.call(work);
    }

    /** Places an order of the sample. */
    public Order order(int quantity, @Nullable String reference) {
        return inOne(() -> {
            Quote quote =
                    quoteDesk.ask(hub.revisions.get("dsg_1.1"), "pla", quantity, null, QuoteWishes.NONE, Samples.ANNA);
            return desk.place(quote, reference, 0, Requirements.NONE, Samples.ANNA);
        });
    }

    /** Changes the quantity of an order of one line, as its customer does. */
    public void change(String order, int quantity) {
        inOne(() -> {
            OrderChange.Wish wish =
                    new OrderChange.Wish(List.of(new OrderChange.LineQuantity(1, quantity)), null, null);
            OrderChange change = changeDesk.propose(hub.orders.get(order), wish, Samples.ANNA);
            return changeDesk.confirm(change, hub.orders.get(order), Samples.ANNA);
        });
    }

    /** Moves an order through all states up to one. */
    public void bring(String order, OrderState goal) {
        for (OrderState next : List.of(
                OrderState.CONFIRMED,
                OrderState.IN_PRODUCTION,
                OrderState.INSPECTED,
                OrderState.SHIPPED,
                OrderState.DELIVERED)) {
            Order now = hub.orders.get(order);
            if (now.state() != goal && OrderState.TRANSITIONS.allows(now.state(), next)) {
                Order moving = next == OrderState.SHIPPED
                        ? now.withDelivery(new Delivery("CN-1", "courier", List.of(), Instant.EPOCH, null, null))
                        : now;
                inOne(() -> production.move(moving, next, Principal.HUB, "test"));
            }
        }
    }

    /** Lets pauses pass and tells the ERP, as the timer does. */
    public void tell() {
        hub.clock.pass(LONGEST_PAUSE);
        delivery.deliverDue();
    }

    /** Takes in what the ERP says. */
    public void poll() {
        hub.clock.pass(LONGEST_PAUSE);
        intake.poll();
    }

    /** Compares both sides. */
    public Reconciliation reconcile() {
        hub.clock.pass(LONGEST_PAUSE);
        return reconciling.all(Principal.HUB).get(0);
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }

    /** One transaction over memory and database. */
    private final class Both implements UnitOfWork {

        @Override
        public <T> T call(Supplier<T> work) {
            return store.unitOfWork().call(() -> hub.unitOfWork.call(work));
        }
    }
}
