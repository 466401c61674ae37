package io.amsphub.mesh.correct;

import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import io.amsphub.mesh.topology.Weld;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins equal points and drops what cancels: facets with a repeated corner, and pairs of facets with the
 * same corners and opposite windings, both of them. A closed surface stays closed, which dropping one of a
 * pair would not guarantee.
 */
final class ChainCleaning {

    private ChainCleaning() {}

    static Draft of(Draft draft) {
        Weld weld = Weld.of(draft.xyz());
        Draft joined = new Draft(weld.coordinates(draft.xyz()), weld.apply(draft.corners()), draft.unit());
        FacetEdges edges = joined.edges();
        boolean repeated = edges.countOf(FacetEdges.DUPLICATE_OPPOSITE) > 0;
        if (!repeated && edges.countOf(FacetEdges.DEGENERATE) == 0) {
            return joined;
        }
        Map<List<Integer>, Integer> net = repeated ? net(joined, edges) : Map.of();
        IntList kept = new IntList();
        int[] c = joined.corners();
        for (int f = 0; f < joined.facetCount(); f++) {
            boolean keep = edges.state()[f] != FacetEdges.DEGENERATE;
            if (keep && repeated) {
                List<Integer> key = vertices(c, f);
                int left = net.getOrDefault(key, 0);
                keep = left * winding(c, f) > 0;
                if (keep) {
                    net.put(key, left - Integer.signum(left));
                }
            }
            for (int h = 3 * f; h < 3 * f + 3 && keep; h++) {
                kept.add(c[h]);
            }
        }
        return joined.withCorners(kept.toArray());
    }

    private static Map<List<Integer>, Integer> net(Draft draft, FacetEdges edges) {
        Map<List<Integer>, Integer> net = new HashMap<>();
        for (int f = 0; f < draft.facetCount(); f++) {
            if (edges.state()[f] != FacetEdges.DEGENERATE) {
                net.merge(vertices(draft.corners(), f), winding(draft.corners(), f), Integer::sum);
            }
        }
        return net;
    }

    private static List<Integer> vertices(int[] corners, int f) {
        int[] v = Arrays.copyOfRange(corners, 3 * f, 3 * f + 3);
        Arrays.sort(v);
        return List.of(v[0], v[1], v[2]);
    }

    /** Returns 1 when the corners are an even permutation of their ascending order, else -1. */
    private static int winding(int[] corners, int f) {
        int a = corners[3 * f];
        int b = corners[3 * f + 1];
        int c = corners[3 * f + 2];
        int inversions = (a > b ? 1 : 0) + (b > c ? 1 : 0) + (a > c ? 1 : 0);
        return inversions % 2 == 0 ? 1 : -1;
    }
}
