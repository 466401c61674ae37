package io.amsphub.mesh.correct;

import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;

/**
 * Turns whole patches over where that makes the edges between patches cancel better. Patches meet at edges
 * with more than two facets; a patch is turned when the length of edges in excess (see {@link NetBoundary})
 * becomes shorter. Greedy and deterministic.
 */
final class PatchAgreement {

    private static final int PASSES = 30;

    private final Draft draft;
    private final FacetEdges edges;
    private final int[] patchOf;
    private final IntList[] crowdsOf;
    private final boolean[] turned;
    private final double shortest;

    private PatchAgreement(Draft draft, FacetEdges edges, int[] patchOf, int patches) {
        this.draft = draft;
        this.edges = edges;
        this.patchOf = patchOf;
        this.crowdsOf = new IntList[patches];
        this.turned = new boolean[patches];
        double longest = 0;
        for (int i = 0; i < edges.crowdCount(); i++) {
            longest = Math.max(longest, length(i));
            for (int h : edges.crowd(i)) {
                int patch = patchOf[h / 3];
                crowdsOf[patch] = crowdsOf[patch] == null ? new IntList() : crowdsOf[patch];
                IntList list = crowdsOf[patch];
                if (list.isEmpty() || list.get(list.size() - 1) != i) {
                    list.add(i);
                }
            }
        }
        shortest = 1e-9 * longest;
    }

    /** A draft and how many of its facets were turned over. */
    record Result(Draft draft, int turnedFacets) {}

    static Result of(Draft draft, FacetEdges edges, int[] patchOf, int patches) {
        if (edges.crowdCount() == 0) {
            return new Result(draft, 0);
        }
        PatchAgreement work = new PatchAgreement(draft, edges, patchOf, patches);
        boolean again = true;
        for (int pass = 0; pass < PASSES && again; pass++) {
            again = false;
            for (int p = 0; p < patches; p++) {
                if (work.crowdsOf[p] != null && work.gain(p) > work.shortest) {
                    work.turned[p] = !work.turned[p];
                    again = true;
                }
            }
        }
        return work.apply();
    }

    private double length(int crowd) {
        int h = edges.crowd(crowd)[0];
        return Geometry.distance(draft.xyz(), edges.from(h), edges.to(h));
    }

    /** How much shorter the excess becomes when the patch is turned over. */
    private double gain(int patch) {
        double gain = 0;
        IntList crowds = crowdsOf[patch];
        for (int k = 0; k < crowds.size(); k++) {
            int[] around = edges.crowd(crowds.get(k));
            int net = 0;
            int own = 0;
            for (int h : around) {
                int sign = edges.from(h) == edges.from(around[0]) ? 1 : -1;
                sign = turned[patchOf[h / 3]] ? -sign : sign;
                net += sign;
                own += patchOf[h / 3] == patch ? sign : 0;
            }
            gain += (Math.abs(net) - Math.abs(net - 2 * own)) * length(crowds.get(k));
        }
        return gain;
    }

    private Result apply() {
        int[] corners = draft.corners().clone();
        int count = 0;
        for (int f = 0; f < draft.facetCount(); f++) {
            if (patchOf[f] >= 0 && turned[patchOf[f]]) {
                corners[3 * f + 1] = draft.corners()[3 * f + 2];
                corners[3 * f + 2] = draft.corners()[3 * f + 1];
                count++;
            }
        }
        return count == 0 ? new Result(draft, 0) : new Result(draft.withCorners(corners), count);
    }
}
