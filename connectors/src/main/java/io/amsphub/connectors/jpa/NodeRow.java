package io.amsphub.connectors.jpa;

import io.amsphub.processors.production.Secrets;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Returns whether this one began before another; the same at each node. */
    boolean isBefore(NodeRow other) {
        return Comparator.<NodeRow, Instant>comparing(node -> node.startedAt)
                        .thenComparing(node -> node.id)
                        .compare(this, other)
                < 0;
    }

    /** Returns the incarnation of the node that is to have a lease, by rendezvous hashing; null when there is none. */
    static @Nullable String best(String lease, List<NodeRow> candidates) {
        return candidates.stream()
                .max(Comparator.comparing(node -> Secrets.sha256(lease + " " + node.id)))
                .map(node -> node.incarnation)
                .orElse(null);
    }
}
