package io.amsphub.mesh.correct;

import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.topology.IntList;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Constrained Delaunay triangulation of a loop that is simple when seen along its mean normal: ears are cut
 * by exact signs, then edges inside are flipped (Lawson 1977). For planar loops of any length. O(n²).
 */
final class PlanarFill {

    /** Longest loop that this is used for; above it the quadratic cost shows. */
    static final int LONGEST = 5000;

    private final double[] xyz;
    private final int[] loop;
    private final int u;
    private final int v;
    private final Orientation orientation = new Orientation();

    private PlanarFill(double[] xyz, int[] loop, int axis, boolean positive) {
        this.xyz = xyz;
        this.loop = loop;
        this.u = positive ? (axis + 1) % 3 : (axis + 2) % 3;
        this.v = positive ? (axis + 2) % 3 : (axis + 1) % 3;
    }

    /** Fills a loop; empty when it crosses itself in the projection. */
    static Optional<int[]> of(double[] xyz, int[] loop) {
        double[] n = meanNormal(xyz, loop);
        int axis = 0;
        for (int i = 1; i < 3; i++) {
            axis = Math.abs(n[i]) > Math.abs(n[axis]) ? i : axis;
        }
        PlanarFill fill = new PlanarFill(xyz, loop, axis, n[axis] > 0);
        int[] facets = fill.cutEars();
        if (facets.length == 0) {
            return Optional.empty();
        }
        fill.improve(facets);
        return Optional.of(facets);
    }

    /** Returns the normal of a loop by Newell's sum, twice the projected area long. */
    static double[] meanNormal(double[] xyz, int[] loop) {
        double[] sum = new double[3];
        double[] one = new double[3];
        for (int i = 1; i + 1 < loop.length; i++) {
            Geometry.normal(xyz, loop[0], loop[i], loop[i + 1], one);
            for (int k = 0; k < 3; k++) {
                sum[k] += one[k];
            }
        }
        return sum;
    }

    private int turn(int a, int b, int c) {
        return orientation.inPlane(
                xyz[3 * a + u], xyz[3 * a + v], xyz[3 * b + u], xyz[3 * b + v], xyz[3 * c + u], xyz[3 * c + v]);
    }

    private int[] cutEars() {
        int n = loop.length;
        int[] after = new int[n];
        int[] before = new int[n];
        Arrays.setAll(after, i -> (i + 1) % n);
        Arrays.setAll(before, i -> (i + n - 1) % n);
        IntList facets = new IntList();
        int left = n;
        int at = 0;
        int tried = 0;
        while (left > 3) {
            if (tried > left) {
                return new int[0];
            }
            if (isEar(before[at], at, after[at], after)) {
                add(facets, before[at], at, after[at]);
                after[before[at]] = after[at];
                before[after[at]] = before[at];
                at = after[after[at]];
                left--;
                tried = 0;
            } else {
                at = after[at];
                tried++;
            }
        }
        if (turn(loop[before[at]], loop[at], loop[after[at]]) < 0) {
            return new int[0];
        }
        add(facets, before[at], at, after[at]);
        return facets.toArray();
    }

    private void add(IntList facets, int a, int b, int c) {
        facets.add(loop[a]);
        facets.add(loop[b]);
        facets.add(loop[c]);
    }

    /** Whether the corner turns left and no vertex that remains lies in its triangle. */
    private boolean isEar(int a, int b, int c, int[] after) {
        if (turn(loop[a], loop[b], loop[c]) <= 0) {
            return false;
        }
        for (int i = after[c]; i != a; i = after[i]) {
            int p = loop[i];
            if (turn(loop[a], loop[b], p) >= 0 && turn(loop[b], loop[c], p) >= 0 && turn(loop[c], loop[a], p) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Flips inner edges whose opposite angles add up to more than a half turn. */
    private void improve(int[] facets) {
        Map<Long, Integer> at = new HashMap<>();
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int e = 0; e < facets.length; e++) {
            at.put(key(facets[e], facets[next(e)]), e);
            queue.add(e);
        }
        int budget = 10 * facets.length;
        while (!queue.isEmpty() && budget-- > 0) {
            int e = queue.poll();
            int a = facets[e];
            int b = facets[next(e)];
            Integer twin = at.get(key(b, a));
            if (twin == null) {
                continue;
            }
            int c = facets[next(next(e))];
            int d = facets[next(next(twin))];
            if (cotangent(c, a, b) + cotangent(d, a, b) < -1e-9 && turn(d, b, c) > 0 && turn(c, a, d) > 0) {
                facets[next(e)] = d;
                facets[next(twin)] = c;
                at.remove(key(a, b));
                at.remove(key(b, a));
                for (int t : new int[] {3 * (e / 3), 3 * (twin / 3)}) {
                    for (int k = t; k < t + 3; k++) {
                        at.put(key(facets[k], facets[next(k)]), k);
                        queue.add(k);
                    }
                }
            }
        }
    }

    private double cotangent(int apex, int p, int q) {
        double[] n = new double[3];
        double[] a = Geometry.direction(xyz, apex, p);
        double[] b = Geometry.direction(xyz, apex, q);
        double size = Geometry.normal(xyz, apex, p, q, n);
        double product = Geometry.distance(xyz, apex, p) * Geometry.distance(xyz, apex, q);
        return size > 0 ? Geometry.dot(a, b) * product / size : Geometry.dot(a, b) > 0 ? 1e300 : -1e300;
    }

    private static long key(int a, int b) {
        return (long) a << 32 | b;
    }

    private static int next(int e) {
        return e % 3 == 2 ? e - 2 : e + 1;
    }
}
