package io.amsphub.mesh.compose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A region of a plane, an outline with holes, cut into triangles: holes are joined to the outline by their
 * shortest visible bridge, ears are cut, and edges are flipped until they are Delaunay. Turns are exact
 * because corners lie on the {@link Grid}. Cost O(n²), meant for hundreds of corners.
 */
final class PlanarRegion {

    private final double[] xy;
    private final int corners;
    private final List<int[]> loops = new ArrayList<>();

    /**
     * Makes a region.
     *
     * @param outer the outline, in either direction
     * @param holes outlines inside it that touch neither it nor each other, in either direction
     */
    PlanarRegion(Outline outer, List<Outline> holes) {
        int total = outer.size() + holes.stream().mapToInt(Outline::size).sum();
        xy = new double[2 * total];
        corners = total;
        int at = add(outer, 0, outer.area() > 0);
        for (Outline hole : holes) {
            at = add(hole, at, hole.area() < 0);
        }
    }

    private int add(Outline outline, int from, boolean forward) {
        int n = outline.size();
        int[] loop = new int[n];
        for (int i = 0; i < n; i++) {
            xy[2 * (from + i)] = outline.x(i);
            xy[2 * (from + i) + 1] = outline.y(i);
            loop[i] = from + (forward ? i : n - 1 - i);
        }
        loops.add(loop);
        return from + n;
    }

    /** Returns the corners, {@code double[2·n]}: the outline as given, then each hole as given. */
    double[] corners() {
        return xy;
    }

    /** Returns the triangles, {@code int[3·m]} of corners, counter-clockwise. */
    int[] triangles() {
        int[] ring = loops.get(0);
        List<int[]> holes = new ArrayList<>(loops.subList(1, loops.size()));
        while (!holes.isEmpty()) {
            ring = joinNearest(ring, holes);
        }
        int[] triangles = cutEars(ring);
        flipToDelaunay(triangles);
        return triangles;
    }

    // ---- bridges ----

    private int[] joinNearest(int[] ring, List<int[]> holes) {
        double best = Double.POSITIVE_INFINITY;
        int bestHole = -1;
        int bestI = 0;
        int bestJ = 0;
        for (int h = 0; h < holes.size(); h++) {
            int[] hole = holes.get(h);
            for (int i = 0; i < ring.length; i++) {
                for (int j = 0; j < hole.length; j++) {
                    double distance = squared(ring[i], hole[j]);
                    if (distance < best && sees(ring, i, hole[j], holes)) {
                        best = distance;
                        bestHole = h;
                        bestI = i;
                        bestJ = j;
                    }
                }
            }
        }
        if (bestHole < 0) {
            throw new IllegalArgumentException("a hole touches or leaves the outline");
        }
        return spliced(ring, bestI, holes.remove(bestHole), bestJ);
    }

    private static int[] spliced(int[] ring, int i, int[] hole, int j) {
        int[] joined = new int[ring.length + hole.length + 2];
        int at = 0;
        for (int k = 0; k <= i; k++) {
            joined[at++] = ring[k];
        }
        for (int k = 0; k <= hole.length; k++) {
            joined[at++] = hole[(j + k) % hole.length];
        }
        for (int k = i; k < ring.length; k++) {
            joined[at++] = ring[k];
        }
        return joined;
    }

    /** True when the segment from the i-th corner of the ring to a corner of a hole crosses no edge. */
    private boolean sees(int[] ring, int i, int to, List<int[]> holes) {
        int from = ring[i];
        int before = ring[(i + ring.length - 1) % ring.length];
        int after = ring[(i + 1) % ring.length];
        if (!inWedge(before, from, after, to) || crosses(ring, from, to)) {
            return false;
        }
        for (int[] hole : holes) {
            if (crosses(hole, from, to)) {
                return false;
            }
        }
        return true;
    }

    /** True when the direction to a point leads into the region at this corner of the ring. */
    private boolean inWedge(int before, int corner, int after, int point) {
        if (turn(before, corner, after) >= 0) {
            return turn(before, corner, point) > 0 && turn(corner, after, point) > 0;
        }
        return turn(before, corner, point) > 0 || turn(corner, after, point) > 0;
    }

    private boolean crosses(int[] loop, int from, int to) {
        for (int k = 0; k < loop.length; k++) {
            int a = loop[k];
            int b = loop[(k + 1) % loop.length];
            if (a == from || b == from || a == to || b == to) {
                continue;
            }
            double sideA = turn(from, to, a);
            double sideB = turn(from, to, b);
            double sideFrom = turn(a, b, from);
            double sideTo = turn(a, b, to);
            boolean across = Math.signum(sideA) * Math.signum(sideB) <= 0;
            if (across && Math.signum(sideFrom) * Math.signum(sideTo) <= 0) {
                return true;
            }
        }
        return false;
    }

    // ---- ears ----

    private int[] cutEars(int[] ring) {
        int n = ring.length;
        int[] next = new int[n];
        int[] previous = new int[n];
        for (int i = 0; i < n; i++) {
            next[i] = (i + 1) % n;
            previous[i] = (i + n - 1) % n;
        }
        int[] triangles = new int[3 * (n - 2)];
        int at = 0;
        int left = n;
        int corner = 0;
        int misses = 0;
        while (left > 3) {
            if (misses > left) {
                throw new IllegalArgumentException("the outline crosses itself");
            }
            if (isEar(ring, next, previous, corner)) {
                triangles[at++] = ring[previous[corner]];
                triangles[at++] = ring[corner];
                triangles[at++] = ring[next[corner]];
                next[previous[corner]] = next[corner];
                previous[next[corner]] = previous[corner];
                left--;
                misses = 0;
                corner = next[next[corner]];
            } else {
                misses++;
                corner = next[corner];
            }
        }
        triangles[at++] = ring[previous[corner]];
        triangles[at++] = ring[corner];
        triangles[at] = ring[next[corner]];
        return triangles;
    }

    private boolean isEar(int[] ring, int[] next, int[] previous, int at) {
        int a = ring[previous[at]];
        int b = ring[at];
        int c = ring[next[at]];
        if (turn(a, b, c) <= 0) {
            return false;
        }
        for (int k = next[next[at]]; k != previous[at]; k = next[k]) {
            int p = ring[k];
            if (p != a && p != b && p != c && turn(a, b, p) >= 0 && turn(b, c, p) >= 0 && turn(c, a, p) >= 0) {
                return false;
            }
        }
        return true;
    }

    // ---- flips ----

    /** Flips inner edges while the opposite corner lies in the circle; gives up after enough rounds. */
    private void flipToDelaunay(int[] triangles) {
        boolean changed = true;
        for (int round = 0; changed && round < 200; round++) {
            changed = false;
            long[] edges = edges(triangles);
            for (int e = 0; e + 1 < edges.length; e++) {
                if (edges[e] >>> 24 == edges[e + 1] >>> 24) {
                    int s = (int) (edges[e] & 0xFFFFFF);
                    int t = (int) (edges[e + 1] & 0xFFFFFF);
                    changed |= flip(triangles, s, t);
                }
            }
        }
    }

    /** Edges as sorted keys: smaller corner, larger corner, and where in the triangles the edge begins. */
    private static long[] edges(int[] triangles) {
        long[] keys = new long[triangles.length];
        for (int i = 0; i < triangles.length; i++) {
            int a = triangles[i];
            int b = triangles[i - i % 3 + (i + 1) % 3];
            keys[i] = ((long) Math.min(a, b) << 44) | ((long) Math.max(a, b) << 24) | i;
        }
        Arrays.sort(keys);
        return keys;
    }

    /** Flips the edge that begins at s in one triangle and at t in the other, if both still have it and it helps. */
    private boolean flip(int[] triangles, int s, int t) {
        int a = triangles[s];
        int b = triangles[following(s)];
        if (triangles[t] != b || triangles[following(t)] != a) {
            return false;
        }
        int c = triangles[following(following(s))];
        int d = triangles[following(following(t))];
        if (turn(c, d, b) <= 0 || turn(d, c, a) <= 0 || !inCircle(a, b, c, d)) {
            return false;
        }
        set(triangles, s, c, d, b);
        set(triangles, t, d, c, a);
        return true;
    }

    private static int following(int i) {
        return i - i % 3 + (i + 1) % 3;
    }

    private static void set(int[] triangles, int at, int a, int b, int c) {
        int first = at - at % 3;
        triangles[first] = a;
        triangles[first + 1] = b;
        triangles[first + 2] = c;
    }

    /** True when d lies clearly within the circle through a, b, c; on the circle it does not. */
    private boolean inCircle(int a, int b, int c, int d) {
        double ax = xy[2 * a] - xy[2 * d];
        double ay = xy[2 * a + 1] - xy[2 * d + 1];
        double bx = xy[2 * b] - xy[2 * d];
        double by = xy[2 * b + 1] - xy[2 * d + 1];
        double cx = xy[2 * c] - xy[2 * d];
        double cy = xy[2 * c + 1] - xy[2 * d + 1];
        double aa = ax * ax + ay * ay;
        double bb = bx * bx + by * by;
        double cc = cx * cx + cy * cy;
        double determinant = aa * (bx * cy - cx * by) - bb * (ax * cy - cx * ay) + cc * (ax * by - bx * ay);
        return determinant > 1e-9 * (aa + bb + cc) * (aa + bb + cc);
    }

    private double squared(int a, int b) {
        double dx = xy[2 * a] - xy[2 * b];
        double dy = xy[2 * a + 1] - xy[2 * b + 1];
        return dx * dx + dy * dy;
    }

    /** Twice the signed area of three corners, exact on the grid. */
    private double turn(int a, int b, int c) {
        double ax = xy[2 * a];
        double ay = xy[2 * a + 1];
        return (xy[2 * b] - ax) * (xy[2 * c + 1] - ay) - (xy[2 * b + 1] - ay) * (xy[2 * c] - ax);
    }

    int cornerCount() {
        return corners;
    }
}
