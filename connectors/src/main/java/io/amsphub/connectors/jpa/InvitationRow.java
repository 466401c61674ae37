package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The invitation of an AM centre. */
@Entity
@Table(name = "invitation")
class InvitationRow extends AggregateRow {

    String rfqId = "";

    @Nullable
    Instant tellAt;
}
