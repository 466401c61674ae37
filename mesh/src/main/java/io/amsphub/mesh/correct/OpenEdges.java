package io.amsphub.mesh.correct;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.spatial.BoxSearch;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** The open edges of a draft, to be searched by place. */
final class OpenEdges {

    private final double[] xyz;
    /** Half-edges with one facet, ascending. */
    final int[] halfEdges;
    /** Vertices of open edges, ascending. */
    final int[] vertices;

    private final int[] segments;
    private final BoxSearch search;

    OpenEdges(Draft draft, FacetEdges edges, BoundingBox box) {
        xyz = draft.xyz();
        IntList open = new IntList();
        for (int h = 0; h < draft.corners().length; h++) {
            if (edges.isKept(h / 3) && edges.mate()[h] == FacetEdges.OPEN) {
                open.add(h);
            }
        }
        halfEdges = open.toArray();
        segments = new int[3 * halfEdges.length];
        for (int i = 0; i < halfEdges.length; i++) {
            segments[3 * i] = edges.from(halfEdges[i]);
            segments[3 * i + 1] = edges.to(halfEdges[i]);
            segments[3 * i + 2] = segments[3 * i + 1];
        }
        vertices = Arrays.stream(segments).sorted().distinct().toArray();
        int[] all = new int[halfEdges.length];
        Arrays.setAll(all, i -> i);
        search = new BoxSearch(FacetTree.of(xyz, segments, all, box));
    }

    int from(int i) {
        return segments[3 * i];
    }

    int to(int i) {
        return segments[3 * i + 1];
    }

    /** Visits the positions of open edges whose boxes come within reach of a vertex. */
    void around(int vertex, double reach, IntConsumer visitor) {
        search.around(xyz[3 * vertex], xyz[3 * vertex + 1], xyz[3 * vertex + 2], reach, visitor);
    }
}
