package io.amsphub.mesh.check;

import java.util.Arrays;

/**
 * A closed loop of open edges. Loops that touch in several points are one, which meets those points again.
 *
 * @param points the loop in order, point numbers of the mesh; owned by this record, not to be written
 * @param lengthMm length around
 * @param areaMm2 area of its projection on the plane that fits it best
 * @param flatnessMm largest distance of its points from that plane
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Hole(int[] points, double lengthMm, double areaMm2, double flatnessMm) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Hole that
                && Arrays.equals(points, that.points)
                && lengthMm == that.lengthMm
                && areaMm2 == that.areaMm2
                && flatnessMm == that.flatnessMm;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(points);
    }

    @Override
    public String toString() {
        return points.length + " edges, " + lengthMm + " mm around";
    }
}
