package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The trace that an order belongs to. */
@Entity
@Table(name = "trace")
class TraceRow {

    @Id
    String correlationId = "";

    /** Its first span, as W3C Trace Context writes it. */
    String traceparent = "";

    Instant begunAt = Instant.EPOCH;
}
