package io.amsphub.mesh.predicate;

import org.jspecify.annotations.Nullable;

/**
 * Whether two facets meet other than in a vertex or an edge that they share: exact, by signs only
 * (Devillers and Guigue 2002, INRIA RR-4488).
 *
 * <p>Facets are closed: touching counts. Two facets that share one vertex meet when they have another
 * point in common, and two that share an edge when they lie in one plane and overlap.
 *
 * <p>Holds scratch memory and is not thread-safe: one for each task.
 */
public final class FacetPairs {

    /** Signs that a pair takes which no cheap proof settles, on average. */
    private static final int SIGNS = 4;

    private final double[] xyz;
    private final int[] corners;
    private final Orientation orientation = new Orientation();
    private final FlatFacets flat;
    private final byte @Nullable [] apart;
    private long pairWork;

    /**
     * Takes the facets to compare.
     *
     * @param xyz coordinates of the vertices, not changed
     * @param corners {@code int[3·m]} vertex numbers; equal points have equal numbers
     */
    public FacetPairs(double[] xyz, int[] corners) {
        this(xyz, corners, null);
    }

    /**
     * Takes the facets to compare, and what is known of them.
     *
     * @param apart vertices whose facets are known to be apart, as {@link TurningFans} says
     */
    public FacetPairs(double[] xyz, int[] corners, byte @Nullable [] apart) {
        this.xyz = xyz;
        this.corners = corners;
        this.apart = apart;
        this.flat = new FlatFacets(xyz, orientation);
    }

    /**
     * Returns what the pairs have cost so far, in signs of a determinant in doubles, some tens of nanoseconds each.
     * Depends on the pairs only, so that a bound on it gives the same result on every machine.
     */
    public long work() {
        return pairWork + orientation.exactWork();
    }

    /**
     * Returns whether two facets meet.
     *
     * @param facet a facet with an area
     * @param other another facet with an area
     */
    public boolean meet(int facet, int other) {
        int a = corners[3 * facet];
        int b = corners[3 * facet + 1];
        int c = corners[3 * facet + 2];
        int d = corners[3 * other];
        int e = corners[3 * other + 1];
        int f = corners[3 * other + 2];
        // Position of the first shared corner in each facet, and how many there are.
        int shared = 0;
        int at = 0;
        int otherAt = 0;
        if (a == d || a == e || a == f) {
            shared++;
            otherAt = a == d ? 0 : a == e ? 1 : 2;
        }
        if (b == d || b == e || b == f) {
            at = shared++ == 0 ? 1 : at;
            otherAt = at == 1 ? (b == d ? 0 : b == e ? 1 : 2) : otherAt;
        }
        if (c == d || c == e || c == f) {
            at = shared++ == 0 ? 2 : at;
            otherAt = at == 2 ? (c == d ? 0 : c == e ? 1 : 2) : otherAt;
        }
        if (shared == 0) {
            return disjointCorners(a, b, c, d, e, f);
        }
        int v = corners[3 * facet + at];
        if (shared < 3 && apart != null && apart[v] != 0) {
            return false;
        }
        if (shared == 1) {
            int p = corners[3 * facet + (at + 1) % 3];
            int q = corners[3 * facet + (at + 2) % 3];
            int r = corners[3 * other + (otherAt + 1) % 3];
            int s = corners[3 * other + (otherAt + 2) % 3];
            return sharedVertex(v, p, q, r, s);
        }
        return shared == 2 ? sharedEdge(facet, other) : true;
    }

    private boolean sharedEdge(int facet, int other) {
        int k = 0;
        while (contains(other, corners[3 * facet + k])) {
            k++;
        }
        int apex = corners[3 * facet + k];
        int u = corners[3 * facet + (k + 1) % 3];
        int v = corners[3 * facet + (k + 2) % 3];
        int j = 0;
        while (corners[3 * other + j] == u || corners[3 * other + j] == v) {
            j++;
        }
        int otherApex = corners[3 * other + j];
        return !SurelyApart.atEdge(xyz, u, v, apex, otherApex)
                && orientation.inSpace(xyz, u, v, apex, otherApex) == 0
                && flat.overlapAtEdge(u, v, apex, otherApex);
    }

    private boolean contains(int facet, int vertex) {
        return corners[3 * facet] == vertex || corners[3 * facet + 1] == vertex || corners[3 * facet + 2] == vertex;
    }

    /** Facets v p q and v r s. */
    private boolean sharedVertex(int v, int p, int q, int r, int s) {
        if (SurelyApart.atVertex(xyz, v, p, q, r, s)) {
            return false;
        }
        pairWork += SIGNS;
        int sp = orientation.inSpace(xyz, v, r, s, p);
        int sq = orientation.inSpace(xyz, v, r, s, q);
        if (sp * sq > 0) {
            return false;
        }
        int sr = orientation.inSpace(xyz, v, p, q, r);
        int ss = orientation.inSpace(xyz, v, p, q, s);
        if (sr * ss > 0) {
            return false;
        }
        if ((sp | sq) == 0 || (sr | ss) == 0) {
            return flat.overlapAtVertex(v, p, q, r, s);
        }
        int expected = sp > 0 || sq < 0 ? -1 : 1;
        return orientation.inSpace(xyz, p, q, v, r) * expected >= 0
                && orientation.inSpace(xyz, p, q, s, v) * expected >= 0;
    }

    private boolean disjointCorners(int a, int b, int c, int d, int e, int f) {
        pairWork += SIGNS;
        int sa = orientation.inSpace(xyz, d, e, f, a);
        int sb = orientation.inSpace(xyz, d, e, f, b);
        int sc = orientation.inSpace(xyz, d, e, f, c);
        if ((sa > 0 && sb > 0 && sc > 0) || (sa < 0 && sb < 0 && sc < 0)) {
            return false;
        }
        int sd = orientation.inSpace(xyz, a, b, c, d);
        int se = orientation.inSpace(xyz, a, b, c, e);
        int sf = orientation.inSpace(xyz, a, b, c, f);
        if ((sd > 0 && se > 0 && sf > 0) || (sd < 0 && se < 0 && sf < 0)) {
            return false;
        }
        if ((sa | sb | sc) == 0 || (sd | se | sf) == 0) {
            return flat.meet(a, b, c, d, e, f);
        }
        // Turn the first facet until its first corner is alone on its side of the other's plane.
        if (sa > 0) {
            if (sb > 0) {
                return turned(c, a, b, d, f, e, sd, sf, se);
            }
            return sc > 0 ? turned(b, c, a, d, f, e, sd, sf, se) : turned(a, b, c, d, e, f, sd, se, sf);
        }
        if (sa < 0) {
            if (sb < 0) {
                return turned(c, a, b, d, e, f, sd, se, sf);
            }
            return sc < 0 ? turned(b, c, a, d, e, f, sd, se, sf) : turned(a, b, c, d, f, e, sd, sf, se);
        }
        if (sb < 0) {
            return sc >= 0 ? turned(b, c, a, d, f, e, sd, sf, se) : turned(a, b, c, d, e, f, sd, se, sf);
        }
        if (sb > 0) {
            return sc > 0 ? turned(a, b, c, d, f, e, sd, sf, se) : turned(b, c, a, d, e, f, sd, se, sf);
        }
        return sc > 0 ? turned(c, a, b, d, e, f, sd, se, sf) : turned(c, a, b, d, f, e, sd, sf, se);
    }

    /** Turns the second facet likewise. */
    private boolean turned(int a, int b, int c, int d, int e, int f, int sd, int se, int sf) {
        if (sd > 0) {
            if (se > 0) {
                return intervals(a, c, b, f, d, e);
            }
            return sf > 0 ? intervals(a, c, b, e, f, d) : intervals(a, b, c, d, e, f);
        }
        if (sd < 0) {
            if (se < 0) {
                return intervals(a, b, c, f, d, e);
            }
            return sf < 0 ? intervals(a, b, c, e, f, d) : intervals(a, c, b, d, e, f);
        }
        if (se < 0) {
            return sf >= 0 ? intervals(a, c, b, e, f, d) : intervals(a, b, c, d, e, f);
        }
        if (se > 0) {
            return sf > 0 ? intervals(a, c, b, d, e, f) : intervals(a, b, c, e, f, d);
        }
        return sf > 0 ? intervals(a, b, c, f, d, e) : intervals(a, c, b, f, d, e);
    }

    /** Whether the intervals that the facets cut from the common line overlap. */
    private boolean intervals(int a, int b, int c, int d, int e, int f) {
        return orientation.inSpace(xyz, b, d, a, e) <= 0 && orientation.inSpace(xyz, a, d, c, f) <= 0;
    }
}
