package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A hub that works on this database. Its times are those of the database. */
@Entity
@Table(name = "hub_node")
class NodeRow {

    /** Kept in the data directory, so that a node is known again. */
    @Id
    String id = "";

    /** Another one for each start. */
    String incarnation = "";

    String name = "";

    String address = "";

    String broker = "";

    boolean ready;

    Instant startedAt = Instant.EPOCH;

    Instant seenAt = Instant.EPOCH;
}
