package io.amsphub.connectors.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A signed checkpoint of the audit. */
@Entity
@Table(name = "audit_checkpoint")
class AuditCheckpointRow {

    @Id
    @Column(name = "entries")
    long total;

    String head = "";

    Instant signedAt = Instant.EPOCH;

    String keyId = "";

    String signature = "";
}
