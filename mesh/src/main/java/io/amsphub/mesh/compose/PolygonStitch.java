package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a closed surface of the convex polygons that a binary space partition leaves: corners that are equal
 * but for rounding become one (those of the operands stay where they are), a corner that lies on an edge of a
 * neighbour is put into that edge, and polygons are cut into triangles without slivers. Cost
 * O(n + u²) for u edges without a partner.
 */
final class PolygonStitch {

    /** Corners closer than this, relative to the largest coordinate, are one; JCSG's planes are 1e-8 thick. */
    private static final double RELATIVE = 1e-7;

    private double[] points;
    private int count;
    private final double tolerance;
    private final Map<Cell, List<Integer>> cells = new HashMap<>();

    private record Cell(long x, long y, long z) {}

    PolygonStitch(TriangleMesh first, TriangleMesh second) {
        points = new double[first.points().length + second.points().length];
        double largest = 1;
        for (TriangleMesh mesh : List.of(first, second)) {
            for (double coordinate : mesh.points()) {
                largest = Math.max(largest, Math.abs(coordinate));
            }
        }
        tolerance = RELATIVE * largest;
        for (TriangleMesh mesh : List.of(first, second)) {
            for (int i = 0; i < mesh.points().length; i += 3) {
                number(mesh.points(), i);
            }
        }
    }

    TriangleMesh stitch(List<double[]> polygons, LengthUnit unit) {
        List<int[]> rings = new ArrayList<>(polygons.size());
        for (double[] polygon : polygons) {
            int[] ring = ring(polygon);
            if (ring.length >= 3) {
                rings.add(ring);
            }
        }
        List<int[]> lone = loneEdges(rings);
        SortedCorners corners = new SortedCorners(lone);
        int[] facets = new int[96];
        int at = 0;
        for (int[] ring : rings) {
            int[] triangles = triangles(corners.withCornersOnEdges(ring));
            if (at + triangles.length > facets.length) {
                facets = Arrays.copyOf(facets, 2 * (at + triangles.length));
            }
            System.arraycopy(triangles, 0, facets, at, triangles.length);
            at += triangles.length;
        }
        return Meshing.compact(points, Arrays.copyOf(facets, at), unit);
    }

    /** Returns the corner within the tolerance of a place, made when there is none. */
    private int number(double[] xyz, int at) {
        long x = (long) Math.floor(xyz[at] / tolerance);
        long y = (long) Math.floor(xyz[at + 1] / tolerance);
        long z = (long) Math.floor(xyz[at + 2] / tolerance);
        for (int i = 0; i < 27; i++) {
            List<Integer> here = cells.get(new Cell(x + i % 3 - 1, y + i / 3 % 3 - 1, z + i / 9 - 1));
            for (int p : here == null ? List.<Integer>of() : here) {
                double dx = points[3 * p] - xyz[at];
                double dy = points[3 * p + 1] - xyz[at + 1];
                double dz = points[3 * p + 2] - xyz[at + 2];
                if (dx * dx + dy * dy + dz * dz <= tolerance * tolerance) {
                    return p;
                }
            }
        }
        if (3 * count == points.length) {
            points = Arrays.copyOf(points, 2 * points.length + 3);
        }
        System.arraycopy(xyz, at, points, 3 * count, 3);
        cells.computeIfAbsent(new Cell(x, y, z), key -> new ArrayList<>(1)).add(count);
        return count++;
    }

    private int[] ring(double[] polygon) {
        int[] ring = new int[polygon.length / 3];
        int n = 0;
        for (int i = 0; i < polygon.length; i += 3) {
            int p = number(polygon, i);
            if (n == 0 || ring[n - 1] != p) {
                ring[n++] = p;
            }
        }
        while (n > 1 && ring[n - 1] == ring[0]) {
            n--;
        }
        return Arrays.copyOf(ring, n);
    }

    /** Returns the edges that no polygon runs through the other way. */
    private static List<int[]> loneEdges(List<int[]> rings) {
        Set<Long> directed = new HashSet<>();
        for (int[] ring : rings) {
            for (int i = 0; i < ring.length; i++) {
                directed.add((long) ring[i] << 32 | ring[(i + 1) % ring.length]);
            }
        }
        List<int[]> lone = new ArrayList<>();
        for (int[] ring : rings) {
            for (int i = 0; i < ring.length; i++) {
                int a = ring[i];
                int b = ring[(i + 1) % ring.length];
                if (!directed.contains((long) b << 32 | a)) {
                    lone.add(new int[] {a, b});
                }
            }
        }
        return lone;
    }

    /** The corners of edges without a partner, sorted by x, to look up those on an edge. */
    private final class SortedCorners {
        private final Set<Long> lone = new HashSet<>();
        private final int[] byX;

        SortedCorners(List<int[]> edges) {
            edges.forEach(edge -> lone.add((long) edge[0] << 32 | edge[1]));
            byX = edges.stream()
                    .flatMapToInt(Arrays::stream)
                    .distinct()
                    .boxed()
                    .sorted((p, q) -> Double.compare(points[3 * p], points[3 * q]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        int[] withCornersOnEdges(int[] ring) {
            int[] out = new int[ring.length];
            int n = 0;
            for (int i = 0; i < ring.length; i++) {
                int a = ring[i];
                int b = ring[(i + 1) % ring.length];
                int[] between = lone.contains((long) a << 32 | b) ? on(a, b) : new int[0];
                out = Arrays.copyOf(out, out.length + between.length);
                out[n++] = a;
                System.arraycopy(between, 0, out, n, between.length);
                n += between.length;
            }
            return out;
        }

        /** Returns the corners strictly within an edge, from its start to its end. */
        private int[] on(int a, int b) {
            double low = Math.min(points[3 * a], points[3 * b]) - tolerance;
            double high = Math.max(points[3 * a], points[3 * b]) + tolerance;
            List<Integer> found = new ArrayList<>();
            for (int i = firstFrom(low); i < byX.length && points[3 * byX[i]] <= high; i++) {
                int p = byX[i];
                double t = along(a, b, p);
                if (p != a && p != b && t > 0 && t < 1 && distance(a, b, p) <= tolerance) {
                    found.add(p);
                }
            }
            return found.stream()
                    .sorted((p, q) -> Double.compare(along(a, b, p), along(a, b, q)))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private int firstFrom(double x) {
            int from = 0;
            int to = byX.length;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (points[3 * byX[middle]] < x) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from;
        }
    }

    private double along(int a, int b, int p) {
        double dot = 0;
        double square = 0;
        for (int k = 0; k < 3; k++) {
            double d = points[3 * b + k] - points[3 * a + k];
            dot += d * (points[3 * p + k] - points[3 * a + k]);
            square += d * d;
        }
        return dot / square;
    }

    /** Returns the distance of a point from the line through two others. */
    private double distance(int a, int b, int p) {
        double t = along(a, b, p);
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            double foot = points[3 * a + k] + t * (points[3 * b + k] - points[3 * a + k]);
            sum += (points[3 * p + k] - foot) * (points[3 * p + k] - foot);
        }
        return Math.sqrt(sum);
    }

    /** Cuts a convex ring with corners on its edges: again and again the ear with the shortest cut. */
    private int[] triangles(int[] ring) {
        int[] left = ring.clone();
        int n = left.length;
        int[] triangles = new int[3 * (n - 2)];
        int at = 0;
        while (n > 3) {
            int best = -1;
            double shortest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                double cut = squared(left[(i + n - 1) % n], left[(i + 1) % n]);
                if (cut < shortest && isEar(left, n, i)) {
                    shortest = cut;
                    best = i;
                }
            }
            best = Math.max(best, 0);
            triangles[at++] = left[(best + n - 1) % n];
            triangles[at++] = left[best];
            triangles[at++] = left[(best + 1) % n];
            System.arraycopy(left, best + 1, left, best, n - best - 1);
            n--;
        }
        System.arraycopy(left, 0, triangles, at, 3);
        return triangles;
    }

    private boolean isEar(int[] ring, int n, int i) {
        int a = ring[(i + n - 1) % n];
        int b = ring[i];
        int c = ring[(i + 1) % n];
        if (distance(a, c, b) <= tolerance) {
            return false;
        }
        for (int k = 0; k < n; k++) {
            int p = ring[k];
            if (p != a && p != b && p != c && distance(a, c, p) <= tolerance) {
                return false;
            }
        }
        return true;
    }

    private double squared(int a, int b) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += (points[3 * a + k] - points[3 * b + k]) * (points[3 * a + k] - points[3 * b + k]);
        }
        return sum;
    }
}
