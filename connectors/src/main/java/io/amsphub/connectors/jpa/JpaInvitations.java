package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.Invitations;
import io.amsphub.processors.rfq.Invitation;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** {@link Invitations} over JPA. */
public final class JpaInvitations extends JpaRepository<Invitation, InvitationRow> implements Invitations {

    /** A repository over a shared entity manager. */
    public JpaInvitations(EntityManager entityManager) {
        super(entityManager, Invitation.class, InvitationRow.class, Set.of());
    }

    @Override
    InvitationRow newRow() {
        return new InvitationRow();
    }

    @Override
    String id(Invitation aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Invitation aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Invitation aggregate, InvitationRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.rfqId = aggregate.rfqId();
        row.tellAt = aggregate.tellAt();
    }

    @Override
    public List<Invitation> toTell(Instant now, int limit) {
        return list(query("where r.tellAt <= :now order by r.tellAt, r.id").setParameter("now", now), limit);
    }

    @Override
    public List<Invitation> ofRfq(String rfqId) {
        return list(query("where r.rfqId = :rfq order by r.id").setParameter("rfq", rfqId), Integer.MAX_VALUE);
    }
}
