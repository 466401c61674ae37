package io.amsphub.connectors.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of the audit; position and hashes are null until it is linked. */
@Entity
@Table(name = "audit_entry")
class AuditRow {

    @Id
    String id = "";

    @Nullable
    Long position;

    @Column(name = "occurred_at")
    Instant time = Instant.EPOCH;

    String action = "";

    String subject = "";

    String organisation = "";

    String who = "";

    @Nullable
    String person;

    String outcome = "";

    String origin = "";

    String detail = "";

    @Nullable
    String salt;

    @Nullable
    String commitment;

    @Nullable
    String previousHash;

    @Nullable
    String entryHash;
}
