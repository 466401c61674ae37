package io.amsphub.connectors.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event. Its position is given after its transaction, so that readers never skip one. */
@Entity
@Table(name = "event")
class EventRow {

    @Id
    String id = "";

    @Nullable
    Long position;

    @Column(name = "occurred_at")
    Instant time = Instant.EPOCH;

    String aggregate = "";

    String subject = "";

    @Nullable
    String fromState;

    String toState = "";

    String who = "";

    String why = "";

    String organisation = "";

    String correlationId = "";
}
