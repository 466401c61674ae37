package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.winding.RayWinding;
import java.util.Arrays;
import java.util.List;

/**
 * Checks a boolean at sample places next to the surfaces of both operands and of the result: each must be in
 * the result exactly when the operation says so. Winding numbers are exact; the places are fixed by the meshes.
 */
final class BooleanProof {

    private static final int MOST_FACETS = 300;
    private static final double OFFSET = 1e-3;

    private final TriangleMesh all;
    private final RayWinding winding;
    private final BooleanOperation operation;

    private BooleanProof(TriangleMesh first, TriangleMesh second, TriangleMesh result, BooleanOperation operation) {
        this.operation = operation;
        all = Meshing.together(List.of(first, second, result));
        int[] shellOf = new int[all.facetCount()];
        Arrays.fill(shellOf, first.facetCount(), first.facetCount() + second.facetCount(), 1);
        Arrays.fill(shellOf, first.facetCount() + second.facetCount(), shellOf.length, 2);
        int[] facets = new int[shellOf.length];
        Arrays.setAll(facets, i -> i);
        FacetTree tree = FacetTree.of(all.points(), all.facets(), facets, all.boundingBox());
        winding = new RayWinding(all.points(), all.facets(), shellOf, 3, tree);
    }

    static boolean holds(TriangleMesh first, TriangleMesh second, TriangleMesh result, BooleanOperation operation) {
        BooleanProof proof = new BooleanProof(first, second, result, operation);
        return proof.holdsBetween(0, first.facetCount())
                && proof.holdsBetween(first.facetCount(), first.facetCount() + second.facetCount())
                && proof.holdsBetween(first.facetCount() + second.facetCount(), proof.all.facetCount());
    }

    private boolean holdsBetween(int from, int to) {
        int step = Math.max(1, (to - from) / MOST_FACETS);
        for (int facet = from; facet < to; facet += step) {
            if (!holdsNextTo(facet)) {
                return false;
            }
        }
        return true;
    }

    private boolean holdsNextTo(int facet) {
        double[] xyz = all.points();
        int a = 3 * all.facets()[3 * facet];
        int b = 3 * all.facets()[3 * facet + 1];
        int c = 3 * all.facets()[3 * facet + 2];
        double[] normal = Directions.cross(Directions.minus(xyz, b, xyz, a), Directions.minus(xyz, c, xyz, a));
        double length = Directions.length(normal);
        if (length == 0) {
            return true;
        }
        double step = OFFSET * Math.sqrt(length) / length;
        for (int side = -1; side <= 1; side += 2) {
            double x = (xyz[a] + xyz[b] + xyz[c]) / 3 + side * step * normal[0];
            double y = (xyz[a + 1] + xyz[b + 1] + xyz[c + 1]) / 3 + side * step * normal[1];
            double z = (xyz[a + 2] + xyz[b + 2] + xyz[c + 2]) / 3 + side * step * normal[2];
            winding.shoot(x, y, z);
            boolean wanted = operation.keeps(winding.of(0) > 0, winding.of(1) > 0);
            if (winding.of(2) != (wanted ? 1 : 0)) {
                return false;
            }
        }
        return true;
    }
}
