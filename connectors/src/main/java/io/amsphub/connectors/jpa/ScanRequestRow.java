package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A request for a scan. */
@Entity
@Table(name = "scan_request")
class ScanRequestRow extends AggregateRow {

    String serial = "";

    Instant expiresAt = Instant.EPOCH;
}
