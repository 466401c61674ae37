package io.amsphub.processors.memory;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Printability;
import io.amsphub.processors.nesting.Build;
import io.amsphub.processors.order.Complaint;
import io.amsphub.processors.order.CostCentre;
import io.amsphub.processors.order.Invoice;
import io.amsphub.processors.order.LedgerEntry;
import io.amsphub.processors.order.NumberRange;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderAccount;
import io.amsphub.processors.order.OrderChange;
import io.amsphub.processors.order.Payment;
import io.amsphub.processors.order.WebhookReceipt;
import io.amsphub.processors.port.Builds;
import io.amsphub.processors.port.Calibrations;
import io.amsphub.processors.port.Complaints;
import io.amsphub.processors.port.CostCentres;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.Invitations;
import io.amsphub.processors.port.Invoices;
import io.amsphub.processors.port.Ledger;
import io.amsphub.processors.port.Measurements;
import io.amsphub.processors.port.NumberRanges;
import io.amsphub.processors.port.OrderAccounts;
import io.amsphub.processors.port.OrderChanges;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.Payments;
import io.amsphub.processors.port.PriceRuleVersions;
import io.amsphub.processors.port.Printabilities;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.Rfqs;
import io.amsphub.processors.port.ScanRequests;
import io.amsphub.processors.port.Scanners;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.port.WebhookReceipts;
import io.amsphub.processors.port.WorkItems;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.MachineCalibration;
import io.amsphub.processors.quote.Measurement;
import io.amsphub.processors.quote.PriceRules;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteState;
import io.amsphub.processors.rfq.Invitation;
import io.amsphub.processors.rfq.Rfq;
import io.amsphub.processors.rfq.RfqState;
import io.amsphub.processors.scan.Scan;
import io.amsphub.processors.scan.ScanRequest;
import io.amsphub.processors.scan.ScanRequestState;
import io.amsphub.processors.scan.ScanState;
import io.amsphub.processors.scan.Scanner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The small repositories in memory. */
final class MemoryStores {

    private MemoryStores() {}

    static final class OfDesigns extends MemoryRepository<Design> implements Designs {
        OfDesigns() {
            super(Design.class, Design::id);
        }
    }

    static final class OfRevisions extends MemoryRepository<DesignRevision> implements Revisions {
        OfRevisions() {
            super(DesignRevision.class, DesignRevision::id);
        }

        @Override
        public Optional<DesignRevision> findByUpload(String uploadId) {
            return stream(r -> r.upload() != null && r.upload().id().equals(uploadId))
                    .findFirst();
        }
    }

    static final class OfPrintabilities extends MemoryRepository<Printability> implements Printabilities {
        OfPrintabilities() {
            super(Printability.class, Printability::id);
        }
    }

    static final class OfQuotes extends MemoryRepository<Quote> implements Quotes {
        OfQuotes() {
            super(Quote.class, Quote::id);
        }

        @Override
        public List<Quote> expired(Instant now, int limit) {
            return stream(q -> q.state() == QuoteState.PRICED
                            && q.expiresAt() != null
                            && !q.expiresAt().isAfter(now))
                    .limit(limit)
                    .toList();
        }
    }

    static final class OfOrders extends MemoryRepository<Order> implements Orders {
        OfOrders() {
            super(Order.class, Order::id);
        }
    }

    static final class OfParts extends MemoryRepository<Part> implements Parts {
        OfParts() {
            super(Part.class, Part::serial);
        }

        @Override
        public List<Part> ofOrder(String orderId) {
            return stream(p -> p.orderId().equals(orderId)).toList();
        }
    }

    static final class OfWorkItems extends MemoryRepository<WorkItem> implements WorkItems {
        OfWorkItems() {
            super(WorkItem.class, WorkItem::id);
        }

        @Override
        public Optional<WorkItem> open(WorkItem.Kind kind, String subject) {
            return stream(w -> w.open() && w.kind() == kind && w.subject().equals(subject))
                    .findFirst();
        }
    }

    static final class OfMeasurements extends MemoryRepository<Measurement> implements Measurements {
        OfMeasurements() {
            super(Measurement.class, Measurement::id);
        }

        @Override
        public List<Measurement> ofRevision(String revisionId) {
            return stream(m -> m.revisionId().equals(revisionId)).toList();
        }
    }

    static final class OfCalibrations extends MemoryRepository<MachineCalibration> implements Calibrations {
        OfCalibrations() {
            super(MachineCalibration.class, MachineCalibration::device);
        }

        @Override
        public List<MachineCalibration> ofCentre(String amCentre) {
            return stream(c -> c.amCentre().equals(amCentre)).toList();
        }
    }

    static final class OfRfqs extends MemoryRepository<Rfq> implements Rfqs {
        OfRfqs() {
            super(Rfq.class, Rfq::id);
        }

        @Override
        public List<Rfq> due(Instant now, int limit) {
            return stream(r -> r.state() == RfqState.OPEN && !r.deadline().isAfter(now))
                    .limit(limit)
                    .toList();
        }
    }

    static final class OfInvitations extends MemoryRepository<Invitation> implements Invitations {
        OfInvitations() {
            super(Invitation.class, Invitation::id);
        }

        @Override
        public List<Invitation> ofRfq(String rfqId) {
            return stream(i -> i.rfqId().equals(rfqId)).toList();
        }

        @Override
        public List<Invitation> toTell(Instant now, int limit) {
            return stream(i -> i.tellAt() != null && !i.tellAt().isAfter(now))
                    .limit(limit)
                    .toList();
        }
    }

    static final class OfScanners extends MemoryRepository<Scanner> implements Scanners {
        OfScanners() {
            super(Scanner.class, Scanner::id);
        }

        @Override
        public List<Scanner> withDropFolder(int limit) {
            return stream(Scanner::dropFolder).limit(limit).toList();
        }
    }

    static final class OfScanRequests extends MemoryRepository<ScanRequest> implements ScanRequests {
        OfScanRequests() {
            super(ScanRequest.class, ScanRequest::id);
        }

        @Override
        public List<ScanRequest> ofPart(String serial) {
            return stream(r -> r.serial().equals(serial)).toList();
        }

        @Override
        public List<ScanRequest> unanswered(Instant before, int limit) {
            return stream(r ->
                            r.state() == ScanRequestState.SENT && r.expiresAt().isBefore(before))
                    .limit(limit)
                    .toList();
        }
    }

    static final class OfScans extends MemoryRepository<Scan> implements Scans {
        OfScans() {
            super(Scan.class, Scan::id);
        }

        @Override
        public List<Scan> ofScanId(String scanner, String scanId) {
            return stream(s -> s.scanner().equals(scanner) && s.scanId().equals(scanId))
                    .toList();
        }

        @Override
        public List<Scan> announced(String scanner, int limit) {
            return stream(s -> s.scanner().equals(scanner) && s.state() == ScanState.ANNOUNCED)
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<Scan> ofPart(String serial) {
            return stream(s -> serial.equals(s.serial())).toList();
        }
    }

    static final class OfPriceRules implements PriceRuleVersions {
        private final Map<String, PriceRules> versions = new TreeMap<>();

        @Override
        public Optional<PriceRules> find(String version) {
            return Optional.ofNullable(versions.get(version));
        }

        @Override
        public List<PriceRules> all() {
            return List.copyOf(versions.values());
        }

        @Override
        public void keep(List<PriceRules> kept) {
            kept.forEach(rules -> versions.put(rules.version(), rules));
        }
    }

    static final class OfBuilds extends MemoryRepository<Build> implements Builds {
        OfBuilds() {
            super(Build.class, Build::id);
        }

        @Override
        public Optional<Build> latestAutomatic(String amCentre, ProcessCategory processCategory, String feedstock) {
            return stream(b -> b.plan().automatic()
                            && b.plan().amCentre().equals(amCentre)
                            && b.plan().processCategory() == processCategory
                            && b.plan().feedstock().equals(feedstock))
                    .reduce((older, newer) -> newer);
        }
    }

    static final class OfOrderChanges extends MemoryRepository<OrderChange> implements OrderChanges {
        OfOrderChanges() {
            super(OrderChange.class, OrderChange::id);
        }

        @Override
        public List<OrderChange> ofOrder(String orderId) {
            return stream(x -> x.orderId().equals(orderId)).toList();
        }
    }

    static final class OfComplaints extends MemoryRepository<Complaint> implements Complaints {
        OfComplaints() {
            super(Complaint.class, Complaint::id);
        }

        @Override
        public List<Complaint> ofOrder(String orderId) {
            return stream(x -> x.orderId().equals(orderId)).toList();
        }

        @Override
        public List<Complaint> ofPart(String serial) {
            return stream(x -> x.serial().equals(serial)).toList();
        }
    }

    static final class OfCostCentres extends MemoryRepository<CostCentre> implements CostCentres {
        OfCostCentres() {
            super(CostCentre.class, CostCentre::id);
        }
    }

    static final class OfOrderAccounts extends MemoryRepository<OrderAccount> implements OrderAccounts {
        OfOrderAccounts() {
            super(OrderAccount.class, OrderAccount::id);
        }
    }

    static final class OfPayments extends MemoryRepository<Payment> implements Payments {
        OfPayments() {
            super(Payment.class, Payment::id);
        }

        @Override
        public List<Payment> ofOrder(String orderId) {
            return stream(x -> x.orderId().equals(orderId)).toList();
        }

        @Override
        public List<Payment> asked(int limit) {
            return stream(x -> x.asked() != null).limit(limit).toList();
        }
    }

    static final class OfLedger extends MemoryRepository<LedgerEntry> implements Ledger {
        OfLedger() {
            super(LedgerEntry.class, LedgerEntry::id);
        }

        @Override
        public List<LedgerEntry> ofOrder(String orderId) {
            return stream(x -> x.orderId().equals(orderId)).toList();
        }
    }

    static final class OfInvoices extends MemoryRepository<Invoice> implements Invoices {
        OfInvoices() {
            super(Invoice.class, Invoice::id);
        }

        @Override
        public List<Invoice> ofOrder(String orderId) {
            return stream(x -> x.orderId().equals(orderId)).toList();
        }
    }

    static final class OfNumberRanges extends MemoryRepository<NumberRange> implements NumberRanges {
        OfNumberRanges() {
            super(NumberRange.class, NumberRange::id);
        }
    }

    static final class OfWebhookReceipts extends MemoryRepository<WebhookReceipt> implements WebhookReceipts {
        OfWebhookReceipts() {
            super(WebhookReceipt.class, WebhookReceipt::id);
        }
    }
}
