package io.amsphub.mesh.arrange;

import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.spatial.BoxSearch;
import io.amsphub.mesh.spatial.FacetTree;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Winding numbers at one piece of each connected set of pieces, from a line along X through a point of
 * the piece that crosses the facets as they were given.
 */
final class AnchorRays {

    /** Weights of the corners that are tried for a point inside a piece; sums of powers of two. */
    private static final double[][] SHARES = {
        {0.3125, 0.375, 0.3125},
        {0.5, 0.25, 0.25},
        {0.25, 0.5, 0.25},
        {0.25, 0.25, 0.5},
        {0.4375, 0.4375, 0.125},
        {0.125, 0.4375, 0.4375},
        {0.4375, 0.125, 0.4375}
    };

    private final double[] xyz;
    private final int[] corners;
    private final byte[] operandOf;
    private final ExactPoints points;
    private final Contacts contacts;
    private final SubFacets pieces;
    private final BoxSearch search;
    private final Orientation orientation;
    private double y;
    private double z;
    private int target;
    private int set;
    private final int[] winding = new int[SubFacets.OPERANDS];

    AnchorRays(
            double[] xyz,
            int[] corners,
            byte[] operandOf,
            ExactPoints points,
            Contacts contacts,
            SubFacets pieces,
            FacetTree tree) {
        this.xyz = xyz;
        this.corners = corners;
        this.operandOf = operandOf;
        this.points = points;
        this.contacts = contacts;
        this.pieces = pieces;
        this.search = new BoxSearch(tree);
        this.orientation = points.orientation();
    }

    /** Returns for each set of pieces the one that looks largest along X, or -1 when none has an area there. */
    int[] anchors(int[] setOf, int sets) {
        int[] anchors = new int[sets];
        double[] area = new double[sets];
        Arrays.fill(anchors, -1);
        double[] p = points.rounded();
        for (int t = 0; t < pieces.size(); t++) {
            int a = 3 * pieces.corners.get(3 * t);
            int b = 3 * pieces.corners.get(3 * t + 1);
            int c = 3 * pieces.corners.get(3 * t + 2);
            double size = Math.abs(
                    (p[b + 1] - p[a + 1]) * (p[c + 2] - p[a + 2]) - (p[b + 2] - p[a + 2]) * (p[c + 1] - p[a + 1]));
            if (size > area[setOf[t]]) {
                area[setOf[t]] = size;
                anchors[setOf[t]] = t;
            }
        }
        return anchors;
    }

    /** Returns whether the normal of a piece points against X, so that its front is met first. */
    boolean facesBack(int piece) {
        return contacts.plane(pieces.plane.get(piece)).nx().signum() < 0;
    }

    /**
     * Returns the winding number of each operand just before a line along X meets the piece; null when no
     * line was found that meets its inside, which takes a piece without an extent in doubles.
     */
    int @Nullable [] windingBefore(int piece) {
        if (!aim(piece)) {
            return null;
        }
        set = contacts.flatSet(pieces.plane.get(piece));
        Arrays.fill(winding, 0);
        search.onLineAlongX(y, z, this::cross);
        return winding.clone();
    }

    /** Chooses a line that meets the piece strictly inside. */
    private boolean aim(int piece) {
        ExactPlane plane = contacts.plane(pieces.plane.get(piece));
        int a = pieces.corners.get(3 * piece);
        int b = pieces.corners.get(3 * piece + 1);
        int c = pieces.corners.get(3 * piece + 2);
        for (double[] share : SHARES) {
            double[] p = points.rounded();
            y = p[3 * a + 1] * share[0] + p[3 * b + 1] * share[1] + p[3 * c + 1] * share[2];
            z = p[3 * a + 2] * share[0] + p[3 * b + 2] * share[1] + p[3 * c + 2] * share[2];
            target = points.above(y, z, plane);
            int turn = points.turn(a, b, target, 1, 2);
            if (turn != 0 && points.turn(b, c, target, 1, 2) == turn && points.turn(c, a, target, 1, 2) == turn) {
                return true;
            }
        }
        return false;
    }

    private void cross(int facet) {
        int a = corners[3 * facet];
        int b = corners[3 * facet + 1];
        int c = corners[3 * facet + 2];
        int turn = orientation.inPlane(
                xyz[3 * a + 1], xyz[3 * a + 2], xyz[3 * b + 1], xyz[3 * b + 2], xyz[3 * c + 1], xyz[3 * c + 2]);
        if (turn == 0 || side(a, b) != turn || side(b, c) != turn || side(c, a) != turn) {
            return;
        }
        if (contacts.flatSet(facet) == set) {
            return;
        }
        int beyond = points.side(contacts.plane(facet), target) * turn;
        if (beyond > 0) {
            winding[operandOf[facet]] -= turn;
        }
    }

    /** As in RayWinding: a point on an edge is moved by an infinitesimal step. */
    private int side(int a, int b) {
        double ay = xyz[3 * a + 1];
        double az = xyz[3 * a + 2];
        double by = xyz[3 * b + 1];
        double bz = xyz[3 * b + 2];
        int sign = orientation.inPlane(ay, az, by, bz, y, z);
        if (sign != 0) {
            return sign;
        }
        return az != bz ? Double.compare(az, bz) : Double.compare(by, ay);
    }
}
