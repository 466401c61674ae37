package io.amsphub.connectors.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A reply that was given under an idempotency key. */
@Entity
@Table(name = "reply")
class ReplyRow {

    @Id
    @Column(name = "reply_key")
    String key = "";

    String requestSha256 = "";

    int status;

    String location = "";

    @Column(length = DocumentColumn.LENGTH)
    String body = "";

    Instant givenAt = Instant.EPOCH;
}
