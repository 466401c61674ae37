package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** An order or quote that is a sale of an ERP. */
@Entity
@Table(name = "erp_link")
class ErpLinkRow extends AggregateRow {
    String erpSystem = "";

    String subject = "";

    String erpId = "";
}
