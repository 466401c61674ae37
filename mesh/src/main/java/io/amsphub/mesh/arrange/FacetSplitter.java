package io.amsphub.mesh.arrange;

import io.amsphub.mesh.topology.IntList;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Cuts facets along their contacts. Facets that overlap in one plane are cut together, so that their pieces agree. */
final class FacetSplitter {

    private final double[] xyz;
    private final int[] corners;
    private final byte[] operandOf;
    private final ExactPoints points;
    private final Contacts contacts;
    private final long maxCrossings;
    private final SubFacets pieces = new SubFacets();
    private long crossings;

    /**
     * Prepares for facets with an area.
     *
     * @param operandOf operand of each facet, 0 or 1
     * @param maxCrossings how often cuts of a facet may cross each other, counted over all facets
     */
    FacetSplitter(
            double[] xyz, int[] corners, byte[] operandOf, ExactPoints points, Contacts contacts, long maxCrossings) {
        this.xyz = xyz;
        this.corners = corners;
        this.operandOf = operandOf;
        this.points = points;
        this.contacts = contacts;
        this.maxCrossings = maxCrossings;
    }

    /**
     * Cuts all facets; those without a contact stay whole.
     *
     * @return the pieces; empty when more cuts cross than may
     */
    Optional<SubFacets> split() {
        Map<Integer, IntList> flatSets = new TreeMap<>();
        for (int f = 0; f < operandOf.length; f++) {
            int set = contacts.flatSet(f);
            if (set != f) {
                flatSets.computeIfAbsent(set, k -> new IntList()).add(f);
            }
        }
        for (int f = 0; f < operandOf.length && !isFull(); f++) {
            IntList others = flatSets.get(f);
            if (others != null) {
                splitTogether(f, others);
            } else if (contacts.flatSet(f) == f) {
                if (isTouched(f)) {
                    splitAlone(f);
                } else {
                    addPiece(f, corners[3 * f], corners[3 * f + 1], corners[3 * f + 2]);
                }
            }
        }
        return isFull() ? Optional.empty() : Optional.of(pieces);
    }

    private boolean isFull() {
        return crossings > maxCrossings;
    }

    private boolean isTouched(int f) {
        return contacts.onFacet(f) != null
                || contacts.onEdge(corners[3 * f], corners[3 * f + 1]) != null
                || contacts.onEdge(corners[3 * f + 1], corners[3 * f + 2]) != null
                || contacts.onEdge(corners[3 * f + 2], corners[3 * f]) != null;
    }

    private void addPiece(int f, int a, int b, int c) {
        pieces.add(a, b, c, f, operandOf[f] == 0 ? 1 : 0, operandOf[f] == 0 ? 0 : 1);
    }

    /** Returns the axes of a projection in which the facet runs counter-clockwise. */
    private int[] axes(int f) {
        int axis = contacts.flatAxis(f);
        int u = (axis + 1) % 3;
        int v = (axis + 2) % 3;
        int turn = points.turn(corners[3 * f], corners[3 * f + 1], corners[3 * f + 2], u, v);
        return turn > 0 ? new int[] {u, v} : new int[] {v, u};
    }

    private void splitAlone(int f) {
        int[] axes = axes(f);
        PlanarTriangulation triangulation = new PlanarTriangulation(
                points,
                axes[0],
                axes[1],
                corners[3 * f],
                corners[3 * f + 1],
                corners[3 * f + 2],
                (first, second) -> cross(f, first, second, axes));
        insertPoints(triangulation, f);
        insertCuts(triangulation, f);
        if (isFull()) {
            return;
        }
        triangulation.improve();
        for (int t = 0; t < triangulation.triangleCount(); t++) {
            addPiece(f, triangulation.corner(t, 0), triangulation.corner(t, 1), triangulation.corner(t, 2));
        }
    }

    private void insertPoints(PlanarTriangulation triangulation, int f) {
        for (int k = 0; k < 3; k++) {
            triangulation.insertPoint(corners[3 * f + k]);
            IntList onEdge = contacts.onEdge(corners[3 * f + k], corners[3 * f + (k + 1) % 3]);
            for (int i = 0; onEdge != null && i < onEdge.size(); i++) {
                triangulation.insertPoint(onEdge.get(i));
            }
        }
        IntList cuts = contacts.onFacet(f);
        for (int i = 0; cuts != null && i < cuts.size(); i += 3) {
            triangulation.insertPoint(cuts.get(i));
            triangulation.insertPoint(cuts.get(i + 1));
        }
    }

    private void insertCuts(PlanarTriangulation triangulation, int f) {
        IntList cuts = contacts.onFacet(f);
        for (int i = 0; cuts != null && i < cuts.size() && !isFull(); i += 3) {
            if (cuts.get(i) != cuts.get(i + 1)) {
                triangulation.insertSegment(cuts.get(i), cuts.get(i + 1), Carrier.ofCut(cuts.get(i + 2)));
            }
        }
    }

    /** Returns the point where two lines in the plane of a facet cross. */
    private int cross(int f, Carrier first, Carrier second, int[] axes) {
        crossings++;
        if (first.isEdge() && second.isEdge()) {
            return points.crossing(first.from(), first.to(), second.from(), second.to(), axes[0], axes[1]);
        }
        if (first.isEdge()) {
            return points.crossing(first.from(), first.to(), contacts.plane(second.facet()));
        }
        if (second.isEdge()) {
            return points.crossing(second.from(), second.to(), contacts.plane(first.facet()));
        }
        return points.crossing(contacts.plane(f), contacts.plane(first.facet()), contacts.plane(second.facet()));
    }

    private void splitTogether(int f, IntList others) {
        int[] axes = axes(f);
        IntList members = new IntList();
        members.add(f);
        members.addAll(others);
        int[] frame = frame(members, axes);
        PlanarTriangulation triangulation = new PlanarTriangulation(
                points, axes[0], axes[1], frame[0], frame[1], frame[2], (a, b) -> cross(f, a, b, axes));
        for (int i = 0; i < members.size(); i++) {
            insertPoints(triangulation, members.get(i));
        }
        for (int i = 0; i < members.size(); i++) {
            int member = members.get(i);
            for (int k = 0; k < 3 && !isFull(); k++) {
                int from = corners[3 * member + k];
                int to = corners[3 * member + (k + 1) % 3];
                triangulation.insertSegment(from, to, new Carrier(member, from, to));
            }
        }
        for (int i = 0; i < members.size(); i++) {
            insertCuts(triangulation, members.get(i));
        }
        if (!isFull()) {
            triangulation.improve();
            collect(f, triangulation, axes);
        }
    }

    /** Three points around everything: a triangle that holds the square of twice the largest coordinate. */
    private int[] frame(IntList members, int[] axes) {
        double most = 0;
        for (int i = 0; i < members.size(); i++) {
            for (int k = 0; k < 3; k++) {
                int p = 3 * corners[3 * members.get(i) + k];
                most = Math.max(most, Math.max(Math.abs(xyz[p + axes[0]]), Math.abs(xyz[p + axes[1]])));
            }
        }
        BigInteger far = points.scaledCeiling(2 * most);
        BigInteger farther = far.shiftLeft(2);
        return new int[] {
            corner(farther.negate(), far.negate(), axes),
            corner(farther, far.negate(), axes),
            corner(BigInteger.ZERO, farther, axes)
        };
    }

    private int corner(BigInteger atU, BigInteger atV, int[] axes) {
        BigInteger[] p = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
        p[axes[0]] = atU;
        p[axes[1]] = atV;
        return points.add(p[0], p[1], p[2], BigInteger.ONE);
    }

    /** Counts on the way across edges how many members cover a triangle, from the frame inwards. */
    private void collect(int f, PlanarTriangulation triangulation, int[] axes) {
        int n = triangulation.triangleCount();
        int[] cover = new int[n];
        int[] weights = new int[SubFacets.OPERANDS * n];
        boolean[] reached = new boolean[n];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        int outside = triangulation.frameTriangle();
        reached[outside] = true;
        queue.add(outside);
        while (!queue.isEmpty()) {
            int t = queue.poll();
            for (int i = 0; i < 3; i++) {
                int s = triangulation.neighbour(t, i);
                if (s != PlanarTriangulation.NONE && !reached[s]) {
                    reached[s] = true;
                    cover[s] = cover[t];
                    weights[2 * s] = weights[2 * t];
                    weights[2 * s + 1] = weights[2 * t + 1];
                    for (Carrier carrier : triangulation.carriers(t, i)) {
                        if (carrier.isEdge()) {
                            cross(triangulation, t, i, s, carrier, axes, cover, weights);
                        }
                    }
                    queue.add(s);
                }
            }
        }
        for (int t = 0; t < n; t++) {
            if (cover[t] > 0 && (weights[2 * t] != 0 || weights[2 * t + 1] != 0)) {
                pieces.add(
                        triangulation.corner(t, 0),
                        triangulation.corner(t, 1),
                        triangulation.corner(t, 2),
                        f,
                        weights[2 * t],
                        weights[2 * t + 1]);
            }
        }
    }

    /** Enters or leaves the member whose edge lies between triangles t and s. */
    private void cross(
            PlanarTriangulation triangulation,
            int t,
            int i,
            int s,
            Carrier edge,
            int[] axes,
            int[] cover,
            int[] weights) {
        int member = edge.facet();
        int turn = points.turn(corners[3 * member], corners[3 * member + 1], corners[3 * member + 2], axes[0], axes[1]);
        int axis = points.compare(edge.from(), edge.to(), axes[0]) != 0 ? axes[0] : axes[1];
        int along = points.compare(edge.from(), edge.to(), axis)
                * points.compare(triangulation.corner(t, i), triangulation.corner(t, (i + 1) % 3), axis);
        boolean leaving = along * turn > 0;
        cover[s] += leaving ? -1 : 1;
        weights[2 * s + operandOf[member]] += leaving ? -turn : turn;
    }
}
