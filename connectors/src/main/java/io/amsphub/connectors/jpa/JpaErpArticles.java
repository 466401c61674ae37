package io.amsphub.connectors.jpa;

import io.amsphub.processors.erp.ErpArticle;
import io.amsphub.processors.port.ErpArticles;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link ErpArticles} over JPA. */
public final class JpaErpArticles extends JpaRepository<ErpArticle, ErpArticleRow> implements ErpArticles {

    /** A repository over a shared entity manager. */
    public JpaErpArticles(EntityManager entityManager) {
        super(entityManager, ErpArticle.class, ErpArticleRow.class, Set.of());
    }

    @Override
    ErpArticleRow newRow() {
        return new ErpArticleRow();
    }

    @Override
    String id(ErpArticle aggregate) {
        return aggregate.id();
    }

    @Override
    long version(ErpArticle aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(ErpArticle aggregate, ErpArticleRow row) {
        row.organisation = aggregate.organisation();
        row.state = "KNOWN";
    }

    @Override
    public Set<String> codes() {
        return Set.copyOf(entityManager()
                .createQuery("select r.id from ErpArticleRow r", String.class)
                .getResultList());
    }
}
