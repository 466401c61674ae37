package io.amsphub.connectors.jpa;

import io.amsphub.processors.lifecycle.HaltPoint;
import io.amsphub.processors.port.CredentialRegister;
import io.amsphub.processors.port.DatabaseState;
import io.amsphub.processors.port.UnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.processor.idempotent.jpa.JpaMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The database as the hub uses it: brings the schema up to date, and opens the one entity manager
 * factory and the one transaction manager that repositories, inbox, outbox and routes share. Sharing
 * them is what makes a stage one transaction.
 */
public final class JpaStore implements AutoCloseable {

    private static final Duration CREDENTIALS_REMEMBERED = Duration.ofMinutes(5);

    private final EntityManagerFactory factory;
    private final EntityManager entityManager;
    private final PlatformTransactionManager transactionManager;
    private final UnitOfWork unitOfWork;
    private final JpaCredentials register;
    private final RememberedCredentials credentials;
    private final JpaTraces traces;
    private final JpaDevices devices; // what it remembers is for all
    private final JpaJobs jobs;
    private final JpaRevisions revisions;
    private final JpaParts parts;
    private final JpaOrders orders;
    private final JpaQuotes quotes;
    private final JpaCalibrations calibrations;
    private final OutboxBell bell = new OutboxBell();
    private final DatabaseState database;
    private final Clock clock;

    private JpaStore(EntityManagerFactory factory, DatabaseState database, Clock clock) {
        this.factory = factory;
        this.database = database;
        this.clock = clock;
        this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(factory);
        this.traces = new JpaTraces(entityManager, clock);
        this.devices = new JpaDevices(entityManager);
        this.jobs = new JpaJobs(entityManager);
        this.revisions = new JpaRevisions(entityManager);
        this.parts = new JpaParts(entityManager);
        this.orders = new JpaOrders(entityManager);
        this.quotes = new JpaQuotes(entityManager);
        this.calibrations = new JpaCalibrations(entityManager);
        JpaTransactionManager jpa = new JpaTransactionManager(factory);
        jpa.setJpaDialect(new HibernateJpaDialect());
        jpa.afterPropertiesSet();
        PlatformTransactionManager fenced = new FencingTransactionManager(jpa, entityManager);
        this.transactionManager = HaltPoint.isSet() ? new HaltingTransactionManager(fenced) : fenced;
        this.unitOfWork = SpringUnitOfWork.joining(transactionManager);
        this.register = new JpaCredentials(entityManager, unitOfWork, clock);
        this.credentials = new RememberedCredentials(register, clock, CREDENTIALS_REMEMBERED);
    }

    /**
     * Migrates the schema and opens the store.
     *
     * @throws io.amsphub.processors.failure.HubException when the database cannot be reached or brought up to date
     */
    public static JpaStore open(DatabasePool pool, Clock clock) {
        return new JpaStore(Schema.open(pool), pool.state(), clock);
    }

    /** Returns the transaction manager of all that the store does. */
    public PlatformTransactionManager transactionManager() {
        return transactionManager;
    }

    /** Returns whether the database can be reached. */
    public DatabaseState database() {
        return database;
    }

    /** Returns the unit of work that joins the current one. */
    public UnitOfWork unitOfWork() {
        return unitOfWork;
    }

    /**
     * Returns the inbox: ids of handled messages, kept in the current transaction (its own entity
     * manager would commit on a connection of its own).
     */
    public IdempotentRepository inbox(String name) {
        JpaMessageIdRepository inbox = new JpaMessageIdRepository(factory, unitOfWork::run, name);
        inbox.setSharedEntityManager(true);
        inbox.setJoinTransaction(false);
        return inbox;
    }

    /** Forgets, in the current unit of work, what was on its way to machines: they are asked instead. */
    public void forgetCommands() {
        DatabaseBackup.forgetCommands(entityManager);
    }

    /** Returns what makes this hub a node, when it shares its database with others; it has not joined them. */
    public NodeLeases nodeLeases(NodeLeases.Self self) {
        return new NodeLeases(new NodeTable(entityManager), independentUnit(), unitOfWork, self, System::nanoTime);
    }

    /** Has credentials that end here end at the other nodes within seconds, and the other way round. */
    public void shareEndings(NodeLeases nodes) {
        register.whenEnding(nodes::ended);
        nodes.whenEnded(credentials::changedElsewhere);
    }

    /** Returns the repository of designs. */
    public JpaDesigns designs() {
        return new JpaDesigns(entityManager);
    }

    /** Returns the repository of design revisions. */
    public JpaRevisions revisions() {
        return revisions;
    }

    /** Returns the licences of designs. */
    public JpaDesignLicences designLicences() {
        return new JpaDesignLicences(entityManager);
    }

    /** Returns how designs are protected. */
    public JpaDesignProtections designProtections() {
        return new JpaDesignProtections(entityManager);
    }

    /** Returns the certificates of deletion. */
    public JpaDeletionCertificates deletionCertificates() {
        return new JpaDeletionCertificates(entityManager);
    }

    /** Returns the copies that AM centres are given. */
    public JpaHandedCopies handedCopies() {
        return new JpaHandedCopies(entityManager);
    }

    /** Returns the public keys of AM centres. */
    public JpaCentreKeys centreKeys() {
        return new JpaCentreKeys(entityManager);
    }

    /** Returns the prints under licences. */
    public JpaLicensedPrints licensedPrints() {
        return new JpaLicensedPrints(entityManager);
    }

    /** Returns the judgements of printability. */
    public JpaPrintabilities printabilities() {
        return new JpaPrintabilities(entityManager);
    }

    /** Returns the repository of quotes. */
    public JpaQuotes quotes() {
        return quotes;
    }

    /** Returns the repository of orders. */
    public JpaOrders orders() {
        return orders;
    }

    /** Returns the repository of parts. */
    public JpaParts parts() {
        return parts;
    }

    /** Returns the repository of builds. */
    public JpaBuilds builds() {
        return new JpaBuilds(entityManager);
    }

    /** Returns the repository of jobs. */
    public JpaJobs jobs() {
        return jobs;
    }

    /** Returns the repository of devices. */
    public JpaDevices devices() {
        return devices;
    }

    /** Returns the work list. */
    public JpaWorkItems workItems() {
        return new JpaWorkItems(entityManager);
    }

    /** Returns the measurements of revisions. */
    public JpaMeasurements measurements() {
        return new JpaMeasurements(entityManager);
    }

    /** Returns the versions of the price rules. */
    public JpaPriceRules priceRules() {
        return new JpaPriceRules(entityManager, unitOfWork);
    }

    /** Returns what machines have taught. */
    public JpaCalibrations calibrations() {
        return calibrations;
    }

    /** Returns the requests for quotation. */
    public JpaRfqs rfqs() {
        return new JpaRfqs(entityManager);
    }

    /** Returns the invitations of AM centres. */
    public JpaInvitations invitations() {
        return new JpaInvitations(entityManager);
    }

    /** Returns the sliced files. */
    public JpaSlicedFiles slicedFiles() {
        return new JpaSlicedFiles(entityManager);
    }

    /** Returns the machines of slicers. */
    public JpaSlicerTargets slicerTargets() {
        return new JpaSlicerTargets(entityManager);
    }

    /** Returns the scanners. */
    public JpaScanners scanners() {
        return new JpaScanners(entityManager);
    }

    /** Returns the requests for scans. */
    public JpaScanRequests scanRequests() {
        return new JpaScanRequests(entityManager);
    }

    /** Returns the scans. */
    public JpaScans scans() {
        return new JpaScans(entityManager);
    }

    /** Returns the subscriptions of webhooks. */
    public JpaWebhookSubscriptions webhookSubscriptions() {
        return new JpaWebhookSubscriptions(entityManager);
    }

    /** Returns the deliveries of webhooks. */
    public JpaWebhookDeliveries webhookDeliveries() {
        return new JpaWebhookDeliveries(entityManager);
    }

    /** Returns the lanes of webhooks. */
    public JpaWebhookLanes webhookLanes() {
        return new JpaWebhookLanes(entityManager);
    }

    /** Returns how far readers of the record of events have come. */
    public JpaEventCursors eventCursors() {
        return new JpaEventCursors(entityManager);
    }

    /** Returns the changes of orders. */
    public JpaOrderChanges orderChanges() {
        return new JpaOrderChanges(entityManager);
    }

    /** Returns the complaints. */
    public JpaComplaints complaints() {
        return new JpaComplaints(entityManager);
    }

    /** Returns the cost centres. */
    public JpaCostCentres costCentres() {
        return new JpaCostCentres(entityManager);
    }

    /** Returns the accounts of orders. */
    public JpaOrderAccounts orderAccounts() {
        return new JpaOrderAccounts(entityManager);
    }

    /** Returns the payments by the provider. */
    public JpaPayments payments() {
        return new JpaPayments(entityManager);
    }

    /** Returns the movements of money. */
    public JpaLedger ledger() {
        return new JpaLedger(entityManager);
    }

    /** Returns the invoices. */
    public JpaInvoices invoices() {
        return new JpaInvoices(entityManager);
    }

    /** Returns the ranges of numbers. */
    public JpaNumberRanges numberRanges() {
        return new JpaNumberRanges(entityManager);
    }

    /** Returns the messages of the payment provider that were taken in. */
    public JpaWebhookReceipts webhookReceipts() {
        return new JpaWebhookReceipts(entityManager);
    }

    /** Returns what ERPs are to hear. */
    public JpaErpTasks erpTasks() {
        return new JpaErpTasks(entityManager);
    }

    /** Returns which orders are which sales of an ERP. */
    public JpaErpLinks erpLinks() {
        return new JpaErpLinks(entityManager);
    }

    /** Returns what article numbers stand for. */
    public JpaErpArticles erpArticles() {
        return new JpaErpArticles(entityManager);
    }

    /** Returns the lines of sales that came from ERPs. */
    public JpaErpSaleLines erpSaleLines() {
        return new JpaErpSaleLines(entityManager);
    }

    /** Returns what reconciliations have found. */
    public JpaReconciliations reconciliations() {
        return new JpaReconciliations(entityManager);
    }

    /** Returns the partner systems. */
    public JpaPartners partners() {
        return new JpaPartners(entityManager);
    }

    /** Returns what is kept of persons across all records. */
    public JpaPersonalRecords personalRecords() {
        return new JpaPersonalRecords(entityManager);
    }

    /** Returns the people with passwords. */
    public JpaPeople people() {
        return new JpaPeople(entityManager);
    }

    /** Returns the record of events. */
    public JpaEvents events() {
        return new JpaEvents(entityManager, unitOfWork);
    }

    /** Returns the audit. */
    public JpaAuditTrail auditTrail() {
        return new JpaAuditTrail(entityManager);
    }

    /** Returns a unit of work of its own, kept whatever becomes of the current one. */
    public UnitOfWork independentUnit() {
        return SpringUnitOfWork.independent(transactionManager);
    }

    /** Returns the traces of orders. */
    public JpaTraces traces() {
        return traces;
    }

    /** Returns the outbox. */
    public JpaOutbox outbox() {
        return new JpaOutbox(entityManager, unitOfWork, traces, bell, clock);
    }

    /** Returns the commands on their way to machines that the hub goes to. */
    public JpaCommands commands() {
        return new JpaCommands(entityManager);
    }

    /** Returns what is remembered of machines. */
    public JpaDeviceMemory deviceMemory() {
        return new JpaDeviceMemory(entityManager);
    }

    /** Returns the dead letters. */
    public JpaDeadLetters deadLetters() {
        return new JpaDeadLetters(entityManager, SpringUnitOfWork.independent(transactionManager), outbox(), clock);
    }

    /** Returns the census. */
    public JpaCensus census() {
        return new JpaCensus(entityManager, unitOfWork, outbox(), deadLetters());
    }

    /** Returns what the records say of a period. */
    public JpaBusinessRecord businessRecord() {
        return new JpaBusinessRecord(entityManager);
    }

    /** Returns the counts of what happens. */
    public JpaTransitions transitions() {
        return new JpaTransitions(entityManager, unitOfWork);
    }

    /** Returns the credentials. */
    public RememberedCredentials credentials() {
        return credentials;
    }

    /** Returns what credentials there are. */
    public CredentialRegister credentialRegister() {
        return register;
    }

    /** Keeps when credentials were last used; to be called now and then. */
    public void keepLastUse() {
        register.used(credentials.takeUsed());
    }

    /** Returns the rows that are kept for a time. */
    public JpaAgedRows agedRows() {
        return new JpaAgedRows(entityManager, unitOfWork);
    }

    /** Returns the replies that were given under idempotency keys. */
    public JpaReplies replies() {
        return new JpaReplies(entityManager);
    }

    @Override
    public void close() {
        factory.close();
    }
}
