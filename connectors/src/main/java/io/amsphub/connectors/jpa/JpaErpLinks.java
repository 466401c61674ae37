package io.amsphub.connectors.jpa;

import io.amsphub.processors.erp.ErpLink;
import io.amsphub.processors.port.ErpLinks;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** {@link ErpLinks} over JPA. */
public final class JpaErpLinks extends JpaRepository<ErpLink, ErpLinkRow> implements ErpLinks {

    /** A repository over a shared entity manager. */
    public JpaErpLinks(EntityManager entityManager) {
        super(entityManager, ErpLink.class, ErpLinkRow.class, Set.of("subject", "erpSystem", "state"));
    }

    @Override
    ErpLinkRow newRow() {
        return new ErpLinkRow();
    }

    @Override
    String id(ErpLink aggregate) {
        return aggregate.id();
    }

    @Override
    long version(ErpLink aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(ErpLink aggregate, ErpLinkRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.told().name();
        row.erpSystem = aggregate.system();
        row.subject = aggregate.subject();
        row.erpId = aggregate.erpId();
    }

    @Override
    public List<ErpLink> ofSale(String system, String erpId) {
        return list(
                query("where r.erpSystem = :system and r.erpId = :erpId order by r.id")
                        .setParameter("system", system)
                        .setParameter("erpId", erpId),
                Integer.MAX_VALUE);
    }
}
