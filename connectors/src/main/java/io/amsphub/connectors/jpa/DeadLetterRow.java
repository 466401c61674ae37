package io.amsphub.connectors.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message that failed for good. */
@Entity
@Table(name = "dead_letter")
class DeadLetterRow {

    @Id
    String id = "";

    String queue = "";

    String eventId = "";

    String correlationId = "";

    @Column(length = DocumentColumn.LENGTH)
    String body = "";

    String reason = "";

    int attempts;

    Instant failedAt = Instant.EPOCH;

    @Nullable
    Instant replayedAt;

    @Nullable
    String replayedBy;

    @Nullable
    @Column(length = DocumentColumn.LENGTH)
    String replayedBody;
}
