package io.amsphub.mesh.check;

import io.amsphub.mesh.model.BoundingBox;
import org.jspecify.annotations.Nullable;

/**
 * The counts and sizes of a mesh. Lengths in mm, areas in mm², volumes in mm³.
 *
 * <p>Points with bit-equal coordinates count as one vertex (0 and -0 are equal). Facets with a
 * repeated vertex, and facets that repeat the vertices of an earlier facet in any winding, are
 * counted and then left out: edges, components, intersections, volume and area are those of the
 * facets that remain.
 *
 * @param facets all facets
 * @param points all points, used or not
 * @param weldedVertices different points, used or not
 * @param usedVertices different points that a remaining facet uses
 * @param edges undirected edges
 * @param degenerateFacets facets with a repeated vertex
 * @param collinearFacets remaining facets whose three different vertices lie exactly on a line
 * @param duplicateFacets facets that repeat an earlier one in the same or the opposite winding
 * @param duplicateOpposite those of them in the opposite winding
 * @param openEdges edges with one facet
 * @param nonManifoldEdges edges with more than two facets
 * @param inconsistentEdges edges with two facets that run through them in the same direction
 * @param nonManifoldVertices vertices whose facets form several fans, counted over shared edges
 * @param components sets of facets connected over edges
 * @param openComponents components with an open edge, or with a vertex of several fans of the component
 * @param invertedComponents components without an open edge and with a negative signed volume
 * @param euler used vertices - edges + remaining facets
 * @param selfIntersectingPairs pairs of facets that meet other than in a shared vertex or edge, decided exactly
 * @param selfIntersectingPairsSameComponent those of them within one component
 * @param selfIntersectingFacets facets in at least one such pair
 * @param volumeMm3 signed volume over the origin, positive when the facets face outward
 * @param areaMm2 sum of the facets' areas
 * @param boundingBox box around the points that facets use; null when there is no facet
 */
public record MeshMeasures(
        int facets,
        int points,
        int weldedVertices,
        int usedVertices,
        int edges,
        int degenerateFacets,
        int collinearFacets,
        int duplicateFacets,
        int duplicateOpposite,
        int openEdges,
        int nonManifoldEdges,
        int inconsistentEdges,
        int nonManifoldVertices,
        int components,
        int openComponents,
        int invertedComponents,
        int euler,
        long selfIntersectingPairs,
        long selfIntersectingPairsSameComponent,
        int selfIntersectingFacets,
        double volumeMm3,
        double areaMm2,
        @Nullable BoundingBox boundingBox) {}
