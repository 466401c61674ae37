package io.amsphub.mesh.check;

import io.amsphub.mesh.measure.BuildVolume;
import org.jspecify.annotations.Nullable;

/**
 * What detection needs to know beyond the mesh.
 *
 * @param maxPlaces how many places a finding lists at most; its count is never cut
 * @param buildVolume what the model has to fit, null when no machine is known
 */
public record DetectionOptions(int maxPlaces, @Nullable BuildVolume buildVolume) {

    /** Checks the bound. */
    public DetectionOptions {
        if (maxPlaces < 0) {
            throw new IllegalArgumentException("maxPlaces is negative");
        }
    }

    /** Returns the options for a mesh of which nothing else is known: 10 000 places a finding. */
    public static DetectionOptions defaults() {
        return new DetectionOptions(10_000, null);
    }

    /** Returns these options for a machine. */
    public DetectionOptions withBuildVolume(BuildVolume volume) {
        return new DetectionOptions(maxPlaces, volume);
    }
}
