package io.amsphub.mesh.estimate;

import java.util.Arrays;

/** A growing line of points in a primitive array. */
final class Polyline {

    private double[] points = new double[32];
    private int size;

    void add(double x, double y) {
        if (size + 2 > points.length) {
            points = Arrays.copyOf(points, 2 * size);
        }
        points[size++] = x;
        points[size++] = y;
    }

    double[] points() {
        return Arrays.copyOf(points, size);
    }
}
