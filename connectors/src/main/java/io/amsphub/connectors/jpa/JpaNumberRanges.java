package io.amsphub.connectors.jpa;

import io.amsphub.processors.order.NumberRange;
import io.amsphub.processors.port.NumberRanges;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.Set;

/** {@link NumberRanges} over JPA. */
public final class JpaNumberRanges extends JpaRepository<NumberRange, NumberRangeRow> implements NumberRanges {

    /** A repository over a shared entity manager. */
    public JpaNumberRanges(EntityManager entityManager) {
        super(entityManager, NumberRange.class, NumberRangeRow.class, Set.of());
    }

    @Override
    NumberRangeRow newRow() {
        return new NumberRangeRow();
    }

    @Override
    String id(NumberRange aggregate) {
        return aggregate.id();
    }

    @Override
    long version(NumberRange aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(NumberRange aggregate, NumberRangeRow row) {
        row.organisation = "";
    }

    /** Locks the range until the transaction ends: whoever takes the next number waits instead of colliding. */
    @Override
    public Optional<NumberRange> find(String id) {
        return Optional.ofNullable(entityManager().find(NumberRangeRow.class, id, LockModeType.PESSIMISTIC_WRITE))
                .map(this::toAggregate);
    }
}
