package io.amsphub.mesh.correct;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The components of a draft with their sizes and facets. Unlike in detection, repeated facets count: they
 * belong to the component of the facet that they repeat, and a component is closed when its
 * {@link NetBoundary} is empty.
 */
final class DraftShells {

    final Draft draft;
    final FacetEdges edges;
    private final BoundingBox box;
    private final int count;
    private final int[] of;
    private final int[] start;
    private final int[] facets;
    private final double[] diagonal;
    private final double[] volume;
    private final double[] area;
    private final boolean[] open;

    DraftShells(Draft draft, BoundingBox box) {
        this.draft = draft;
        this.box = box;
        edges = draft.edges();
        Components components = Components.of(edges);
        count = components.count();
        of = components.of();
        assignRepeated();
        start = new int[count + 1];
        for (int c : of) {
            if (c >= 0) {
                start[c + 1]++;
            }
        }
        for (int c = 0; c < count; c++) {
            start[c + 1] += start[c];
        }
        facets = new int[start[count]];
        int[] fill = start.clone();
        for (int f = 0; f < of.length; f++) {
            if (of[f] >= 0) {
                facets[fill[of[f]]++] = f;
            }
        }
        diagonal = new double[count];
        volume = new double[count];
        area = new double[count];
        open = new boolean[count];
        for (int c = 0; c < count; c++) {
            measure(c);
        }
        markOpen();
    }

    private void assignRepeated() {
        if (edges.countOf(FacetEdges.DUPLICATE) + edges.countOf(FacetEdges.DUPLICATE_OPPOSITE) == 0) {
            return;
        }
        Map<List<Integer>, Integer> componentOf = new HashMap<>();
        for (int f = 0; f < of.length; f++) {
            if (of[f] >= 0) {
                componentOf.put(vertices(f), of[f]);
            }
        }
        for (int f = 0; f < of.length; f++) {
            if (of[f] < 0 && edges.state()[f] != FacetEdges.DEGENERATE) {
                of[f] = componentOf.getOrDefault(vertices(f), -1);
            }
        }
    }

    private List<Integer> vertices(int f) {
        int[] v = Arrays.copyOfRange(draft.corners(), 3 * f, 3 * f + 3);
        Arrays.sort(v);
        return List.of(v[0], v[1], v[2]);
    }

    private void measure(int c) {
        double[] xyz = draft.xyz();
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] n = new double[3];
        int o = 3 * draft.corners()[3 * facets[start[c]]];
        for (int i = start[c]; i < start[c + 1]; i++) {
            int f = 3 * facets[i];
            int a = draft.corners()[f];
            area[c] += Geometry.normal(xyz, a, draft.corners()[f + 1], draft.corners()[f + 2], n) / 2;
            for (int k = 0; k < 3; k++) {
                volume[c] += n[k] * (xyz[3 * a + k] - xyz[o + k]) / 6;
            }
            for (int k = 0; k < 9; k++) {
                double x = xyz[3 * draft.corners()[f + k / 3] + k % 3];
                low[k % 3] = Math.min(low[k % 3], x);
                high[k % 3] = Math.max(high[k % 3], x);
            }
        }
        diagonal[c] = Geometry.length(new double[] {high[0] - low[0], high[1] - low[1], high[2] - low[2]});
    }

    private void markOpen() {
        int[] excess = NetBoundary.of(draft.corners()).edges();
        if (excess.length == 0) {
            return;
        }
        boolean[] onBoundary = new boolean[draft.vertexCount()];
        for (int v : excess) {
            onBoundary[v] = true;
        }
        long[] keys = new long[excess.length / 2];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) excess[2 * i] << 32 | excess[2 * i + 1];
        }
        Arrays.sort(keys);
        for (int h = 0; h < draft.corners().length; h++) {
            if (of[h / 3] >= 0 && onBoundary[edges.from(h)] && onBoundary[edges.to(h)]) {
                long key = (long) edges.from(h) << 32 | edges.to(h);
                open[of[h / 3]] |= Arrays.binarySearch(keys, key) >= 0;
            }
        }
    }

    int count() {
        return count;
    }

    /** Returns the component of each facet, -1 for facets with a repeated corner; not a copy. */
    int[] of() {
        return of;
    }

    /** Returns the facets of a component, ascending. */
    int[] facets(int component) {
        return Arrays.copyOfRange(facets, start[component], start[component + 1]);
    }

    int largest() {
        int largest = 0;
        for (int c = 1; c < count; c++) {
            largest = diagonal[c] > diagonal[largest] ? c : largest;
        }
        return largest;
    }

    double diagonal(int component) {
        return diagonal[component];
    }

    double volume(int component) {
        return volume[component];
    }

    double area(int component) {
        return area[component];
    }

    boolean isClosed(int component) {
        return !open[component];
    }

    /** Whether a component is as thin as detection calls a sheet; of use for closed components. */
    boolean isSheet(int component, double sheetMm) {
        return 2 * Math.abs(volume[component]) <= sheetMm * area[component];
    }

    /** Returns a tree over the facets that have an area, repeated ones included. */
    FacetTree tree() {
        Orientation orientation = new Orientation();
        IntList withArea = new IntList();
        int[] c = draft.corners();
        for (int f = 0; f < draft.facetCount(); f++) {
            if (of[f] >= 0 && !orientation.collinear(draft.xyz(), c[3 * f], c[3 * f + 1], c[3 * f + 2])) {
                withArea.add(f);
            }
        }
        return FacetTree.of(draft.xyz(), c, withArea.toArray(), box);
    }

    /** Returns the facets of the components that are chosen, in their order. */
    Draft only(boolean[] chosen) {
        IntList kept = new IntList();
        for (int f = 0; f < of.length; f++) {
            if (of[f] >= 0 && chosen[of[f]]) {
                for (int h = 3 * f; h < 3 * f + 3; h++) {
                    kept.add(draft.corners()[h]);
                }
            }
        }
        return draft.withCorners(kept.toArray());
    }

    /** Returns the draft with the facets of the chosen components turned over. */
    Draft turned(boolean[] chosen) {
        int[] corners = draft.corners().clone();
        for (int f = 0; f < of.length; f++) {
            if (of[f] >= 0 && chosen[of[f]]) {
                corners[3 * f + 1] = draft.corners()[3 * f + 2];
                corners[3 * f + 2] = draft.corners()[3 * f + 1];
            }
        }
        return draft.withCorners(corners);
    }
}
