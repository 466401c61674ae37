package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A movement of money. */
@Entity
@Table(name = "ledger_entry")
class LedgerEntryRow extends AggregateRow {

    String orderId = "";
}
