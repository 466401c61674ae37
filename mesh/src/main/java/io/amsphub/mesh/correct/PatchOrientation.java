package io.amsphub.mesh.correct;

import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;

/**
 * Gives the facets of each patch one winding. A patch is a set of facets connected over edges with
 * exactly two facets. Within a patch the winding with the larger area stays; a patch that cannot be
 * oriented (a Möbius strip) keeps the winding that was reached first and its contradictions.
 */
final class PatchOrientation {

    private final Draft draft;
    private final FacetEdges edges;
    /** 0 not reached, 1 as it is, -1 turned over. */
    private final byte[] winding;

    private final int[] patchOf;
    private int patches;
    private int turned;

    private PatchOrientation(Draft draft, FacetEdges edges) {
        this.draft = draft;
        this.edges = edges;
        this.winding = new byte[draft.facetCount()];
        this.patchOf = new int[draft.facetCount()];
        Arrays.fill(patchOf, -1);
    }

    /** Orients all patches. */
    static PatchOrientation of(Draft draft, FacetEdges edges) {
        PatchOrientation orientation = new PatchOrientation(draft, edges);
        for (int f = 0; f < draft.facetCount(); f++) {
            if (orientation.winding[f] == 0 && edges.isKept(f)) {
                orientation.spread(f);
            }
        }
        return orientation;
    }

    private void spread(int seed) {
        IntList patch = new IntList();
        winding[seed] = 1;
        patchOf[seed] = patches;
        patch.add(seed);
        double kept = 0;
        double over = 0;
        for (int i = 0; i < patch.size(); i++) {
            int f = patch.get(i);
            double area = doubleArea(f);
            if (winding[f] > 0) {
                kept += area;
            } else {
                over += area;
            }
            for (int h = 3 * f; h < 3 * f + 3; h++) {
                int m = edges.mate()[h];
                if (m >= 0 && winding[m / 3] == 0) {
                    boolean agree = edges.from(m) != edges.from(h);
                    winding[m / 3] = agree ? winding[f] : (byte) -winding[f];
                    patchOf[m / 3] = patches;
                    patch.add(m / 3);
                }
            }
        }
        int sign = over > kept ? -1 : 1;
        for (int i = 0; i < patch.size(); i++) {
            int f = patch.get(i);
            winding[f] = (byte) (sign * winding[f]);
            if (winding[f] < 0) {
                turned++;
            }
        }
        patches++;
    }

    private double doubleArea(int facet) {
        int[] corners = draft.corners();
        return Geometry.normal(
                draft.xyz(), corners[3 * facet], corners[3 * facet + 1], corners[3 * facet + 2], new double[3]);
    }

    /** Returns the patch of each facet; not a copy. */
    int[] patchOf() {
        return patchOf;
    }

    int patches() {
        return patches;
    }

    /** Returns the number of facets that have to be turned over. */
    int turned() {
        return turned;
    }

    /** Returns the draft with those facets turned over. */
    Draft apply() {
        int[] corners = draft.corners().clone();
        for (int f = 0; f < winding.length; f++) {
            if (winding[f] < 0) {
                int second = corners[3 * f + 1];
                corners[3 * f + 1] = corners[3 * f + 2];
                corners[3 * f + 2] = second;
            }
        }
        return draft.withCorners(corners);
    }
}
