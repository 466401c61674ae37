package io.amsphub.processors.production;

import io.amsphub.processors.catalogue.Location;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an order, or a print, asks of the machine that makes it, beside process, feedstock and volume.
 *
 * @param colour of the feedstock; null when any will do
 * @param capabilities what the machine must be able to do, for example {@code enclosure}
 * @param certificates what must be certified of the machine or its centre, for example {@code ISO 13485}
 * @param allowedCentres the centres that the licence of the design allows; none when it allows all
 * @param allowedMachines ids of the machines that the licence allows; none when it allows all
 * @param dueAt when the print must have ended; null when nobody waits for it
 * @param deliverTo where the part goes; null when nobody said
 */
public record Requirements(
        @Nullable String colour,
        List<String> capabilities,
        List<String> certificates,
        List<String> allowedCentres,
        List<String> allowedMachines,
        @Nullable Instant dueAt,
        @Nullable Location deliverTo) {

    /** Asks for nothing. */
    public static final Requirements NONE =
            new Requirements(null, List.of(), List.of(), List.of(), List.of(), null, null);

    /** Copies the lists; what is not said is not asked for. */
    public Requirements {
        capabilities = List.copyOf(Objects.requireNonNullElse(capabilities, List.of()));
        certificates = List.copyOf(Objects.requireNonNullElse(certificates, List.of()));
        allowedCentres = List.copyOf(Objects.requireNonNullElse(allowedCentres, List.of()));
        allowedMachines = List.copyOf(Objects.requireNonNullElse(allowedMachines, List.of()));
    }

    /** Returns whether the licence allows a centre. */
    public boolean allowsCentre(String amCentre) {
        return allowedCentres.isEmpty() || allowedCentres.contains(amCentre);
    }

    /** Returns whether the licence allows a machine of a centre that it allows. */
    public boolean allowsMachine(String machineId) {
        return allowedMachines.isEmpty() || allowedMachines.contains(machineId);
    }
}
