package io.amsphub.mesh.arrange;

import io.amsphub.mesh.topology.IntList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A triangulation of points in a plane with edges that must be there, exact: a triangle is split for
 * each point, and edges in the way of a constraint are flipped out of it (Sloan 1993). Constraints that
 * cross get a point where they do.
 *
 * <p>Triangles run counter-clockwise in the projection on two axes. Edge i of a triangle runs from its
 * corner i to the next.
 */
final class PlanarTriangulation {

    static final int NONE = -1;

    /** Gives the point where two constraints cross. */
    interface Crossing {
        int of(Carrier first, Carrier second);
    }

    private final ExactPoints points;
    private final int u;
    private final int v;
    private final Crossing crossing;
    /** What lies on an edge; edges refer to it by position. */
    private final List<List<Carrier>> carriers = new ArrayList<>();

    private final IntList corner = new IntList();
    private final IntList neighbour = new IntList();
    private final IntList constraint = new IntList();
    private final Map<Integer, Integer> triangleAt = new HashMap<>();
    private int last;

    /**
     * Starts with one triangle around everything that will come.
     *
     * @param u first axis of the projection, 0 to 2
     * @param v second axis
     */
    PlanarTriangulation(ExactPoints points, int u, int v, int a, int b, int c, Crossing crossing) {
        this.points = points;
        this.u = u;
        this.v = v;
        this.crossing = crossing;
        addTriangle(a, b, c);
    }

    int triangleCount() {
        return corner.size() / 3;
    }

    int corner(int triangle, int i) {
        return corner.get(3 * triangle + i);
    }

    /** Returns the triangle across edge i, or {@link #NONE}. */
    int neighbour(int triangle, int i) {
        int n = neighbour.get(3 * triangle + i);
        return n == NONE ? NONE : n / 3;
    }

    /** Returns the constraints that edge i of a triangle is part of. */
    List<Carrier> carriers(int triangle, int i) {
        int mark = constraint.get(3 * triangle + i);
        return mark == NONE ? List.of() : carriers.get(mark);
    }

    private int turn(int a, int b, int c) {
        return points.turn(a, b, c, u, v);
    }

    private static int next(int e) {
        return e % 3 == 2 ? e - 2 : e + 1;
    }

    private static int previous(int e) {
        return e % 3 == 0 ? e + 2 : e - 1;
    }

    private int from(int e) {
        return corner.get(e);
    }

    private int to(int e) {
        return corner.get(next(e));
    }

    private int addTriangle(int a, int b, int c) {
        int t = triangleCount();
        for (int p : new int[] {a, b, c}) {
            corner.add(p);
            neighbour.add(NONE);
            constraint.add(NONE);
            triangleAt.put(p, t);
        }
        return t;
    }

    private void set(int triangle, int a, int b, int c) {
        int[] p = {a, b, c};
        for (int i = 0; i < 3; i++) {
            corner.set(3 * triangle + i, p[i]);
            triangleAt.put(p[i], triangle);
        }
    }

    /** Makes edges e and f twins and gives both a constraint. */
    private void join(int e, int f, int mark) {
        if (e != NONE) {
            neighbour.set(e, f);
            constraint.set(e, mark);
        }
        if (f != NONE) {
            neighbour.set(f, e);
            constraint.set(f, mark);
        }
    }

    /** Adds a point within the first triangle; does nothing when it is there. */
    void insertPoint(int p) {
        if (triangleAt.containsKey(p)) {
            return;
        }
        int t = locate(p);
        for (int e = 3 * t; e < 3 * t + 3; e++) {
            if (turn(from(e), to(e), p) == 0) {
                splitEdge(e, p);
                return;
            }
        }
        splitTriangle(t, p);
    }

    /** Walks towards p; the choice of edge rotates, so that the walk does not circle. */
    private int locate(int p) {
        int t = last;
        for (int step = 0; step < 4 * triangleCount() + 16; step++) {
            int out = NONE;
            for (int i = 0; i < 3 && out == NONE; i++) {
                int e = 3 * t + (i + step) % 3;
                if (neighbour.get(e) != NONE && turn(from(e), to(e), p) < 0) {
                    out = neighbour.get(e);
                }
            }
            if (out == NONE) {
                last = t;
                return t;
            }
            t = out / 3;
        }
        return locateByTrying(p);
    }

    private int locateByTrying(int p) {
        for (int t = 0; t < triangleCount(); t++) {
            int e = 3 * t;
            if (turn(from(e), to(e), p) >= 0
                    && turn(from(e + 1), to(e + 1), p) >= 0
                    && turn(from(e + 2), to(e + 2), p) >= 0) {
                return t;
            }
        }
        throw new IllegalStateException("point " + p + " lies outside of its facet");
    }

    private void splitTriangle(int t, int p) {
        int a = corner(t, 0);
        int b = corner(t, 1);
        int c = corner(t, 2);
        int bc = neighbour.get(3 * t + 1);
        int ca = neighbour.get(3 * t + 2);
        int markBc = constraint.get(3 * t + 1);
        int markCa = constraint.get(3 * t + 2);
        set(t, a, b, p);
        int s = addTriangle(b, c, p);
        int r = addTriangle(c, a, p);
        join(3 * s, bc, markBc);
        join(3 * r, ca, markCa);
        join(3 * t + 1, 3 * s + 2, NONE);
        join(3 * s + 1, 3 * r + 2, NONE);
        join(3 * r + 1, 3 * t + 2, NONE);
    }

    private void splitEdge(int edge, int p) {
        int twin = neighbour.get(edge);
        int mark = constraint.get(edge);
        int upper = halve(edge, p);
        if (twin == NONE) {
            return;
        }
        int lower = halve(twin, p);
        join(edge, lower, mark);
        join(twin, upper, mark);
    }

    /**
     * Cuts the triangle of an edge from p on the edge to the corner across. The edge keeps its first
     * half.
     *
     * @return the edge that is the second half, in a new triangle
     */
    private int halve(int edge, int p) {
        int b = to(edge);
        int c = to(next(edge));
        int bc = neighbour.get(next(edge));
        int markBc = constraint.get(next(edge));
        int mark = constraint.get(edge);
        int s = addTriangle(p, b, c);
        corner.set(next(edge), p);
        triangleAt.put(p, s);
        triangleAt.put(from(edge), edge / 3);
        triangleAt.put(c, edge / 3);
        join(3 * s + 1, bc, markBc);
        join(3 * s + 2, next(edge), NONE);
        join(3 * s, NONE, mark);
        join(edge, NONE, mark);
        return 3 * s;
    }

    /** Makes the straight line between two points that are there a chain of edges. */
    void insertSegment(int a, int b, Carrier carrier) {
        carriers.add(List.of(carrier));
        ArrayDeque<int[]> open = new ArrayDeque<>();
        open.push(new int[] {a, b});
        int mark = carriers.size() - 1;
        while (!open.isEmpty()) {
            int[] segment = open.pop();
            if (segment[0] != segment[1]) {
                advance(segment[0], segment[1], mark, open);
            }
        }
    }

    /** Makes the first part of a segment an edge and leaves the rest open. */
    private void advance(int a, int b, int mark, ArrayDeque<int[]> open) {
        int start = edgeTowards(a, b);
        if (from(start) == a || to(start) == a) {
            mark(start, mark);
            open.push(new int[] {from(start) == a ? to(start) : from(start), b});
            return;
        }
        List<int[]> inTheWay = new ArrayList<>();
        int e = start;
        while (true) {
            if (constraint.get(e) != NONE) {
                int x = crossing.of(
                        carriers.get(constraint.get(e)).get(0),
                        carriers.get(mark).get(0));
                if (!triangleAt.containsKey(x)) {
                    splitEdge(e, x);
                }
                open.push(new int[] {x, b});
                open.push(new int[] {a, x});
                return;
            }
            inTheWay.add(new int[] {from(e), to(e)});
            int twin = neighbour.get(e);
            int apex = to(next(twin));
            int side = apex == b ? 0 : turn(a, b, apex);
            if (side == 0) {
                flipOut(a, apex, inTheWay);
                mark(edgeBetween(a, apex), mark);
                open.push(new int[] {apex, b});
                return;
            }
            e = side > 0 ? next(twin) : previous(twin);
        }
    }

    /** Adds a constraint to an edge; edges of facets come first among those of an edge. */
    private void mark(int e, int mark) {
        if (constraint.get(e) == NONE) {
            join(e, neighbour.get(e), mark);
            return;
        }
        List<Carrier> all = new ArrayList<>(carriers.get(constraint.get(e)));
        Carrier added = carriers.get(mark).get(0);
        all.add(added.isEdge() ? 0 : all.size(), added);
        carriers.add(all);
        join(e, neighbour.get(e), carriers.size() - 1);
    }

    /** Returns an edge at a that runs along the segment, or the edge across which the segment leaves a. */
    private int edgeTowards(int a, int b) {
        int first = at(a);
        int e = first;
        boolean turned = false;
        while (true) {
            int out = to(e);
            int across = from(previous(e));
            int low = out == b ? 0 : turn(a, out, b);
            int high = across == b ? 0 : turn(a, across, b);
            if (low == 0 && ahead(a, out, b)) {
                return e;
            }
            if (high == 0 && ahead(a, across, b)) {
                return previous(e);
            }
            if (low > 0 && high < 0) {
                return next(e);
            }
            int twin = turned ? neighbour.get(e) : neighbour.get(previous(e));
            if (twin == NONE && !turned) {
                turned = true;
                twin = neighbour.get(first);
                e = first;
            }
            if (twin == NONE) {
                throw new IllegalStateException("no triangle at " + a + " faces " + b);
            }
            e = turned ? next(twin) : twin;
            if (e == first) {
                throw new IllegalStateException("no triangle at " + a + " faces " + b);
            }
        }
    }

    /** Returns the edge that starts at a in one of its triangles. */
    private int at(int a) {
        int t = triangle(a);
        int e = 3 * t;
        while (from(e) != a) {
            e++;
        }
        return e;
    }

    private int triangle(int p) {
        Integer t = triangleAt.get(p);
        if (t == null) {
            throw new IllegalStateException("point " + p + " is not in the triangulation");
        }
        return t;
    }

    /** Whether p lies on the same side of a as b, all three being on a line. */
    private boolean ahead(int a, int p, int b) {
        if (p == b) {
            return true;
        }
        int axis = points.compare(a, b, u) != 0 ? u : v;
        return points.compare(a, p, axis) == points.compare(a, b, axis);
    }

    private @Nullable Integer find(int a, int b) {
        int first = at(a);
        int e = first;
        do {
            if (to(e) == b) {
                return e;
            }
            if (from(previous(e)) == b) {
                return previous(e);
            }
            int twin = neighbour.get(previous(e));
            if (twin == NONE) {
                break;
            }
            e = twin;
        } while (e != first);
        e = first;
        while (neighbour.get(e) != NONE) {
            e = next(neighbour.get(e));
            if (e == first) {
                return null;
            }
            if (to(e) == b) {
                return e;
            }
        }
        return null;
    }

    private int edgeBetween(int a, int b) {
        Integer e = find(a, b);
        if (e == null) {
            throw new IllegalStateException("no edge between " + a + " and " + b);
        }
        return e;
    }

    /** Flips the edges that cross the segment a-b until none does. */
    private void flipOut(int a, int b, List<int[]> inTheWay) {
        ArrayDeque<int[]> queue = new ArrayDeque<>(inTheWay);
        while (!queue.isEmpty()) {
            int[] edge = queue.poll();
            int e = edgeBetween(edge[0], edge[1]);
            if (!isConvex(e)) {
                queue.add(edge);
                continue;
            }
            flip(e);
            int p = from(next(e));
            int q = to(next(e));
            boolean touches = p == a || p == b || q == a || q == b;
            if (!touches && turn(a, b, p) * turn(a, b, q) < 0) {
                queue.add(new int[] {p, q});
            }
        }
    }

    /** Whether the two triangles of an edge form a strictly convex quadrilateral. */
    private boolean isConvex(int e) {
        int f = neighbour.get(e);
        int left = to(next(e));
        int right = to(next(f));
        return turn(right, to(e), left) > 0 && turn(left, from(e), right) > 0;
    }

    /** Replaces the diagonal of a quadrilateral; afterwards the edge after e is the new diagonal. */
    private void flip(int e) {
        int f = neighbour.get(e);
        int a = from(e);
        int b = to(e);
        int c = to(next(e));
        int d = to(next(f));
        int bc = neighbour.get(next(e));
        int markBc = constraint.get(next(e));
        int ad = neighbour.get(next(f));
        int markAd = constraint.get(next(f));
        // e's triangle a b c becomes a d c with edge e = a-d; f's triangle b a d becomes b c d with edge f = b-c.
        corner.set(next(e), d);
        corner.set(next(f), c);
        triangleAt.put(a, e / 3);
        triangleAt.put(c, e / 3);
        triangleAt.put(b, f / 3);
        triangleAt.put(d, f / 3);
        join(e, ad, markAd);
        join(f, bc, markBc);
        join(next(e), next(f), NONE);
    }

    /** Returns a triangle at the frame. */
    int frameTriangle() {
        for (int e = 0; e < neighbour.size(); e++) {
            if (neighbour.get(e) == NONE) {
                return e / 3;
            }
        }
        throw new IllegalStateException("a triangulation without a border");
    }

    /**
     * Flips edges that are no constraints where that makes the triangles rounder, measured in space on the
     * rounded points. Only strictly convex pairs are flipped, decided exactly, and each edge a bounded
     * number of times, so rounding costs quality at most.
     */
    void improve() {
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int e = 0; e < neighbour.size(); e++) {
            queue.add(e);
        }
        int budget = 20 * neighbour.size() + 100;
        while (!queue.isEmpty() && budget-- > 0) {
            int e = queue.poll();
            if (neighbour.get(e) == NONE || constraint.get(e) != NONE || !isBetterFlipped(e) || !isConvex(e)) {
                continue;
            }
            int f = neighbour.get(e);
            flip(e);
            queue.add(e);
            queue.add(previous(e));
            queue.add(f);
            queue.add(previous(f));
        }
    }

    /** Whether the angles across the edge add up to more than a half turn, with a margin against flipping back. */
    private boolean isBetterFlipped(int e) {
        int f = neighbour.get(e);
        double sum = cotangent(from(previous(e)), from(e), to(e)) + cotangent(from(previous(f)), from(f), to(f));
        return sum < -1e-9;
    }

    private double cotangent(int apex, int p, int q) {
        double[] xyz = points.rounded();
        double[] a = new double[3];
        double[] b = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            a[axis] = xyz[3 * p + axis] - xyz[3 * apex + axis];
            b[axis] = xyz[3 * q + axis] - xyz[3 * apex + axis];
        }
        double x = a[1] * b[2] - a[2] * b[1];
        double y = a[2] * b[0] - a[0] * b[2];
        double z = a[0] * b[1] - a[1] * b[0];
        return (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / Math.sqrt(x * x + y * y + z * z);
    }
}
