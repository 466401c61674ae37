package io.amsphub.mesh.compose;

import java.util.Arrays;

/** A closed polyline in a plane, in mm on the grid, built corner by corner and arc by arc. */
final class Outline {

    private double[] xy = new double[64];
    private int count;

    /** Adds a corner, unless it is the one before. */
    Outline to(double x, double y) {
        double gx = Grid.snap(x);
        double gy = Grid.snap(y);
        if (count > 0 && xy[2 * count - 2] == gx && xy[2 * count - 1] == gy) {
            return this;
        }
        if (2 * count == xy.length) {
            xy = Arrays.copyOf(xy, 2 * xy.length);
        }
        xy[2 * count] = gx;
        xy[2 * count + 1] = gy;
        count++;
        return this;
    }

    /** Adds an arc about a centre, both ends included, counter-clockwise when the angles grow. */
    Outline arc(double cx, double cy, double radius, double fromDegrees, double toDegrees, int segments) {
        for (int i = 0; i <= segments; i++) {
            double angle = Math.toRadians(fromDegrees + (toDegrees - fromDegrees) * i / segments);
            to(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle));
        }
        return this;
    }

    static Outline circle(double cx, double cy, double radius, int segments) {
        Outline circle = new Outline();
        for (int i = 0; i < segments; i++) {
            double angle = 2 * Math.PI * i / segments;
            circle.to(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle));
        }
        return circle;
    }

    int size() {
        return count;
    }

    double x(int i) {
        return xy[2 * i];
    }

    double y(int i) {
        return xy[2 * i + 1];
    }

    /** Returns the area in mm², positive when counter-clockwise. */
    double area() {
        double twice = 0;
        for (int i = 0; i < count; i++) {
            int j = (i + 1) % count;
            twice += x(i) * y(j) - x(j) * y(i);
        }
        return twice / 2;
    }
}
