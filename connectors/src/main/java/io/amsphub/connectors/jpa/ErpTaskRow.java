package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** What an ERP is to hear. */
@Entity
@Table(name = "erp_task")
class ErpTaskRow extends AggregateRow {
    String erpSystem = "";

    String subject = "";

    Instant dueAt = Instant.EPOCH;
}
