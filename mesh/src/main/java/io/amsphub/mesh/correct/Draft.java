package io.amsphub.mesh.correct;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.Weld;

/**
 * A mesh between two steps: joined vertices and facets in vertex numbers. A step makes a new draft
 * and leaves the old one alone.
 *
 * @param xyz {@code double[3·vertices]} in mm, all different
 * @param corners {@code int[3·facets]} vertex numbers
 */
@SuppressWarnings("ArrayRecordComponent") // passed from step to step, never compared
record Draft(double[] xyz, int[] corners, LengthUnit unit) {

    /** Joins the equal points of a mesh. */
    static Draft of(TriangleMesh mesh) {
        Weld weld = Weld.of(mesh);
        return new Draft(weld.coordinates(mesh.points()), weld.apply(mesh.facets()), mesh.sourceUnit());
    }

    int facetCount() {
        return corners.length / 3;
    }

    int vertexCount() {
        return xyz.length / 3;
    }

    FacetEdges edges() {
        return FacetEdges.of(corners, vertexCount());
    }

    Draft withCorners(int[] newCorners) {
        return new Draft(xyz, newCorners, unit);
    }

    /** Returns the mesh with the points that facets use, in their order. */
    TriangleMesh toMesh() {
        int[] number = new int[vertexCount()];
        for (int v : corners) {
            number[v] = 1;
        }
        int count = 0;
        for (int v = 0; v < number.length; v++) {
            number[v] = number[v] == 0 ? -1 : count++;
        }
        double[] points = new double[3 * count];
        for (int v = 0; v < number.length; v++) {
            if (number[v] >= 0) {
                System.arraycopy(xyz, 3 * v, points, 3 * number[v], 3);
            }
        }
        int[] facets = new int[corners.length];
        for (int i = 0; i < facets.length; i++) {
            facets[i] = number[corners[i]];
        }
        return TriangleMesh.of(points, facets, unit);
    }
}
