package io.amsphub.mesh.predicate;

import java.util.ArrayList;
import java.util.List;

/**
 * The common points of two facets with small integer coordinates, by clipping in fractions of longs.
 * Knows nothing of signs of determinants: a second opinion for the tests.
 */
final class RationalFacets {

    private RationalFacets() {}

    /** A point in homogeneous integers; w is positive. */
    private record Point(long x, long y, long z, long w) {
        boolean is(long[] vertex) {
            return x == vertex[0] * w && y == vertex[1] * w && z == vertex[2] * w;
        }
    }

    /** Whether two facets have a common point other than shared vertices, or than the points of a shared edge. */
    static boolean commonPoints(double[] xyz, int[] corners) {
        List<Point> polygon = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int v = 3 * corners[i];
            polygon.add(new Point((long) xyz[v], (long) xyz[v + 1], (long) xyz[v + 2], 1));
        }
        long[] a = vector(xyz, corners[3]);
        long[] b = vector(xyz, corners[4]);
        long[] c = vector(xyz, corners[5]);
        long[] n = cross(minus(b, a), minus(c, a));
        polygon = clip(polygon, n, dot(n, a));
        long[] down = {-n[0], -n[1], -n[2]};
        polygon = clip(polygon, down, dot(down, a));
        polygon = clipInside(polygon, n, a, b);
        polygon = clipInside(polygon, n, b, c);
        polygon = clipInside(polygon, n, c, a);
        return beyondShared(polygon, xyz, corners);
    }

    private static boolean beyondShared(List<Point> polygon, double[] xyz, int[] corners) {
        List<Integer> shared = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (int j = 3; j < 6; j++) {
                if (corners[i] == corners[j]) {
                    shared.add(corners[i]);
                }
            }
        }
        for (Point p : polygon) {
            boolean allowed = shared.stream().anyMatch(v -> p.is(vector(xyz, v)))
                    || (shared.size() == 2 && onLine(p, vector(xyz, shared.get(0)), vector(xyz, shared.get(1))));
            if (!allowed) {
                return true;
            }
        }
        return false;
    }

    private static boolean onLine(Point p, long[] u, long[] v) {
        long[] d = minus(v, u);
        long[] q = {p.x - u[0] * p.w, p.y - u[1] * p.w, p.z - u[2] * p.w};
        long[] c = cross(d, q);
        return c[0] == 0 && c[1] == 0 && c[2] == 0;
    }

    private static List<Point> clipInside(List<Point> polygon, long[] n, long[] from, long[] to) {
        long[] inward = cross(n, minus(to, from));
        return clip(polygon, inward, dot(inward, from));
    }

    /** Keeps what satisfies n·p >= d. */
    private static List<Point> clip(List<Point> polygon, long[] n, long d) {
        List<Point> out = new ArrayList<>();
        for (int i = 0; i < polygon.size(); i++) {
            Point p = polygon.get(i);
            Point q = polygon.get((i + 1) % polygon.size());
            long sp = n[0] * p.x + n[1] * p.y + n[2] * p.z - d * p.w;
            long sq = n[0] * q.x + n[1] * q.y + n[2] * q.z - d * q.w;
            if (sp >= 0) {
                out.add(p);
            }
            if ((sp > 0 && sq < 0) || (sp < 0 && sq > 0)) {
                out.add(between(p, q, sp, sq));
            }
        }
        return out;
    }

    private static Point between(Point p, Point q, long sp, long sq) {
        long x = sp * q.x - sq * p.x;
        long y = sp * q.y - sq * p.y;
        long z = sp * q.z - sq * p.z;
        long w = sp * q.w - sq * p.w;
        long g = gcd(gcd(x, y), gcd(z, w)) * (w < 0 ? -1 : 1);
        return new Point(x / g, y / g, z / g, w / g);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? Math.abs(a) : gcd(b, a % b);
    }

    private static long[] vector(double[] xyz, int vertex) {
        return new long[] {(long) xyz[3 * vertex], (long) xyz[3 * vertex + 1], (long) xyz[3 * vertex + 2]};
    }

    private static long[] minus(long[] a, long[] b) {
        return new long[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private static long[] cross(long[] a, long[] b) {
        return new long[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static long dot(long[] a, long[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
