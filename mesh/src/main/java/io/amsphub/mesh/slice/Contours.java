package io.amsphub.mesh.slice;

import java.util.Arrays;

/**
 * A plane region as closed rings: outer rings counter-clockwise, holes clockwise, in mm.
 *
 * <p>Immutable as long as the arrays are not changed. Rings do not repeat their first point. What the
 * operations of this package return has the region on the left of each ring; rings taken from a mesh do so
 * when the mesh is oriented.
 */
public final class Contours {

    /** No region at all. */
    public static final Contours EMPTY = new Contours(new double[0], new int[] {0});

    private final double[] points;
    private final int[] starts;

    private Contours(double[] points, int[] starts) {
        this.points = points;
        this.starts = starts;
    }

    /**
     * Takes over rings.
     *
     * @param points {@code double[2·n]}, xy order, mm
     * @param starts {@code int[rings + 1]}: the first point of each ring, then the number of points
     * @throws IllegalArgumentException when the starts do not match the points
     */
    public static Contours of(double[] points, int[] starts) {
        if (starts.length == 0 || starts[0] != 0 || 2 * starts[starts.length - 1] != points.length) {
            throw new IllegalArgumentException("ring starts go from 0 to the number of points");
        }
        return new Contours(points, starts);
    }

    /** Returns one ring as a region. */
    public static Contours ring(double... points) {
        return of(points, new int[] {0, points.length / 2});
    }

    /** Returns whether there is no ring. */
    public boolean isEmpty() {
        return starts.length == 1;
    }

    /** Returns the number of rings. */
    public int ringCount() {
        return starts.length - 1;
    }

    /** Returns the number of points of all rings. */
    public int pointCount() {
        return starts[starts.length - 1];
    }

    /** Returns the first point of a ring; {@code start(ringCount())} is the number of points. */
    public int start(int ring) {
        return starts[ring];
    }

    /** Returns the x of a point in mm. */
    public double x(int point) {
        return points[2 * point];
    }

    /** Returns the y of a point in mm. */
    public double y(int point) {
        return points[2 * point + 1];
    }

    /** Returns the points, {@code double[2·n]}; not a copy, not to be written. */
    public double[] points() {
        return points;
    }

    /** Returns the signed area of a ring in mm²: positive when it runs counter-clockwise. */
    public double ringArea(int ring) {
        double sum = 0;
        int end = starts[ring + 1];
        for (int i = starts[ring], j = end - 1; i < end; j = i++) {
            sum += x(j) * y(i) - x(i) * y(j);
        }
        return sum / 2;
    }

    /** Returns the length of a ring in mm. */
    public double ringLength(int ring) {
        double sum = 0;
        int end = starts[ring + 1];
        for (int i = starts[ring], j = end - 1; i < end; j = i++) {
            sum += Plane.length(x(i) - x(j), y(i) - y(j));
        }
        return sum;
    }

    /** Returns the area in mm²: outer rings less holes. */
    public double area() {
        double sum = 0;
        for (int ring = 0; ring < ringCount(); ring++) {
            sum += ringArea(ring);
        }
        return sum;
    }

    /** Returns the length of all rings in mm. */
    public double perimeter() {
        double sum = 0;
        for (int ring = 0; ring < ringCount(); ring++) {
            sum += ringLength(ring);
        }
        return sum;
    }

    /** Returns the number of rings that run counter-clockwise, which are the islands of a region. */
    public int islands() {
        int count = 0;
        for (int ring = 0; ring < ringCount(); ring++) {
            count += ringArea(ring) > 0 ? 1 : 0;
        }
        return count;
    }

    /** Returns the number of rings that run clockwise, which are the holes of a region. */
    public int holes() {
        return ringCount() - islands();
    }

    /** Returns {@code {minX, minY, maxX, maxY}} in mm; infinite and inverted when empty. */
    public double[] bounds() {
        double[] box = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (int p = 0; p < pointCount(); p++) {
            box[0] = Math.min(box[0], x(p));
            box[1] = Math.min(box[1], y(p));
            box[2] = Math.max(box[2], x(p));
            box[3] = Math.max(box[3], y(p));
        }
        return box;
    }

    /** Returns the rings of both; whether they overlap is not looked at. */
    public Contours and(Contours other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        double[] both = Arrays.copyOf(points, points.length + other.points.length);
        System.arraycopy(other.points, 0, both, points.length, other.points.length);
        int[] ends = Arrays.copyOf(starts, starts.length + other.ringCount());
        for (int ring = 1; ring <= other.ringCount(); ring++) {
            ends[starts.length - 1 + ring] = pointCount() + other.starts[ring];
        }
        return new Contours(both, ends);
    }

    /** Returns the region turned about the origin by an angle whose cosine and sine are given. */
    public Contours turned(double cosine, double sine) {
        double[] moved = new double[points.length];
        for (int i = 0; i < points.length; i += 2) {
            moved[i] = cosine * points[i] - sine * points[i + 1];
            moved[i + 1] = sine * points[i] + cosine * points[i + 1];
        }
        return new Contours(moved, starts);
    }

    /** Equal when the rings have the same points in the same order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Contours that
                && Arrays.equals(points, that.points)
                && Arrays.equals(starts, that.starts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(points) + Arrays.hashCode(starts);
    }
}
