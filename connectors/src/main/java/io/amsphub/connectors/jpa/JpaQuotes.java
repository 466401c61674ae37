package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteState;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** {@link Quotes} over JPA. */
public final class JpaQuotes extends JpaRepository<Quote, QuoteRow> implements Quotes {

    /** A repository over a shared entity manager. */
    public JpaQuotes(EntityManager entityManager) {
        super(entityManager, Quote.class, QuoteRow.class, Set.of("state"), REMEMBERED);
    }

    @Override
    QuoteRow newRow() {
        return new QuoteRow();
    }

    @Override
    String id(Quote aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Quote aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Quote aggregate, QuoteRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.expiresAt = aggregate.expiresAt();
        Price price = aggregate.price();
        row.leadTimeDays = price == null ? null : price.leadTimeDays();
    }

    @Override
    public List<Quote> expired(Instant now, int limit) {
        return list(
                query("where r.state = :state and r.expiresAt <= :now order by r.expiresAt")
                        .setParameter("state", QuoteState.PRICED.name())
                        .setParameter("now", now),
                limit);
    }
}
