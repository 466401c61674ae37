package io.amsphub.mesh.measure;

/** The space that a machine can build in: a box with sides along the axes, in mm. */
public record BuildVolume(double sizeXMm, double sizeYMm, double sizeZMm) {

    /** Checks that each side is positive. */
    public BuildVolume {
        if (!(sizeXMm > 0 && sizeYMm > 0 && sizeZMm > 0)) {
            throw new IllegalArgumentException("a build volume needs positive sides");
        }
    }
}
