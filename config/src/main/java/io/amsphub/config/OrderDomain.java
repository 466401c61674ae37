package io.amsphub.config;

import io.amsphub.connectors.carrier.InHouseCourier;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.payment.HttpPaymentProvider;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.MoneyResource;
import io.amsphub.processors.api.OrderChangeResource;
import io.amsphub.processors.api.OrderResource;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.DeviceLink;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.PaymentProvider;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.step.ComplaintDesk;
import io.amsphub.processors.step.CopyDesk;
import io.amsphub.processors.step.CostCentreDesk;
import io.amsphub.processors.step.DeliveryBooking;
import io.amsphub.processors.step.DesignProtecting;
import io.amsphub.processors.step.ErpOrderMoves;
import io.amsphub.processors.step.Invoicing;
import io.amsphub.processors.step.JobRecall;
import io.amsphub.processors.step.LinePricing;
import io.amsphub.processors.step.OrderCancellation;
import io.amsphub.processors.step.OrderChangeDesk;
import io.amsphub.processors.step.OrderConfirmation;
import io.amsphub.processors.step.OrderDesk;
import io.amsphub.processors.step.OrderGate;
import io.amsphub.processors.step.OrderHold;
import io.amsphub.processors.step.OrderPlanning;
import io.amsphub.processors.step.OrderSettlement;
import io.amsphub.processors.step.PaymentBook;
import io.amsphub.processors.step.PaymentNews;
import io.amsphub.routes.DeliveryRoutes;
import io.amsphub.routes.OrderRoutes;
import io.amsphub.routes.SettlementRoutes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.jspecify.annotations.Nullable;

/** The objects of orders and their money, put together by hand. */
final class OrderDomain {

    private final JpaStore store;
    private final Production production;
    private final Intake intake;
    private final Journal journal;
    private final Clock clock;
    private final @Nullable PaymentProvider provider;
    private final byte[] webhookSecret;
    private final LinePricing pricing;
    private final OrderPlanning planning;
    private final JobRecall recall;
    private final CostCentreDesk costs;
    private final OrderDesk desk;
    private final OrderCancellation cancellation;
    private final OrderHold hold;
    private final DeliveryBooking booking;
    private final PaymentBook book;
    private final Invoicing invoicing;
    private final OrderSettlement settlement;
    private final PackageDomain packages;

    OrderDomain(
            HubSettings settings,
            Catalogue catalogue,
            JpaStore store,
            Blobs blobs,
            CopyDesk copies,
            DesignProtecting protecting,
            DeviceLink link,
            Production production,
            Intake intake,
            Journal journal,
            Clock clock) {
        this.store = store;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
        this.clock = clock;
        HubSettings.Payment payment = settings.payment();
        provider = payment.url().isEmpty() ? null : new HttpPaymentProvider(payment.address(), payment.key());
        webhookSecret = payment.webhookSecret().getBytes(StandardCharsets.UTF_8);
        pricing = new LinePricing(store.quotes(), store.priceRules());
        planning = new OrderPlanning(store.quotes(), store.revisions(), store.parts(), production, journal, catalogue);
        recall = new JobRecall(store.jobs(), store.devices(), link, production, journal);
        costs = new CostCentreDesk(
                store.costCentres(), store.orderAccounts(), store.orders(), production, intake, journal);
        desk = new OrderDesk(store.quotes(), store.orders(), pricing, costs, intake, journal, production.rights());
        cancellation =
                new OrderCancellation(store.orders(), store.parts(), recall, pricing, production, intake, journal);
        hold = new OrderHold(store.orders(), store.parts(), store.jobs(), intake, journal);
        booking = new DeliveryBooking(
                store.orders(), store.parts(), new InHouseCourier(clock), production, intake, journal);
        book = new PaymentBook(store.payments(), store.ledger(), production, intake, journal);
        invoicing = new Invoicing(
                store.invoices(), store.numberRanges(), store.orderAccounts(), store.ledger(), pricing, journal);
        settlement = new OrderSettlement(
                store.orders(),
                store.payments(),
                book,
                invoicing,
                costs,
                production,
                provider,
                intake,
                store.unitOfWork(),
                journal);
        packages = new PackageDomain(settings, store, blobs, copies, protecting);
    }

    OrderHold hold() {
        return hold;
    }

    List<ApiResource> resources() {
        ComplaintDesk complaints = new ComplaintDesk(
                store.orders(), store.parts(), store.complaints(), planning, production, intake, journal);
        OrderChangeDesk changes = new OrderChangeDesk(
                store.orders(),
                store.orderChanges(),
                store.parts(),
                store.jobs(),
                pricing,
                planning,
                recall,
                costs,
                production,
                intake,
                journal);
        return List.of(
                new OrderResource(
                        store.orders(), store.quotes(), desk, cancellation, hold, booking, costs, provider != null),
                new OrderChangeResource(
                        store.orders(),
                        store.parts(),
                        store.orderChanges(),
                        store.complaints(),
                        changes,
                        complaints,
                        cancellation,
                        store.workItems(),
                        clock),
                new MoneyResource(
                        store.orders(),
                        store.payments(),
                        store.ledger(),
                        store.invoices(),
                        store.orderAccounts(),
                        store.costCentres(),
                        settlement,
                        invoicing,
                        new PaymentNews(store.payments(), store.webhookReceipts(), book, webhookSecret, journal),
                        store.unitOfWork(),
                        clock),
                packages.resource());
    }

    /** Returns what an ERP can bring about with orders. */
    ErpOrderMoves erpMoves() {
        return ErpOrderMoves.of(desk, cancellation, booking);
    }

    List<RoutesBuilder> routes(Outbox outbox) {
        OrderConfirmation confirmation =
                new OrderConfirmation(store.orders(), planning, new OrderGate(store.payments()), production, intake);
        return List.of(
                new OrderRoutes(outbox, confirmation),
                new DeliveryRoutes(outbox, booking),
                new SettlementRoutes(outbox, settlement));
    }
}
