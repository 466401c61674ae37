package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Which node does something that one alone may do. */
@Entity
@Table(name = "hub_lease")
class LeaseRow {

    @Id
    String name = "";

    /** The incarnation of a node. */
    @Nullable
    String holder;

    /** Grows with each holder: the fencing token. */
    long epoch;
}
