package io.amsphub.connectors.jpa;

import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jpa.MessageProcessed;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** The tables of the hub: what they are mapped to, and how they are brought up to date. */
final class Schema {

    private static final List<Class<?>> ROWS = List.of(
            DesignRow.class,
            RevisionRow.class,
            DesignLicenceRow.class,
            DesignProtectionRow.class,
            LicensedPrintRow.class,
            DeletionCertificateRow.class,
            HandedCopyRow.class,
            CentreKeyRow.class,
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
            WebhookSubscriptionRow.class,
            WebhookDeliveryRow.class,
            WebhookLaneRow.class,
            EventCursorRow.class,
            OrderChangeRow.class,
            ComplaintRow.class,
            CostCentreRow.class,
            OrderAccountRow.class,
            PaymentRow.class,
            LedgerEntryRow.class,
            InvoiceRow.class,
            NumberRangeRow.class,
            WebhookReceiptRow.class,
            ErpTaskRow.class,
            ErpLinkRow.class,
            ErpArticleRow.class,
            ErpSaleLineRow.class,
            ReconciliationRow.class,
            PartnerRow.class,
            PersonRow.class,
            PartnerPositionRow.class,
            EventRow.class,
            AuditRow.class,
            AuditCheckpointRow.class,
            OutboxRow.class,
            TraceRow.class,
            CommandRow.class,
            CertificateRow.class,
            SubmissionRow.class,
            DeadLetterRow.class,
            FailureNoteRow.class,
            CredentialRow.class,
            ReplyRow.class,
            NodeRow.class,
            LeaseRow.class,
            EndedNameRow.class,
            MessageProcessed.class);

    private Schema() {}

    /**
     * Migrates the tables and opens the one entity manager factory over them.
     *
     * @throws io.amsphub.processors.failure.HubException when the database cannot be reached or brought up to date, with
     *     the reason
     */
    static EntityManagerFactory open(DatabasePool pool) {
        Migrations.bringUpToDate(pool.patient());
        return factory(pool);
    }

    private static EntityManagerFactory factory(DataSource dataSource) {
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
                "hibernate.order_updates",
                "true",
                "hibernate.connection.provider_disables_autocommit",
                "true", // the pool does: a unit of work that asks the database nothing takes no connection
                "jakarta.persistence.sharedCache.mode",
                "NONE"));
        bean.afterPropertiesSet();
        EntityManagerFactory factory = bean.getObject();
        if (factory == null) {
            throw new IllegalStateException("the entity manager factory was not made");
        }
        return factory;
    }

    /** Returns the kinds of aggregates that are kept. */
    static List<Class<? extends AggregateRow>> aggregates() {
        return ROWS.stream()
                .filter(AggregateRow.class::isAssignableFrom)
                .<Class<? extends AggregateRow>>map(row -> row.asSubclass(AggregateRow.class))
                .toList();
    }
}
