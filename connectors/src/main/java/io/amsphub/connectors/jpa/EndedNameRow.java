package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A name whose secret or sessions were taken away, for the nodes that remember it. */
@Entity
@Table(name = "ended_name")
class EndedNameRow {

    @Id
    String id = "";

    String name = "";

    Instant endedAt = Instant.EPOCH;
}
