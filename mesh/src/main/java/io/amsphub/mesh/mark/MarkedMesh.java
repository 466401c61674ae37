package io.amsphub.mesh.mark;

import io.amsphub.mesh.model.TriangleMesh;

/**
 * A copy of a model that carries a mark.
 *
 * @param mesh the copy: facets as in the original, or divided where that had too few points
 * @param points how many joined points it has
 * @param carriers how many of them were moved
 * @param spared how many could have been moved and were not, because facets would have met
 * @param largestMoveMm how far a point was moved at most, mm
 */
public record MarkedMesh(TriangleMesh mesh, int points, int carriers, int spared, double largestMoveMm) {}
