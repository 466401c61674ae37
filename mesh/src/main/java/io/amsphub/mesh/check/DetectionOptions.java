package io.amsphub.mesh.check;

/**
 * What detection needs to know beyond the mesh.
 *
 * @param maxPlaces how many places a finding lists at most; its count is never cut
 */
public record DetectionOptions(int maxPlaces) {

    /** Checks the bound. */
    public DetectionOptions {
        if (maxPlaces < 0) {
            throw new IllegalArgumentException("maxPlaces is negative");
        }
    }

    /** Returns the options for a mesh of which nothing else is known: 10 000 places a finding. */
    public static DetectionOptions defaults() {
        return new DetectionOptions(10_000);
    }
}
