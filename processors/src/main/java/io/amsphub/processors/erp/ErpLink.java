package io.amsphub.processors.erp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an order or quote of the hub and a sale of an ERP are the same.
 *
 * @param id system and subject
 * @param organisation whose
 * @param system name of the ERP
 * @param subject id of the order or quote
 * @param erpId the ERP's own id; several orders may share one that came from the ERP with several lines
 * @param erpNumber the number that people know it by there
 * @param fromErp whether the ERP had it first
 * @param told how far the ERP was told that it is
 * @param seen how far the ERP said that it is
 * @param changedAt when that was last so
 * @param version for optimistic locking; 0 until stored
 */
public record ErpLink(
        String id,
        String organisation,
        String system,
        String subject,
        String erpId,
        @Nullable String erpNumber,
        boolean fromErp,
        ErpStage told,
        ErpStage seen,
        Instant changedAt,
        long version) {

    /** Returns the id of the link of a subject. */
    public static String idOf(String system, String subject) {
        return system + "/" + subject;
    }

    /** A link to a sale. */
    public static ErpLink to(
            ErpSale sale,
            String system,
            String subject,
            String organisation,
            boolean fromErp,
            ErpStage told,
            Instant now) {
        return new ErpLink(
                idOf(system, subject),
                organisation,
                system,
                subject,
                sale.id(),
                sale.erpNumber(),
                fromErp,
                told,
                sale.stage(),
                now,
                0);
    }

    /** Returns the link after the ERP was told. */
    public ErpLink told(ErpStage stage, ErpSale sale, Instant now) {
        return new ErpLink(
                id,
                organisation,
                system,
                subject,
                sale.id(),
                sale.erpNumber(),
                fromErp,
                stage,
                sale.stage(),
                now,
                version);
    }

    /** Returns the link after the ERP was asked. */
    public ErpLink seen(ErpSale sale, Instant now) {
        return told(told, sale, now);
    }
}
