package io.amsphub.connectors.jpa;

import io.amsphub.processors.erp.ErpSaleLine;
import io.amsphub.processors.port.ErpSaleLines;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** {@link ErpSaleLines} over JPA. */
public final class JpaErpSaleLines extends JpaRepository<ErpSaleLine, ErpSaleLineRow> implements ErpSaleLines {

    /** A repository over a shared entity manager. */
    public JpaErpSaleLines(EntityManager entityManager) {
        super(entityManager, ErpSaleLine.class, ErpSaleLineRow.class, Set.of("state", "erpSystem"));
    }

    @Override
    ErpSaleLineRow newRow() {
        return new ErpSaleLineRow();
    }

    @Override
    String id(ErpSaleLine aggregate) {
        return aggregate.id();
    }

    @Override
    long version(ErpSaleLine aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(ErpSaleLine aggregate, ErpSaleLineRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.erpSystem = aggregate.system();
    }

    @Override
    public List<ErpSaleLine> quoting(String system) {
        return list(
                query("where r.erpSystem = :system and r.state = :state order by r.id")
                        .setParameter("system", system)
                        .setParameter("state", ErpSaleLine.State.QUOTING.name()),
                Integer.MAX_VALUE);
    }

    @Override
    public List<ErpSaleLine> ofSale(String system, String saleId) {
        String prefix = ErpSaleLine.prefixOf(system, saleId);
        return list(
                query("where r.erpSystem = :system and substring(r.id, 1, :length) = :prefix order by r.id")
                        .setParameter("system", system)
                        .setParameter("length", prefix.length())
                        .setParameter("prefix", prefix),
                Integer.MAX_VALUE);
    }
}
