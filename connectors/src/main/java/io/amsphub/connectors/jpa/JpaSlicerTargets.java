package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.SlicerTargets;
import io.amsphub.processors.sliced.SlicerTarget;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link SlicerTargets} over JPA. */
public final class JpaSlicerTargets extends JpaRepository<SlicerTarget, SlicerTargetRow> implements SlicerTargets {

    /** A repository over a shared entity manager. */
    public JpaSlicerTargets(EntityManager entityManager) {
        super(entityManager, SlicerTarget.class, SlicerTargetRow.class, Set.of());
    }

    @Override
    SlicerTargetRow newRow() {
        return new SlicerTargetRow();
    }

    @Override
    String id(SlicerTarget aggregate) {
        return aggregate.name();
    }

    @Override
    long version(SlicerTarget aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(SlicerTarget aggregate, SlicerTargetRow row) {
        row.organisation = aggregate.organisation();
        row.state = "GIVEN";
    }

    @Override
    public void remove(String name) {
        SlicerTargetRow row = entityManager().find(SlicerTargetRow.class, name);
        if (row != null) {
            entityManager().remove(row);
        }
    }
}
