package io.amsphub.mesh.predicate;

/**
 * Cheap proofs that two facets with a common vertex or edge meet nowhere else. A proof holds exactly: each
 * sign that it rests on is larger than its rounding error can be. Without a proof nothing is said, and the
 * exact predicates decide. Nearly all neighbours on a real surface are settled here.
 */
final class SurelyApart {

    private static final double EPSILON = 0x1p-53;
    /** One rounding in each difference and product, two in the sum: 4 ε and higher terms; doubled. */
    private static final double DOT_BOUND = 8 * EPSILON;
    /** As {@link Orientation} bounds the turn of three points. */
    private static final double TURN_BOUND = (3 + 16 * EPSILON) * EPSILON;

    private SurelyApart() {}

    /**
     * Returns whether a plane through v has the facet v p q on one side and v r s on the other. The plane
     * that is tried is normal to the line between the middles of p q and of r s.
     */
    static boolean atVertex(double[] xyz, int v, int p, int q, int r, int s) {
        double vx = xyz[3 * v];
        double vy = xyz[3 * v + 1];
        double vz = xyz[3 * v + 2];
        double px = xyz[3 * p] - vx;
        double py = xyz[3 * p + 1] - vy;
        double pz = xyz[3 * p + 2] - vz;
        double qx = xyz[3 * q] - vx;
        double qy = xyz[3 * q + 1] - vy;
        double qz = xyz[3 * q + 2] - vz;
        double rx = xyz[3 * r] - vx;
        double ry = xyz[3 * r + 1] - vy;
        double rz = xyz[3 * r + 2] - vz;
        double sx = xyz[3 * s] - vx;
        double sy = xyz[3 * s + 1] - vy;
        double sz = xyz[3 * s + 2] - vz;
        double nx = (px + qx) - (rx + sx);
        double ny = (py + qy) - (ry + sy);
        double nz = (pz + qz) - (rz + sz);
        return positive(nx * px, ny * py, nz * pz)
                && positive(nx * qx, ny * qy, nz * qz)
                && positive(-nx * rx, -ny * ry, -nz * rz)
                && positive(-nx * sx, -ny * sy, -nz * sz);
    }

    private static boolean positive(double x, double y, double z) {
        double size = Math.abs(x) + Math.abs(y) + Math.abs(z);
        return x + y + z > DOT_BOUND * size && size > Orientation.TINY;
    }

    /**
     * Returns whether the corners a and b opposite to the common edge u v lie on different sides of it, seen
     * along one of the axes: then the facets cannot overlap in a common plane.
     */
    static boolean atEdge(double[] xyz, int u, int v, int a, int b) {
        double ux = xyz[3 * u];
        double uy = xyz[3 * u + 1];
        double uz = xyz[3 * u + 2];
        double ex = xyz[3 * v] - ux;
        double ey = xyz[3 * v + 1] - uy;
        double ez = xyz[3 * v + 2] - uz;
        double ax = xyz[3 * a] - ux;
        double ay = xyz[3 * a + 1] - uy;
        double az = xyz[3 * a + 2] - uz;
        double bx = xyz[3 * b] - ux;
        double by = xyz[3 * b + 1] - uy;
        double bz = xyz[3 * b + 2] - uz;
        return opposite(turn(ex * ay, ey * ax), turn(ex * by, ey * bx))
                || opposite(turn(ey * az, ez * ay), turn(ey * bz, ez * by))
                || opposite(turn(ez * ax, ex * az), turn(ez * bx, ex * bz));
    }

    private static boolean opposite(double turn, double other) {
        return (turn > 0 && other < 0) || (turn < 0 && other > 0);
    }

    /** The sign of the difference of two products, or 0 when it is in doubt. */
    static int turnSign(double left, double right) {
        double turn = turn(left, right);
        return turn > 0 ? 1 : turn < 0 ? -1 : 0;
    }

    /** The difference of two products, or 0 when its sign is in doubt. */
    private static double turn(double left, double right) {
        double size = Math.abs(left) + Math.abs(right);
        double difference = left - right;
        return Math.abs(difference) > TURN_BOUND * size && size > Orientation.TINY ? difference : 0;
    }
}
