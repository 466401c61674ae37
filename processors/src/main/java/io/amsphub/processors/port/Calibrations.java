package io.amsphub.processors.port;

import io.amsphub.processors.quote.MachineCalibration;
import java.util.List;

/** Where it is kept what finished jobs have taught about machines. */
public interface Calibrations extends Repository<MachineCalibration> {

    /** Returns what is known of the machines of a centre. */
    List<MachineCalibration> ofCentre(String amCentre);
}
