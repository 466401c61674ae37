package io.amsphub.processors.step;

import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.printability.Limit;
import io.amsphub.mesh.printability.ProcessCategory;
import io.amsphub.mesh.printability.ProcessLimits;
import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a solid is judged against: those of the process and the feedstock, and of the machines of a
 * centre when one is named.
 *
 * @param material of the catalogue
 * @param centre the centre; null for usual machines
 * @param machine one machine of the centre; null for its largest
 * @param limits as the engine takes them
 */
public record PrintLimits(
        Material material,
        @Nullable AmCentre centre,
        @Nullable Device machine,
        ProcessLimits limits) {

    /**
     * Gathers the limits.
     *
     * @throws HubException with {@link FailureCode#NO_CAPABLE_CENTRE} when the centre does not work the material
     */
    public static PrintLimits of(Material material, @Nullable AmCentre centre, @Nullable Device machine) {
        ProcessLimits limits = ProcessLimits.of(
                ProcessCategory.valueOf(material.processCategory().name()), material.feedstock(), "");
        if (centre == null) {
            return new PrintLimits(material, null, null, limits);
        }
        AmCentre.Capability capability = Catalogue.capability(centre, material)
                .orElseThrow(() -> new HubException(
                        FailureCode.NO_CAPABLE_CENTRE,
                        centre.name() + " does not work " + material.name(),
                        "query amCentre",
                        "choose another centre or material, or leave the centre open"));
        if (machine != null && machine.processCategory() != material.processCategory()) {
            throw new HubException(
                    FailureCode.NO_CAPABLE_CENTRE,
                    machine.id() + " does " + machine.processCategory() + ", " + material.name() + " is for "
                            + material.processCategory(),
                    "query machine",
                    "choose another machine or material");
        }
        SizeMm volume = machine == null ? capability.buildVolume() : machine.buildVolume();
        return new PrintLimits(
                material,
                centre,
                machine,
                limits.withLayer(capability.layerHeightMm())
                        .withBuildVolume(new BuildVolume(volume.x(), volume.y(), volume.z())));
    }

    /** Returns all figures as text, which is the same for the same limits. */
    String fingerprint() {
        StringBuilder text = new StringBuilder(limits.category() + " " + material.feedstock());
        for (Limit limit : Limit.values()) {
            text.append(' ').append(limits.value(limit));
        }
        return text.toString();
    }
}
