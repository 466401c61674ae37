package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import java.util.Arrays;

/** A growing line of points in a primitive array. */
final class Polyline {

    private double[] points = new double[32];
    private int size;

    /** Returns a ring as a line that ends where it begins. */
    static double[] closed(Contours rings, int ring) {
        Polyline line = new Polyline();
        for (int p = rings.start(ring); p < rings.start(ring + 1); p++) {
            line.add(rings.x(p), rings.y(p));
        }
        line.add(rings.x(rings.start(ring)), rings.y(rings.start(ring)));
        return line.points();
    }

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
