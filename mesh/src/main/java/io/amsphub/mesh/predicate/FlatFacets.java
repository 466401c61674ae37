package io.amsphub.mesh.predicate;

/**
 * The flat cases of {@link FacetPairs}: facets in one plane. Points are projected along an axis along
 * which the area of the first facet does not vanish, which keeps every sign.
 */
final class FlatFacets {

    private final double[] xyz;
    private final Orientation orientation;
    /** Axes of the projection, 0 to 2. */
    private int u;

    private int v;

    FlatFacets(double[] xyz, Orientation orientation) {
        this.xyz = xyz;
        this.orientation = orientation;
    }

    /** Chooses a projection in which the facet has an area and returns its turn there. */
    private int project(int a, int b, int c) {
        int turn = 0;
        for (int axis = 0; axis < 3 && turn == 0; axis++) {
            u = (axis + 1) % 3;
            v = (axis + 2) % 3;
            turn = side(a, b, c);
        }
        return turn;
    }

    private int side(int a, int b, int c) {
        return orientation.inPlane(
                xyz[3 * a + u], xyz[3 * a + v], xyz[3 * b + u], xyz[3 * b + v], xyz[3 * c + u], xyz[3 * c + v]);
    }

    /** Facets u v a and u v b in one plane: whether they lie on the same side of their edge. */
    boolean overlapAtEdge(int from, int to, int apex, int otherApex) {
        return project(from, to, apex) == side(from, to, otherApex);
    }

    /** Facets o p q and o r s in one plane: whether they meet beyond o. */
    boolean overlapAtVertex(int o, int p, int q, int r, int s) {
        int first = project(o, p, q);
        int second = side(o, r, s);
        return inWedge(o, p, q, first, r)
                || inWedge(o, p, q, first, s)
                || inWedge(o, r, s, second, p)
                || inWedge(o, r, s, second, q);
    }

    /** Whether the ray from o through x lies in the closed wedge between the rays through p and q. */
    private boolean inWedge(int o, int p, int q, int turn, int x) {
        return side(o, p, x) * turn >= 0 && side(o, x, q) * turn >= 0;
    }

    /** Facets in one plane without a shared vertex. */
    boolean meet(int a, int b, int c, int d, int e, int f) {
        int first = project(a, b, c);
        int second = side(d, e, f);
        return !separates(a, b, c, first, d, e, f) && !separates(d, e, f, second, a, b, c);
    }

    /** Whether an edge of the first facet has all of the second strictly outside. */
    private boolean separates(int a, int b, int c, int turn, int d, int e, int f) {
        return outside(a, b, d, e, f, turn) || outside(b, c, d, e, f, turn) || outside(c, a, d, e, f, turn);
    }

    private boolean outside(int from, int to, int d, int e, int f, int turn) {
        return side(from, to, d) * turn < 0 && side(from, to, e) * turn < 0 && side(from, to, f) * turn < 0;
    }
}
