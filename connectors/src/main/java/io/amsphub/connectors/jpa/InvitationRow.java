package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** The invitation of an AM centre. */
@Entity
@Table(name = "invitation")
class InvitationRow extends AggregateRow {

    String rfqId = "";
}
