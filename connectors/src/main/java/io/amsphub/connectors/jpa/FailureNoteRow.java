package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Why the last attempt at a message failed. */
@Entity
@Table(name = "failure_note")
class FailureNoteRow {

    @Id
    String eventId = "";

    String reason = "";

    /** When it was noted last. */
    Instant notedAt = Instant.EPOCH;
}
