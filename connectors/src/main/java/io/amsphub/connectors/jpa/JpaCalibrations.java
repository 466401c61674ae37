package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.Calibrations;
import io.amsphub.processors.quote.MachineCalibration;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@link Calibrations} over JPA. */
public final class JpaCalibrations extends JpaRepository<MachineCalibration, CalibrationRow> implements Calibrations {

    private static final int REMEMBERED = 20_000;

    /** A repository over a shared entity manager. */
    public JpaCalibrations(EntityManager entityManager) {
        super(entityManager, MachineCalibration.class, CalibrationRow.class, Set.of("amCentre"), REMEMBERED);
    }

    @Override
    CalibrationRow newRow() {
        return new CalibrationRow();
    }

    @Override
    String id(MachineCalibration aggregate) {
        return aggregate.device();
    }

    @Override
    long version(MachineCalibration aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(MachineCalibration aggregate, CalibrationRow row) {
        row.organisation = aggregate.amCentre();
        row.amCentre = aggregate.amCentre();
    }

    @Override
    public List<MachineCalibration> ofCentre(String amCentre) {
        return read("where r.amCentre = :centre order by r.id", Map.of("centre", amCentre), 0, Integer.MAX_VALUE);
    }
}
