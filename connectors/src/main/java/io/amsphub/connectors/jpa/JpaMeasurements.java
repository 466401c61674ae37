package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.Measurements;
import io.amsphub.processors.quote.Measurement;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** {@link Measurements} over JPA. */
public final class JpaMeasurements extends JpaRepository<Measurement, MeasurementRow> implements Measurements {

    /** A repository over a shared entity manager. */
    public JpaMeasurements(EntityManager entityManager) {
        super(entityManager, Measurement.class, MeasurementRow.class, Set.of());
    }

    @Override
    MeasurementRow newRow() {
        return new MeasurementRow();
    }

    @Override
    String id(Measurement aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Measurement aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Measurement aggregate, MeasurementRow row) {
        row.organisation = aggregate.organisation();
        row.revisionId = aggregate.revisionId();
    }

    @Override
    public List<Measurement> ofRevision(String revisionId) {
        return list(
                query("where r.revisionId = :revision order by r.id").setParameter("revision", revisionId),
                Integer.MAX_VALUE);
    }
}
