package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.Alarm;
import io.amsphub.config.simulator.protocol.Alarm.Severity;
import io.amsphub.config.simulator.protocol.SizeMm;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Chance: which prints break down, and what finished parts measure. The same seed gives the same machine. */
final class Workmanship {

    private static final List<Alarm> TROUBLES = List.of(
            new Alarm("NOZZLE_CLOG", Severity.ERROR, "No feedstock comes out"),
            new Alarm("LAYER_SHIFT", Severity.ERROR, "An axis has lost steps"),
            new Alarm("PART_LOOSE", Severity.ERROR, "The part has come off the platform"),
            new Alarm("THERMAL_RUNAWAY", Severity.CRITICAL, "A heater does not follow its target"));

    private final MachineSpec spec;
    private final RandomGenerator random;

    Workmanship(MachineSpec spec, RandomGenerator random) {
        this.spec = spec;
        this.random = random;
    }

    PrintRun.@Nullable Breakdown breakdown() {
        return random.nextDouble() < spec.failureRate() ? breakdownAt(0.05 + 0.9 * random.nextDouble()) : null;
    }

    PrintRun.Breakdown breakdownAt(double share) {
        return new PrintRun.Breakdown(share, trouble());
    }

    Alarm trouble() {
        return TROUBLES.get(random.nextInt(TROUBLES.size()));
    }

    /** A good part is off by chance; a reject is short in one axis by 3 %, 1 mm and ten standard deviations. */
    SizeMm measured(SizeMm wanted) {
        double[] size = {wanted.x(), wanted.y(), wanted.z()};
        for (int axis = 0; axis < size.length; axis++) {
            size[axis] += random.nextGaussian() * spec.dimensionErrorMm();
        }
        if (random.nextDouble() < spec.rejectRate()) {
            int axis = random.nextInt(size.length);
            size[axis] -= 0.03 * size[axis] + 1 + 10 * spec.dimensionErrorMm();
        }
        return new SizeMm(micrometres(size[0]), micrometres(size[1]), micrometres(size[2]));
    }

    private static double micrometres(double mm) {
        return Math.max(0.001, Math.round(mm * 1000) / 1000.0);
    }
}
