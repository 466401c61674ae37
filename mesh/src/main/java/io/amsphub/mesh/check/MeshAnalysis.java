package io.amsphub.mesh.check;

import io.amsphub.mesh.measure.ShellSums;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.spatial.SpatialOrder;
import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import io.amsphub.mesh.topology.Parallel;
import io.amsphub.mesh.topology.VertexFans;
import io.amsphub.mesh.topology.Weld;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables that the checks share, each made once. Vertices and facets have numbers of their own here where the
 * mesh is scattered; {@link #pointOf} and {@link #facetOf} lead back, and whatever names a place goes through them.
 */
final class MeshAnalysis {

    private static final int GRAIN = 1 << 15;

    final TriangleMesh mesh;
    final Weld weld;
    private final @Nullable SpatialOrder order;
    final double[] xyz;
    final FacetEdges edges;
    final VertexFans fans;
    final Components components;
    final @Nullable BoundingBox box;
    final @Nullable ShellSums sums;
    final int[] collinear;

    MeshAnalysis(TriangleMesh mesh) {
        this.mesh = mesh;
        weld = Weld.of(mesh);
        double[] coordinates = weld.coordinates(mesh.points());
        int[] corners = weld.apply(mesh.facets());
        order = SpatialOrder.of(coordinates, corners);
        xyz = order == null ? coordinates : order.xyz();
        edges = FacetEdges.of(order == null ? corners : order.corners(), weld.vertexCount());
        fans = VertexFans.of(edges);
        components = Components.of(edges);
        box = mesh.facetCount() == 0 ? null : BoundingBox.around(xyz, edges.corners());
        sums = box == null ? null : ShellSums.of(xyz, edges, components, box);
        collinear = findCollinear();
    }

    private int[] findCollinear() {
        int[] corners = edges.corners();
        List<IntList> chunks = Parallel.ranges(edges.facetCount(), GRAIN, i -> new IntList(), (found, from, to) -> {
            Orientation orientation = new Orientation();
            for (int f = from; f < to; f++) {
                if (edges.isKept(f)
                        && orientation.collinear(xyz, corners[3 * f], corners[3 * f + 1], corners[3 * f + 2])) {
                    found.add(f);
                }
            }
        });
        IntList all = new IntList();
        chunks.forEach(all::addAll);
        return all.toArray();
    }

    /** Returns the facets that count and have an area, ascending. */
    private int[] facetsWithArea() {
        int[] facets = new int[edges.facetCount()];
        int count = 0;
        int skip = 0;
        for (int f = 0; f < facets.length; f++) {
            if (skip < collinear.length && collinear[skip] == f) {
                skip++;
            } else if (edges.isKept(f)) {
                facets[count++] = f;
            }
        }
        return Arrays.copyOf(facets, count);
    }

    /** Returns a tree over the facets that count and have an area. */
    FacetTree facetTree(BoundingBox frame) {
        return order == null
                ? FacetTree.of(xyz, edges.corners(), facetsWithArea(), frame)
                : FacetTree.ofSorted(xyz, edges.corners(), facetsWithArea(), frame);
    }

    /** Returns the point of the mesh that stands for a vertex. */
    int pointOf(int vertex) {
        return weld.firstPoint()[order == null ? vertex : order.vertexAt()[vertex]];
    }

    /** Returns the number in the mesh of a facet, which here may have another. */
    int facetOf(int facet) {
        return order == null ? facet : order.facetAt()[facet];
    }
}
