package io.amsphub.mesh.compose;

import java.util.Arrays;

/** A closed polyline in a plane, in mm on a grid of 2^-16 mm, built corner by corner and arc by arc. Not thread-safe. */
public final class Outline {

    private double[] xy = new double[64];
    private int count;

    /** Adds a corner, unless it is the one before. */
    public Outline to(double x, double y) {
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
    public Outline arc(double cx, double cy, double radius, double fromDegrees, double toDegrees, int segments) {
        for (int i = 0; i <= segments; i++) {
            double angle = Math.toRadians(fromDegrees + (toDegrees - fromDegrees) * i / segments);
            to(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle));
        }
        return this;
    }

    /** Returns a circle, counter-clockwise, as a polygon with its corners on it. */
    public static Outline circle(double cx, double cy, double radius, int segments) {
        Outline circle = new Outline();
        for (int i = 0; i < segments; i++) {
            double angle = 2 * Math.PI * i / segments;
            circle.to(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle));
        }
        return circle;
    }

    /** Returns a rectangle with rounded corners, counter-clockwise; a radius of 0 leaves them sharp. */
    public static Outline rounded(double x0, double y0, double x1, double y1, double radius) {
        if (radius <= 0) {
            return new Outline().to(x0, y0).to(x1, y0).to(x1, y1).to(x0, y1);
        }
        int n = Solids.segments(radius) / 4;
        return new Outline()
                .arc(x0 + radius, y0 + radius, radius, 180, 270, n)
                .arc(x1 - radius, y0 + radius, radius, 270, 360, n)
                .arc(x1 - radius, y1 - radius, radius, 0, 90, n)
                .arc(x0 + radius, y1 - radius, radius, 90, 180, n);
    }

    /** Returns the number of corners. */
    public int size() {
        return count;
    }

    /** Returns the first coordinate of a corner. */
    public double x(int i) {
        return xy[2 * i];
    }

    /** Returns the second coordinate of a corner. */
    public double y(int i) {
        return xy[2 * i + 1];
    }

    /** Returns the area in mm², positive when counter-clockwise. */
    public double area() {
        double twice = 0;
        for (int i = 0; i < count; i++) {
            int j = (i + 1) % count;
            twice += x(i) * y(j) - x(j) * y(i);
        }
        return twice / 2;
    }
}
