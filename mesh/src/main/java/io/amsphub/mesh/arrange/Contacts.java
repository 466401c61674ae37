package io.amsphub.mesh.arrange;

import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.topology.DisjointSets;
import io.amsphub.mesh.topology.IntList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where facets meet, as numbers of exact points: points on edges (shared by all facets of the edge),
 * points and segments on facets, and which facets overlap in one plane.
 */
final class Contacts {

    private final double[] xyz;
    private final int[] corners;
    private final ExactPoints points;
    private final Orientation orientation;
    private final Map<Long, IntList> onEdge = new HashMap<>();
    private final Map<Integer, IntList> onFacet = new HashMap<>();
    private final Map<Integer, ExactPlane> planes = new HashMap<>();
    private final DisjointSets flat;
    private final int[] found = new int[8];
    private int foundCount;

    /**
     * Prepares for facets with an area.
     *
     * @param corners {@code int[3·m]} vertex numbers
     */
    Contacts(double[] xyz, int[] corners, ExactPoints points) {
        this.xyz = xyz;
        this.corners = corners;
        this.points = points;
        this.orientation = points.orientation();
        this.flat = new DisjointSets(corners.length / 3);
    }

    /** Returns the points inside an edge, in no order; null when there is none. */
    @Nullable
    IntList onEdge(int from, int to) {
        return onEdge.get(edgeKey(from, to));
    }

    /**
     * Returns the segments on a facet as triples (point, point, facet that cuts); both points are equal for
     * a single point. Null when there is none.
     */
    @Nullable
    IntList onFacet(int facet) {
        return onFacet.get(facet);
    }

    /** Returns the lowest facet of the set that overlaps in one plane and holds this facet. */
    int flatSet(int facet) {
        return flat.find(facet);
    }

    /** Returns the plane of a facet. */
    ExactPlane plane(int facet) {
        return planes.computeIfAbsent(
                facet,
                f -> ExactPlane.of(
                        points.vertex(corners[3 * f]),
                        points.vertex(corners[3 * f + 1]),
                        points.vertex(corners[3 * f + 2])));
    }

    private static long edgeKey(int from, int to) {
        return (long) Math.min(from, to) << 32 | Math.max(from, to);
    }

    /** Takes two facets that meet other than in a shared vertex or edge. */
    void add(int f, int g) {
        int[] sidesOfF = sides(f, g);
        if (sidesOfF[0] == 0 && sidesOfF[1] == 0 && sidesOfF[2] == 0) {
            addFlat(f, g);
            return;
        }
        foundCount = 0;
        pierce(f, g, sidesOfF);
        pierce(g, f, sides(g, f));
        if (foundCount == 0) {
            return;
        }
        int p = found[0];
        int q = found[foundCount - 1];
        addSegment(f, p, q, g);
        addSegment(g, p, q, f);
    }

    /** Sides of the corners of f on the plane of g. */
    private int[] sides(int f, int g) {
        int[] sides = new int[3];
        for (int i = 0; i < 3; i++) {
            sides[i] = orientation.inSpace(
                    xyz, corners[3 * g], corners[3 * g + 1], corners[3 * g + 2], corners[3 * f + i]);
        }
        return sides;
    }

    private void addSegment(int facet, int p, int q, int other) {
        IntList list = onFacet.computeIfAbsent(facet, f -> new IntList());
        list.add(p);
        list.add(q);
        list.add(other);
    }

    private void addOnEdge(int from, int to, int p) {
        IntList list = onEdge.computeIfAbsent(edgeKey(from, to), e -> new IntList());
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == p) {
                return;
            }
        }
        list.add(p);
    }

    private void find(int p) {
        for (int i = 0; i < foundCount; i++) {
            if (found[i] == p) {
                return;
            }
        }
        found[foundCount++] = p;
    }

    /** Finds where corners and edges of f meet g. */
    private void pierce(int f, int g, int[] sides) {
        for (int i = 0; i < 3; i++) {
            int p = corners[3 * f + i];
            int j = (i + 1) % 3;
            if (sides[i] == 0) {
                vertexInPlane(p, g);
            } else if (sides[i] * sides[j] < 0) {
                edgeThroughPlane(p, corners[3 * f + j], g);
            }
        }
    }

    private void vertexInPlane(int p, int g) {
        int a = corners[3 * g];
        int b = corners[3 * g + 1];
        int c = corners[3 * g + 2];
        if (p == a || p == b || p == c) {
            find(p);
            return;
        }
        int axis = flatAxis(g);
        int u = (axis + 1) % 3;
        int v = (axis + 2) % 3;
        int turn = points.turn(a, b, c, u, v);
        int ab = points.turn(a, b, p, u, v) * turn;
        int bc = points.turn(b, c, p, u, v) * turn;
        int ca = points.turn(c, a, p, u, v) * turn;
        if (ab >= 0 && bc >= 0 && ca >= 0) {
            find(p);
            addOnEdges(g, p, ab, bc, ca);
        }
    }

    /** Enters a point on the edges of g that it lies on; a point on two of them is their corner. */
    private void addOnEdges(int g, int p, int ab, int bc, int ca) {
        int[] zero = {ab, bc, ca};
        for (int k = 0; k < 3; k++) {
            if (zero[k] == 0 && zero[(k + 1) % 3] != 0 && zero[(k + 2) % 3] != 0) {
                addOnEdge(corners[3 * g + k], corners[3 * g + (k + 1) % 3], p);
            }
        }
    }

    private void edgeThroughPlane(int p, int q, int g) {
        int a = corners[3 * g];
        int b = corners[3 * g + 1];
        int c = corners[3 * g + 2];
        int ab = orientation.inSpace(xyz, p, q, a, b);
        int bc = orientation.inSpace(xyz, p, q, b, c);
        int ca = orientation.inSpace(xyz, p, q, c, a);
        if ((ab < 0 || bc < 0 || ca < 0) && (ab > 0 || bc > 0 || ca > 0)) {
            return;
        }
        int x;
        if (ab == 0 && ca == 0) {
            x = a;
        } else if (ab == 0 && bc == 0) {
            x = b;
        } else if (bc == 0 && ca == 0) {
            x = c;
        } else {
            x = points.crossing(p, q, plane(g));
            addOnEdges(g, x, ab, bc, ca);
        }
        addOnEdge(p, q, x);
        find(x);
    }

    /** Returns an axis along which a facet can be projected: the one along which it looks largest. */
    int flatAxis(int facet) {
        int a = 3 * corners[3 * facet];
        int b = 3 * corners[3 * facet + 1];
        int c = 3 * corners[3 * facet + 2];
        int best = 0;
        double most = -1;
        for (int axis = 0; axis < 3; axis++) {
            int u = (axis + 1) % 3;
            int v = (axis + 2) % 3;
            double area = Math.abs((xyz[b + u] - xyz[a + u]) * (xyz[c + v] - xyz[a + v])
                    - (xyz[b + v] - xyz[a + v]) * (xyz[c + u] - xyz[a + u]));
            if (area > most && points.turn(a / 3, b / 3, c / 3, u, v) != 0) {
                most = area;
                best = axis;
            }
        }
        return best;
    }

    private void addFlat(int f, int g) {
        int axis = flatAxis(f);
        int u = (axis + 1) % 3;
        int v = (axis + 2) % 3;
        for (int i = 0; i < 3; i++) {
            int p = corners[3 * f + i];
            int q = corners[3 * f + (i + 1) % 3];
            for (int j = 0; j < 3; j++) {
                edgesInPlane(p, q, corners[3 * g + j], corners[3 * g + (j + 1) % 3], u, v);
            }
        }
        if (!separates(f, g, u, v) && !separates(g, f, u, v)) {
            flat.union(f, g);
        }
    }

    private void edgesInPlane(int p, int q, int r, int s, int u, int v) {
        if ((p == r && q == s) || (p == s && q == r)) {
            return;
        }
        int pqr = points.turn(p, q, r, u, v);
        int pqs = points.turn(p, q, s, u, v);
        int rsp = points.turn(r, s, p, u, v);
        int rsq = points.turn(r, s, q, u, v);
        if (pqr * pqs < 0 && rsp * rsq < 0) {
            int x = points.crossing(p, q, r, s, u, v);
            addOnEdge(p, q, x);
            addOnEdge(r, s, x);
            return;
        }
        enterIfBetween(p, q, r, pqr);
        enterIfBetween(p, q, s, pqs);
        enterIfBetween(r, s, p, rsp);
        enterIfBetween(r, s, q, rsq);
    }

    private void enterIfBetween(int from, int to, int p, int turn) {
        if (turn == 0 && p != from && p != to && isBetween(from, to, p)) {
            addOnEdge(from, to, p);
        }
    }

    private boolean isBetween(int from, int to, int p) {
        for (int axis = 0; axis < 3; axis++) {
            int whole = points.compare(from, to, axis);
            if (whole != 0) {
                return points.compare(from, p, axis) == whole && points.compare(p, to, axis) == whole;
            }
        }
        return false;
    }

    /** Whether an edge of f has all of g outside or on it, so that no area is shared. */
    private boolean separates(int f, int g, int u, int v) {
        int a = corners[3 * f];
        int b = corners[3 * f + 1];
        int c = corners[3 * f + 2];
        int turn = points.turn(a, b, c, u, v);
        return outside(a, b, g, turn, u, v) || outside(b, c, g, turn, u, v) || outside(c, a, g, turn, u, v);
    }

    private boolean outside(int p, int q, int g, int turn, int u, int v) {
        for (int j = 0; j < 3; j++) {
            if (points.turn(p, q, corners[3 * g + j], u, v) * turn > 0) {
                return false;
            }
        }
        return true;
    }
}
