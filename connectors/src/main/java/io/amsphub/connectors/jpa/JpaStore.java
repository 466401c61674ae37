package io.amsphub.connectors.jpa;

import io.amsphub.processors.lifecycle.HaltPoint;
import io.amsphub.processors.port.UnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jpa.JpaMessageIdRepository;
import org.apache.camel.processor.idempotent.jpa.MessageProcessed;
import org.apache.camel.spi.IdempotentRepository;
import org.flywaydb.core.Flyway;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The database as the hub uses it: brings the schema up to date, and opens the one entity manager
 * factory and the one transaction manager that repositories, inbox, outbox and routes share. Sharing
 * them is what makes a stage one transaction.
 */
public final class JpaStore implements AutoCloseable {

    private static final List<Class<?>> ROWS = List.of(
            DesignRow.class,
            RevisionRow.class,
            PrintabilityRow.class,
            QuoteRow.class,
            OrderRow.class,
            PartRow.class,
            JobRow.class,
            BuildRow.class,
            DeviceRow.class,
            WorkItemRow.class,
            MeasurementRow.class,
            PriceRulesRow.class,
            CalibrationRow.class,
            RfqRow.class,
            InvitationRow.class,
            SlicedFileRow.class,
            SlicerTargetRow.class,
            ScannerRow.class,
            ScanRequestRow.class,
            ScanRow.class,
            EventRow.class,
            OutboxRow.class,
            CommandRow.class,
            CertificateRow.class,
            SubmissionRow.class,
            DeadLetterRow.class,
            FailureNoteRow.class,
            CredentialRow.class,
            ReplyRow.class,
            MessageProcessed.class);

    private final EntityManagerFactory factory;
    private final EntityManager entityManager;
    private final PlatformTransactionManager transactionManager;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    private JpaStore(EntityManagerFactory factory, Clock clock) {
        this.factory = factory;
        this.clock = clock;
        this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(factory);
        JpaTransactionManager jpa = new JpaTransactionManager(factory);
        jpa.setJpaDialect(new HibernateJpaDialect());
        jpa.afterPropertiesSet();
        this.transactionManager = HaltPoint.isSet() ? new HaltingTransactionManager(jpa) : jpa;
        this.unitOfWork = SpringUnitOfWork.joining(transactionManager);
    }

    /** Migrates the schema and opens the store. */
    public static JpaStore open(DataSource dataSource, Clock clock) {
        Flyway.configure().dataSource(dataSource).load().migrate();
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setDataSource(dataSource);
        bean.setPersistenceUnitName("amsp-hub");
        bean.setManagedTypes(
                PersistenceManagedTypes.of(ROWS.stream().map(Class::getName).toArray(String[]::new)));
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setEntityManagerFactoryInterface(EntityManagerFactory.class);
        bean.setJpaPropertyMap(Map.of(
                "hibernate.physical_naming_strategy",
                "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl",
                "hibernate.jdbc.time_zone",
                "UTC",
                "hibernate.jdbc.batch_size",
                "50",
                "hibernate.order_inserts",
                "true",
                "jakarta.persistence.sharedCache.mode",
                "NONE"));
        bean.afterPropertiesSet();
        EntityManagerFactory factory = bean.getObject();
        if (factory == null) {
            throw new IllegalStateException("the entity manager factory was not made");
        }
        return new JpaStore(factory, clock);
    }

    /** Returns the transaction manager of all that the store does. */
    public PlatformTransactionManager transactionManager() {
        return transactionManager;
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

    /** Returns the repository of designs. */
    public JpaDesigns designs() {
        return new JpaDesigns(entityManager);
    }

    /** Returns the repository of design revisions. */
    public JpaRevisions revisions() {
        return new JpaRevisions(entityManager);
    }

    /** Returns the judgements of printability. */
    public JpaPrintabilities printabilities() {
        return new JpaPrintabilities(entityManager);
    }

    /** Returns the repository of quotes. */
    public JpaQuotes quotes() {
        return new JpaQuotes(entityManager);
    }

    /** Returns the repository of orders. */
    public JpaOrders orders() {
        return new JpaOrders(entityManager);
    }

    /** Returns the repository of parts. */
    public JpaParts parts() {
        return new JpaParts(entityManager);
    }

    /** Returns the repository of builds. */
    public JpaBuilds builds() {
        return new JpaBuilds(entityManager);
    }

    /** Returns the repository of jobs. */
    public JpaJobs jobs() {
        return new JpaJobs(entityManager);
    }

    /** Returns the repository of devices. */
    public JpaDevices devices() {
        return new JpaDevices(entityManager);
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
        return new JpaCalibrations(entityManager);
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

    /** Returns the record of events. */
    public JpaEvents events() {
        return new JpaEvents(entityManager, unitOfWork);
    }

    /** Returns the outbox. */
    public JpaOutbox outbox() {
        return new JpaOutbox(entityManager, unitOfWork, clock);
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

    /** Returns the credentials. */
    public JpaCredentials credentials() {
        return new JpaCredentials(entityManager, unitOfWork);
    }

    /** Returns the replies that were given under idempotency keys. */
    public JpaReplies replies() {
        return new JpaReplies(entityManager, unitOfWork);
    }

    @Override
    public void close() {
        factory.close();
    }
}
