package io.amsphub.processors.catalogue;

/** Extents along X, Y and Z in mm: of a part, or of a build volume. */
public record SizeMm(double x, double y, double z) {

    /** Checks that no extent is negative or NaN. */
    public SizeMm {
        if (!(x >= 0 && y >= 0 && z >= 0)) {
            throw new IllegalArgumentException("extents are not negative");
        }
    }

    /**
     * Returns whether a part of this size fits a build volume as it stands or turned by a right
     * angle about Z, so that its build orientation stays what was quoted.
     */
    public boolean fits(SizeMm buildVolume) {
        return fitsAsItStands(buildVolume) || new SizeMm(y, x, z).fitsAsItStands(buildVolume);
    }

    /** Returns whether a part of this size fits a build volume without being turned. */
    public boolean fitsAsItStands(SizeMm buildVolume) {
        return x <= buildVolume.x && y <= buildVolume.y && z <= buildVolume.z;
    }

    /** Returns the smaller of both along each axis. */
    public SizeMm within(SizeMm other) {
        return new SizeMm(Math.min(x, other.x), Math.min(y, other.y), Math.min(z, other.z));
    }

    /** Returns the largest difference along any axis, in mm. */
    public double largestDeviation(SizeMm other) {
        return Math.max(Math.abs(x - other.x), Math.max(Math.abs(y - other.y), Math.abs(z - other.z)));
    }
}
