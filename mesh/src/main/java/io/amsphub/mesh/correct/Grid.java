package io.amsphub.mesh.correct;

import io.amsphub.mesh.model.BoundingBox;

/**
 * The points that new corners are rounded to: multiples of one power of two, chosen so that each is a
 * 32-bit float as well and a binary STL keeps it.
 *
 * @param spacing distance of neighbours in mm: 2 to 4 float spacings at the largest coordinate
 */
record Grid(double spacing) {

    static Grid of(BoundingBox box) {
        double largest = 0;
        for (double x : new double[] {box.minX(), box.minY(), box.minZ(), box.maxX(), box.maxY(), box.maxZ()}) {
            largest = Math.max(largest, Math.abs(x));
        }
        return new Grid(Math.scalb(1.0, Math.max(-140, Math.getExponent(Math.max(largest, 0x1p-100)) - 22)));
    }

    Grid coarser(int steps) {
        return new Grid(Math.scalb(spacing, steps));
    }

    double round(double coordinate) {
        return Math.rint(coordinate / spacing) * spacing + 0.0;
    }

    /** Rounds the coordinates from a position on. */
    void round(double[] xyz, int from) {
        for (int i = from; i < xyz.length; i++) {
            xyz[i] = round(xyz[i]);
        }
    }
}
