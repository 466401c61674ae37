package io.amsphub.mesh.winding;

import io.amsphub.mesh.predicate.Orientation;

/**
 * Which facets a line along X crosses, exactly. A line that runs through an edge or a vertex is moved by an
 * infinitesimal step, first in Y, then in Z (simulation of simplicity, Edelsbrunner and Mücke 1990), so that a
 * closed surface is crossed as often one way as the other. Not thread-safe.
 */
public final class LineCrossing {

    private final double[] xyz;
    private final int[] corners;
    private final Orientation orientation = new Orientation();
    private double py;
    private double pz;

    /** Prepares for a mesh: coordinates of the vertices, and {@code int[3·m]} vertex numbers. */
    public LineCrossing(double[] xyz, int[] corners) {
        this.xyz = xyz;
        this.corners = corners;
    }

    /** Returns 1 when the line through (y, z) crosses a facet whose normal points along +X, -1 for -X, 0 for no crossing. */
    public int turn(int facet, double y, double z) {
        py = y;
        pz = z;
        int a = corners[3 * facet];
        int b = corners[3 * facet + 1];
        int c = corners[3 * facet + 2];
        int turn = orientation.inPlane(
                xyz[3 * a + 1], xyz[3 * a + 2], xyz[3 * b + 1], xyz[3 * b + 2], xyz[3 * c + 1], xyz[3 * c + 2]);
        boolean crosses = turn != 0 && side(a, b) == turn && side(b, c) == turn && side(c, a) == turn;
        return crosses ? turn : 0;
    }

    /** On which side of the edge a-b, seen along X, the moved line lies; never 0 for an edge with an extent there. */
    private int side(int a, int b) {
        double ay = xyz[3 * a + 1];
        double az = xyz[3 * a + 2];
        double by = xyz[3 * b + 1];
        double bz = xyz[3 * b + 2];
        int sign = orientation.inPlane(ay, az, by, bz, py, pz);
        if (sign != 0) {
            return sign;
        }
        return az != bz ? Double.compare(az, bz) : Double.compare(by, ay);
    }
}
