package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A line of a sale that came from an ERP. */
@Entity
@Table(name = "erp_sale_line")
class ErpSaleLineRow extends AggregateRow {
    String erpSystem = "";
}
