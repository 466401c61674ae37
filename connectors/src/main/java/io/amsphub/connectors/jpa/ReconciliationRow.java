package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** What a reconciliation has found. */
@Entity
@Table(name = "reconciliation")
class ReconciliationRow extends AggregateRow {
    String erpSystem = "";
}
