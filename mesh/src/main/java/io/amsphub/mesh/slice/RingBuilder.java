package io.amsphub.mesh.slice;

import java.util.Arrays;

/** Gathers rings point by point in primitive arrays. Not thread-safe. */
public final class RingBuilder {

    private double[] points = new double[64];
    private int[] starts = new int[8];
    private int size;
    private int rings;

    /** Adds a point to the ring that is open. */
    public void add(double x, double y) {
        if (2 * size + 2 > points.length) {
            points = Arrays.copyOf(points, points.length * 2);
        }
        points[2 * size] = x;
        points[2 * size + 1] = y;
        size++;
    }

    /** Ends the open ring; one of fewer than three points is dropped. */
    public void close() {
        if (size - starts[rings] < 3) {
            size = starts[rings];
            return;
        }
        if (rings + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[++rings] = size;
    }

    /** Adds a ring of another region. */
    public void addRing(Contours from, int ring) {
        for (int p = from.start(ring); p < from.start(ring + 1); p++) {
            add(from.x(p), from.y(p));
        }
        close();
    }

    /** Returns the rings that were closed. */
    public Contours build() {
        return rings == 0
                ? Contours.EMPTY
                : Contours.of(Arrays.copyOf(points, 2 * starts[rings]), Arrays.copyOf(starts, rings + 1));
    }
}
