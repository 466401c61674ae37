package io.amsphub.mesh.compose;

/**
 * The grid that made models lie on: steps of 2^-16 mm (15 nm). Coordinates below 256 mm are then exact in
 * single precision, so a model survives binary STL bit for bit, and the turn of three points in a plane is
 * exact in double precision, so a triangulation cannot fold.
 */
final class Grid {

    private static final double STEPS = 1 << 16;

    /** Above this many mm single precision no longer holds every step. */
    static final double MOST_MM = 256;

    private Grid() {}

    /** Returns the grid value nearest to a length in mm. */
    static double snap(double mm) {
        return Math.rint(mm * STEPS) / STEPS + 0.0;
    }
}
