package io.amsphub.mesh.winding;

import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.spatial.BoxSearch;
import io.amsphub.mesh.spatial.FacetTree;
import java.util.Arrays;

/**
 * How often closed shells wind around a point, exactly: signed crossings of the ray along +X.
 *
 * <p>A ray that runs through an edge or a vertex is moved by an infinitesimal step, first in Y, then in
 * Z (simulation of simplicity, Edelsbrunner and Mücke 1990), so nothing is counted twice. For a closed
 * shell that faces outward the number is 1 inside and 0 outside; for one that faces inward -1 and 0.
 * Meaningless for shells with open edges. Not thread-safe.
 */
public final class RayWinding {

    private final double[] xyz;
    private final int[] corners;
    private final int[] shellOf;
    private final BoxSearch search;
    private final LineCrossing crossing;
    private final Orientation orientation = new Orientation();
    private final int[] count;
    private int[] touched = new int[16];
    private int touchedCount;
    private double px;
    private double py;
    private double pz;

    /**
     * Prepares for a mesh.
     *
     * @param xyz coordinates of the vertices
     * @param corners {@code int[3·m]} vertex numbers
     * @param shellOf shell of each facet, below {@code shells}
     * @param tree the facets to cross
     */
    public RayWinding(double[] xyz, int[] corners, int[] shellOf, int shells, FacetTree tree) {
        this.xyz = xyz;
        this.corners = corners;
        this.shellOf = shellOf;
        this.search = new BoxSearch(tree);
        this.crossing = new LineCrossing(xyz, corners);
        this.count = new int[shells];
    }

    /**
     * Shoots the ray from a point; the results stay until the next shot. For a shell on which the point
     * lies the number is that of one of its sides.
     */
    public void shoot(double x, double y, double z) {
        for (int i = 0; i < touchedCount; i++) {
            count[touched[i]] = 0;
        }
        touchedCount = 0;
        px = x;
        py = y;
        pz = z;
        search.alongX(x, y, z, this::cross);
    }

    /** Returns the winding number of one shell around the last point. */
    public int of(int shell) {
        return count[shell];
    }

    /** Returns the shells with a crossing, in no order; those not listed have winding number 0. */
    public int[] crossedShells() {
        return Arrays.copyOf(touched, touchedCount);
    }

    private void cross(int facet) {
        int a = corners[3 * facet];
        int b = corners[3 * facet + 1];
        int c = corners[3 * facet + 2];
        int turn = crossing.turn(facet, py, pz);
        if (turn == 0) {
            return;
        }
        if (orientation.inSpace(xyz, a, b, c, px, py, pz) * turn < 0) {
            add(shellOf[facet], turn);
        }
    }

    private void add(int shell, int turn) {
        boolean known = false;
        for (int i = 0; i < touchedCount && !known; i++) {
            known = touched[i] == shell;
        }
        if (!known) {
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touchedCount);
            }
            touched[touchedCount++] = shell;
        }
        count[shell] += turn;
    }
}
