package io.amsphub.mesh.slice;

import java.util.Arrays;

/** Collects the points of one ring and leaves out those that repeat or lie on a straight line. */
final class RingTidy {

    /** Points this near to their neighbours or to the line between them carry nothing, in mm. */
    private static final double CLOSE_MM = 2e-5;

    private double[] xs = new double[64];
    private double[] ys = new double[64];
    private int size;

    void clear() {
        size = 0;
    }

    void add(double x, double y) {
        while (size >= 2 && flat(size - 2, size - 1, x, y)) {
            size--;
        }
        if (size == 1 && near(0, x, y)) {
            return;
        }
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size++] = y;
    }

    /** Returns the points as xy pairs. */
    double[] points() {
        double[] points = new double[2 * size];
        for (int i = 0; i < size; i++) {
            points[2 * i] = xs[i];
            points[2 * i + 1] = ys[i];
        }
        return points;
    }

    void copyTo(RingBuilder rings) {
        int first = 0;
        boolean again = true;
        while (again && size - first >= 3) {
            again = false;
            if (flat(size - 2, size - 1, xs[first], ys[first])) {
                size--;
                again = true;
            } else if (flat(size - 1, first, xs[first + 1], ys[first + 1])) {
                first++;
                again = true;
            }
        }
        if (size - first >= 3 && Math.abs(area(first)) > CLOSE_MM * CLOSE_MM) {
            for (int i = first; i < size; i++) {
                rings.add(xs[i], ys[i]);
            }
            rings.close();
        }
    }

    private double area(int first) {
        double sum = 0;
        for (int i = first, j = size - 1; i < size; j = i++) {
            sum += xs[j] * ys[i] - xs[i] * ys[j];
        }
        return sum / 2;
    }

    private boolean near(int i, double x, double y) {
        return Math.abs(xs[i] - x) < CLOSE_MM && Math.abs(ys[i] - y) < CLOSE_MM;
    }

    /** Whether the middle point carries nothing: it repeats a neighbour, or lies on the line of both. */
    private boolean flat(int before, int middle, double x, double y) {
        if (near(middle, x, y) || near(middle, xs[before], ys[before])) {
            return true;
        }
        double ux = xs[middle] - xs[before];
        double uy = ys[middle] - ys[before];
        double vx = x - xs[middle];
        double vy = y - ys[middle];
        double cross = Math.abs(ux * vy - uy * vx);
        return cross <= CLOSE_MM * Math.max(Math.abs(ux) + Math.abs(uy), Math.abs(vx) + Math.abs(vy)) * 0.5;
    }
}
