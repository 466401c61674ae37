package io.amsphub.mesh.slice;

/** Plain arithmetic in the plane. */
public final class Plane {

    private Plane() {}

    /**
     * Returns the length of a vector. Much faster than {@link Math#hypot}, whose care for overflow
     * coordinates in mm do not need.
     */
    public static double length(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }
}
