package io.amsphub.connectors.jpa;

import io.amsphub.processors.device.Registration;
import io.amsphub.processors.partner.Partner;
import io.amsphub.processors.port.Partners;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** {@link Partners} over JPA. */
public final class JpaPartners extends JpaRepository<Partner, PartnerRow> implements Partners {

    /** A repository over a shared entity manager. */
    public JpaPartners(EntityManager entityManager) {
        super(entityManager, Partner.class, PartnerRow.class, Set.of("state"));
    }

    @Override
    PartnerRow newRow() {
        return new PartnerRow();
    }

    @Override
    String id(Partner aggregate) {
        return aggregate.name();
    }

    @Override
    long version(Partner aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Partner aggregate, PartnerRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.registration().name();
    }

    @Override
    public List<Partner> usable(int limit) {
        return list(
                query("where r.state = :state order by r.id").setParameter("state", Registration.QUALIFIED.name()),
                limit);
    }

    @Override
    public long told(String name) {
        PartnerPositionRow row = entityManager().find(PartnerPositionRow.class, name);
        return row == null ? 0 : row.told;
    }

    @Override
    public void setTold(String name, long sequence) {
        PartnerPositionRow row = new PartnerPositionRow();
        row.name = name;
        row.told = sequence;
        entityManager().merge(row);
    }
}
