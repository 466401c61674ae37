package io.amsphub.processors.memory;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageEvent;
import io.amsphub.processors.order.Delivery;
import io.amsphub.processors.port.Builds;
import io.amsphub.processors.port.Calibrations;
import io.amsphub.processors.port.Complaints;
import io.amsphub.processors.port.CostCentres;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.DeviceLink;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Invitations;
import io.amsphub.processors.port.Invoices;
import io.amsphub.processors.port.Ledger;
import io.amsphub.processors.port.Measurements;
import io.amsphub.processors.port.NumberRanges;
import io.amsphub.processors.port.OrderAccounts;
import io.amsphub.processors.port.OrderChanges;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.PaymentProvider;
import io.amsphub.processors.port.Payments;
import io.amsphub.processors.port.PriceRuleVersions;
import io.amsphub.processors.port.Printabilities;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.Rfqs;
import io.amsphub.processors.port.ScanRequests;
import io.amsphub.processors.port.Scanners;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.port.Uploads;
import io.amsphub.processors.port.WebhookReceipts;
import io.amsphub.processors.port.WorkItems;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.PriceRuleBook;
import io.amsphub.processors.step.BuildDesk;
import io.amsphub.processors.step.BuildDispatch;
import io.amsphub.processors.step.BuildGathering;
import io.amsphub.processors.step.BuildNesting;
import io.amsphub.processors.step.BuildPlanning;
import io.amsphub.processors.step.BuildTracking;
import io.amsphub.processors.step.CentrePricing;
import io.amsphub.processors.step.ComplaintDesk;
import io.amsphub.processors.step.CostCentreDesk;
import io.amsphub.processors.step.DeliveryBooking;
import io.amsphub.processors.step.FloorDesk;
import io.amsphub.processors.step.Invoicing;
import io.amsphub.processors.step.JobRecall;
import io.amsphub.processors.step.LinePricing;
import io.amsphub.processors.step.MachineMatching;
import io.amsphub.processors.step.MatchingWeights;
import io.amsphub.processors.step.MemoryBudget;
import io.amsphub.processors.step.ModelIntake;
import io.amsphub.processors.step.OrderCancellation;
import io.amsphub.processors.step.OrderChangeDesk;
import io.amsphub.processors.step.OrderConfirmation;
import io.amsphub.processors.step.OrderDesk;
import io.amsphub.processors.step.OrderGate;
import io.amsphub.processors.step.OrderHold;
import io.amsphub.processors.step.OrderPlanning;
import io.amsphub.processors.step.OrderSettlement;
import io.amsphub.processors.step.PaymentBook;
import io.amsphub.processors.step.PrintCalibration;
import io.amsphub.processors.step.QueueDesk;
import io.amsphub.processors.step.QuoteDesk;
import io.amsphub.processors.step.QuotePricing;
import io.amsphub.processors.step.RevisionMeasuring;
import io.amsphub.processors.step.ScanGate;
import io.amsphub.processors.step.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stores, the ways out and the steps of a hub, in memory, with a clock that stands until it is set on. */
public final class MemoryHub {

    /** How long a machine may take to accept a job. */
    public static final Duration COMMAND_EXPIRY = Duration.ofSeconds(60);

    /** How often one part may be begun. */
    public static final int ATTEMPTS = 3;

    public final MemoryJobs jobs = new MemoryJobs();
    public final Builds builds = new MemoryStores.OfBuilds();
    public final MemoryDevices devices = new MemoryDevices();
    public final MemoryEvents events = new MemoryEvents();
    public final MemoryBlobs blobs = new MemoryBlobs();
    public final MemoryCredentials credentials = new MemoryCredentials();
    public final Uploads uploads = new MemoryUploads(blobs);
    public final Designs designs = new MemoryStores.OfDesigns();
    public final Revisions revisions = new MemoryStores.OfRevisions();
    public final Printabilities printabilities = new MemoryStores.OfPrintabilities();
    public final Quotes quotes = new MemoryStores.OfQuotes();
    public final Orders orders = new MemoryStores.OfOrders();
    public final Parts parts = new MemoryStores.OfParts();
    public final WorkItems workItems = new MemoryStores.OfWorkItems();
    public final Measurements measurements = new MemoryStores.OfMeasurements();
    public final Calibrations calibrations = new MemoryStores.OfCalibrations();
    public final Rfqs rfqs = new MemoryStores.OfRfqs();
    public final Invitations invitations = new MemoryStores.OfInvitations();
    public final Scanners scanners = new MemoryStores.OfScanners();
    public final ScanRequests scanRequests = new MemoryStores.OfScanRequests();
    public final Scans scans = new MemoryStores.OfScans();
    public final PriceRuleVersions priceRules = new MemoryStores.OfPriceRules();

    /** What was handed to stages, as {@code way subject}, in order. */
    public final List<String> handedOn = new ArrayList<>();

    /** What was sent to machines, in order. */
    public final List<DeviceCommand> sent = new ArrayList<>();

    public final TestClock clock = new TestClock();
    public final UnitOfWork unitOfWork = new Undoing();
    public final Intake intake = new NotedIntake();
    /** What else happens to a command that is sent; nothing, unless a test says so. */
    public volatile DeviceLink onward = (device, command, correlationId) -> {};

    public final DeviceLink link = (device, command, correlationId) -> {
        sent.add(command);
        onward.send(device, command, correlationId);
    };
    public final Journal journal = new Journal(events, clock);
    public final Production production =
            new Production(orders, parts, jobs, workItems, intake, journal, Samples.CATALOGUE, ATTEMPTS);
    public final BuildTracking tracking = new BuildTracking(devices, jobs, parts, production, intake);
    public final MachineMatching matching = new MachineMatching(MatchingWeights.USUAL);
    public final Surroundings.Sources surroundings = new Surroundings.Sources(jobs, calibrations, Samples.CATALOGUE);
    public final BuildDispatch dispatch = new BuildDispatch(
            jobs,
            devices,
            link,
            production,
            intake,
            journal,
            COMMAND_EXPIRY,
            matching,
            surroundings,
            BuildGathering.NONE);
    public final QueueDesk queue =
            new QueueDesk(jobs, devices, parts, orders, production, intake, journal, matching, surroundings);
    public final FloorDesk floor = new FloorDesk(
            devices, jobs, parts, production, tracking, link, intake, credentials, journal, COMMAND_EXPIRY);
    public final BuildDesk buildDesk = new BuildDesk(builds, jobs, production, intake, journal, BuildGathering.NONE);
    public final BuildNesting nesting = new BuildNesting(builds, jobs, blobs, new MemoryBudget(64 << 20), unitOfWork);
    public final BuildPlanning planning =
            new BuildPlanning(builds, jobs, devices, buildDesk, BuildGathering.NONE, intake, journal);
    public final OrderChanges orderChanges = new MemoryStores.OfOrderChanges();
    public final Complaints complaints = new MemoryStores.OfComplaints();
    public final CostCentres costCentres = new MemoryStores.OfCostCentres();
    public final OrderAccounts accounts = new MemoryStores.OfOrderAccounts();
    public final Payments payments = new MemoryStores.OfPayments();
    public final Ledger ledger = new MemoryStores.OfLedger();
    public final Invoices invoices = new MemoryStores.OfInvoices();
    public final NumberRanges ranges = new MemoryStores.OfNumberRanges();
    public final WebhookReceipts receipts = new MemoryStores.OfWebhookReceipts();
    public final LinePricing linePricing = new LinePricing(quotes, priceRules);
    public final OrderPlanning orderPlanning =
            new OrderPlanning(quotes, revisions, parts, production, journal, Samples.CATALOGUE);
    public final JobRecall recall = new JobRecall(jobs, devices, link, production, journal);
    public final CostCentreDesk costs = new CostCentreDesk(costCentres, accounts, orders, production, intake, journal);
    public final OrderConfirmation confirmation =
            new OrderConfirmation(orders, orderPlanning, new OrderGate(payments), production, intake);
    public final OrderDesk desk = new OrderDesk(quotes, orders, linePricing, costs, intake, journal);
    public final OrderCancellation cancellation =
            new OrderCancellation(orders, parts, recall, linePricing, production, intake, journal);
    public final OrderHold holds = new OrderHold(orders, parts, jobs, intake, journal);
    public final DeliveryBooking booking = new DeliveryBooking(
            orders,
            parts,
            (order, serials) ->
                    new Delivery("C-" + (order.deliveries().size() + 1), "van", serials, clock().instant(), null, null),
            production,
            intake,
            journal);
    public final OrderChangeDesk changeDesk = new OrderChangeDesk(
            orders, orderChanges, parts, jobs, linePricing, orderPlanning, recall, costs, production, intake, journal);
    public final ComplaintDesk complaintDesk =
            new ComplaintDesk(orders, parts, complaints, orderPlanning, production, intake, journal);
    public final PaymentBook book = new PaymentBook(payments, ledger, production, intake, journal);
    public final Invoicing invoicing = new Invoicing(invoices, ranges, accounts, ledger, linePricing, journal);
    public final CentrePricing centres = new CentrePricing(
            jobs, calibrations, Samples.CATALOGUE, new PriceRuleBook(List.of(Samples.RULES)), journal);
    public final QuotePricing pricing = new QuotePricing(
            quotes, revisions, measurements, centres, Samples.CATALOGUE, PrintRights.NONE, production, journal);
    public final QuoteDesk quoteDesk =
            new QuoteDesk(quotes, priceRules, centres, pricing, Samples.CATALOGUE, production, intake, journal);
    public final ScanGate scanGate = new ScanGate(scans, scanRequests);
    public final RevisionMeasuring measuring = new RevisionMeasuring(
            revisions, quotes, measurements, blobs, new MemoryBudget(64 << 20), Samples.CATALOGUE, unitOfWork, journal);
    public final PrintCalibration calibration =
            new PrintCalibration(jobs, orders, quotes, calibrations, events, centres);
    public final ModelIntake models = new ModelIntake(designs, revisions, uploads, intake, journal, unitOfWork, 1000);

    /** A hub whose price rules are kept. */
    public MemoryHub() {
        priceRules.keep(List.of(Samples.RULES));
    }

    private TestClock clock() {
        return clock;
    }

    /** Returns what settles orders by a provider, or by none. */
    public OrderSettlement settlement(@Nullable PaymentProvider provider) {
        return new OrderSettlement(
                orders, payments, book, invoicing, costs, production, provider, intake, unitOfWork, journal);
    }

    /** Dispatches and returns how many jobs were sent. */
    public int dispatchAll() {
        return unitOfWork.call(() -> dispatch.dispatch(event("anything")));
    }

    /** Returns an event about a subject. */
    public StageEvent event(String subject) {
        return new StageEvent("msg", subject, subject, clock.instant());
    }

    /** Returns a device as it is now. */
    public Device device(String machine) {
        return devices.get(Device.idOf(Samples.CENTRE, machine));
    }

    /** Returns whether a person is asked. */
    public boolean asked(WorkItem.Kind kind, String subject) {
        return workItems.open(kind, subject).isPresent();
    }

    /** Returns the commands of a kind that were sent. */
    public <C extends DeviceCommand> List<C> sent(Class<C> kind) {
        return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** A clock that is set on by hand. */
    public static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-11-03T10:00:00Z");
        private Duration ahead = Duration.ZERO;
        private boolean runs;

        /** Sets the clock on. */
        public synchronized void pass(Duration time) {
            now = now.plus(time);
            ahead = ahead.plus(time);
        }

        /** Lets the clock run like the computer's, ahead of it by what has passed since. */
        public synchronized void run() {
            runs = true;
            ahead = Duration.ZERO;
        }

        @Override
        public synchronized Instant instant() {
            return runs ? Clock.systemUTC().instant().plus(ahead) : now;
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

    /** Returns a way back to what there is now: what a transaction that fails does. */
    public Runnable mark() {
        List<Runnable> back = new ArrayList<>();
        for (Object store : List.of(
                jobs,
                builds,
                devices,
                designs,
                revisions,
                printabilities,
                quotes,
                orders,
                parts,
                workItems,
                measurements,
                calibrations,
                rfqs,
                invitations,
                scanners,
                scanRequests,
                scans,
                orderChanges,
                complaints,
                costCentres,
                accounts,
                payments,
                ledger,
                invoices,
                ranges,
                receipts)) {
            back.add(((MemoryRepository<?>) store).snapshot());
        }
        back.add(events.snapshot());
        int handed = handedOn.size();
        int commands = sent.size();
        return () -> {
            back.forEach(Runnable::run);
            handedOn.subList(handed, handedOn.size()).clear();
            sent.subList(commands, sent.size()).clear();
        };
    }

    /** Undoes everything when the work fails. */
    private final class Undoing implements UnitOfWork {

        @Override
        public synchronized <T> T call(Supplier<T> work) {
            Runnable back = mark();
            boolean kept = false;
            try {
                T result = work.get();
                kept = true;
                return result;
            } finally {
                if (!kept) {
                    back.run();
                }
            }
        }
    }

    private final class NotedIntake implements Intake {

        @Override
        public void uploaded(String revisionId) {
            handedOn.add("uploaded " + revisionId);
        }

        @Override
        public void recipeGiven(String revisionId) {
            handedOn.add("recipeGiven " + revisionId);
        }

        @Override
        public void wrapRequested(String revisionId) {
            handedOn.add("wrapRequested " + revisionId);
        }

        @Override
        public void quoteRequested(String quoteId) {
            handedOn.add("quoteRequested " + quoteId);
        }

        @Override
        public void revisionReady(String revisionId) {
            handedOn.add("revisionReady " + revisionId);
        }

        @Override
        public void scanReceived(String scanId, String correlationId) {
            handedOn.add("scanReceived " + scanId);
        }

        @Override
        public void printFinished(String jobId, String correlationId) {
            handedOn.add("printFinished " + jobId);
        }

        @Override
        public void quotationRequested(String rfqId) {
            handedOn.add("quotationRequested " + rfqId);
        }

        @Override
        public void quotationAnswered(String rfqId) {
            handedOn.add("quotationAnswered " + rfqId);
        }

        @Override
        public void centreInvited(String invitationId, String rfqId) {
            handedOn.add("centreInvited " + invitationId);
        }

        @Override
        public void orderPlaced(String orderId) {
            handedOn.add("orderPlaced " + orderId);
        }

        @Override
        public void orderComplete(String orderId) {
            handedOn.add("orderComplete " + orderId);
        }

        @Override
        public void settlementDue(String orderId) {
            handedOn.add("settlementDue " + orderId);
        }

        @Override
        public void nestingDue(String buildId) {
            handedOn.add("nestingDue " + buildId);
        }

        @Override
        public void dispatchDue(String subject, String correlationId) {
            handedOn.add("dispatchDue " + subject);
        }

        @Override
        public void partTaken(String serial, String correlationId) {
            handedOn.add("partTaken " + serial);
        }

        @Override
        public void partMeasured(String serial, String correlationId) {
            handedOn.add("partMeasured " + serial);
        }
    }
}
