package io.amsphub.connectors.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message that has to leave. */
@Entity
@Table(name = "outbox")
class OutboxRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "outbox_seq")
    @SequenceGenerator(name = "outbox_seq", sequenceName = "outbox_seq", allocationSize = 50)
    @Nullable
    Long id;

    String messageId = "";

    /** The id that receivers know the message by, when it is another: a replay keeps that of the original. */
    @Nullable
    String eventId;

    boolean topic;

    String address = "";

    @Column(length = DocumentColumn.LENGTH)
    String body = "";

    String correlationId = "";

    @Nullable
    Instant expiresAt;

    @Nullable
    String responseTopic;

    /** The correlation id of the message of a partner that this answers. */
    @Nullable
    String answers;

    /** What the body is, for receivers outside of the hub. */
    @Nullable
    String contentType;

    /** The span that wrote it, as W3C Trace Context writes it. */
    @Nullable
    String traceparent;

    /** Since when it waits. */
    Instant createdAt = Instant.EPOCH;

    /** Given by the database when the row is written: rows of a later transaction come later, whichever node wrote them. */
    @Column(insertable = false, updatable = false)
    @Nullable
    Long place;
}
