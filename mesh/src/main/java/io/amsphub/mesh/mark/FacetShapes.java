package io.amsphub.mesh.mark;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The facets of a mesh in the order of their shape, to find those that have the shape of another. */
final class FacetShapes {

    /** Facets that are asked for the second ratio at most. */
    private static final int WINDOW = 100_000;

    private final double[] points;
    private final int[] corners;
    private final double[] centre;
    private final double[] keys;
    private final int[] order;

    FacetShapes(double[] points, int[] corners, double[] centre) {
        this.centre = centre;
        this.points = points;
        this.corners = corners;
        double[] middles = new double[corners.length / 3];
        for (int f = 0; f < middles.length; f++) {
            middles[f] = shape(points, corners, f).second();
        }
        order = IntStream.range(0, middles.length)
                .boxed()
                .sorted((a, b) -> Double.compare(middles[a], middles[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        keys = Arrays.stream(order).mapToDouble(f -> middles[f]).toArray();
    }

    /**
     * The shape of a facet from its longest edge on, in its winding.
     *
     * @param longest the longest edge, mm
     * @param second the edge after it, over the longest
     * @param third the edge before it, over the longest
     */
    record Shape(double longest, double second, double third) {

        /** Returns whether the facet says something about how it lies: it is no needle, and large beside the noise. */
        boolean usable(double noise) {
            return longest > 2 * noise && Math.min(second, third) > 0.02 && second + third > 1.005;
        }
    }

    static Shape shape(double[] points, int[] corners, int facet) {
        int first = first(points, corners, facet);
        double longest = edge(points, corners, facet, first);
        if (longest == 0) {
            return new Shape(0, 0, 0);
        }
        return new Shape(
                longest,
                edge(points, corners, facet, first + 1) / longest,
                edge(points, corners, facet, first + 2) / longest);
    }

    /** Returns which corner the longest edge of a facet begins at. */
    static int first(double[] points, int[] corners, int facet) {
        int first = 0;
        for (int k = 1; k < 3; k++) {
            first = edge(points, corners, facet, k) > edge(points, corners, facet, first) ? k : first;
        }
        return first;
    }

    private static double edge(double[] points, int[] corners, int facet, int k) {
        int from = 3 * corners[3 * facet + k % 3];
        int to = 3 * corners[3 * facet + (k + 1) % 3];
        double x = points[to] - points[from];
        double y = points[to + 1] - points[from + 1];
        double z = points[to + 2] - points[from + 2];
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** Returns how far the corners of a facet are from a place, from its longest edge on. */
    static double[] distances(double[] points, int[] corners, int facet, double[] place) {
        int first = first(points, corners, facet);
        double[] far = new double[3];
        for (int k = 0; k < 3; k++) {
            int at = 3 * corners[3 * facet + (first + k) % 3];
            double x = points[at] - place[0];
            double y = points[at + 1] - place[1];
            double z = points[at + 2] - place[2];
            far[k] = Math.sqrt(x * x + y * y + z * z);
        }
        return far;
    }

    /** Returns about how many facets have a shape. */
    int alike(Shape shape, double slack) {
        return end(shape, slack) - start(shape, slack);
    }

    private int start(Shape shape, double slack) {
        return place(shape.second() - part(shape, slack));
    }

    private int end(Shape shape, double slack) {
        return Math.min(place(shape.second() + part(shape, slack)), start(shape, slack) + WINDOW);
    }

    private int place(double key) {
        int at = Arrays.binarySearch(keys, key);
        return at < 0 ? -at - 1 : at;
    }

    private static double part(Shape shape, double slack) {
        return Math.min(0.02, slack / shape.longest());
    }

    /**
     * Returns facets of about a shape, those as far from the centre first, at most some.
     *
     * @param far how far the corners are from the centre, in the size of these facets
     * @param slack how much an edge may have changed, mm
     */
    int[] like(Shape shape, double[] far, double slack, int most) {
        return IntStream.range(start(shape, slack), end(shape, slack))
                .map(i -> order[i])
                .filter(f -> Math.abs(shape(points, corners, f).third() - shape.third()) <= part(shape, slack))
                .mapToObj(f -> new Twin(f, Math.round(unlike(f, far) / slack)))
                .sorted(Comparator.comparingLong(Twin::unlike))
                .limit(most)
                .mapToInt(Twin::facet)
                .toArray();
    }

    /** A facet, and how unlike it is. */
    private record Twin(int facet, long unlike) {}

    private double unlike(int facet, double[] far) {
        double[] here = distances(points, corners, facet, centre);
        double most = 0;
        for (int k = 0; k < 3; k++) {
            most = Math.max(most, Math.abs(here[k] - far[k]));
        }
        return most;
    }
}
