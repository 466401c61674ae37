package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** How far a partner was told of events. */
@Entity
@Table(name = "partner_position")
class PartnerPositionRow {

    @Id
    String name = "";

    long told;
}
