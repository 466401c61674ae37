package io.amsphub.mesh.nest;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;

/**
 * What nesting by boxes knows of a part.
 *
 * @param box around it, in its own frame, mm
 * @param volumeMm3 that it encloses, mm³; of an open mesh whatever the sum gives, at least 0 and at most the box
 */
public record PartBox(BoundingBox box, double volumeMm3) {

    /**
     * Measures a part. O(facets).
     *
     * @throws IllegalStateException when it has no facet
     */
    public static PartBox of(TriangleMesh mesh) {
        BoundingBox box = mesh.boundingBox();
        double[] p = mesh.points();
        int[] facets = mesh.facets();
        double sum = 0;
        for (int f = 0; f < facets.length; f += 3) {
            int a = 3 * facets[f];
            int b = 3 * facets[f + 1];
            int c = 3 * facets[f + 2];
            double ax = p[a] - box.minX();
            double ay = p[a + 1] - box.minY();
            double az = p[a + 2] - box.minZ();
            double bx = p[b] - box.minX();
            double by = p[b + 1] - box.minY();
            double bz = p[b + 2] - box.minZ();
            double cx = p[c] - box.minX();
            double cy = p[c + 1] - box.minY();
            double cz = p[c + 2] - box.minZ();
            sum += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
        }
        double most = box.sizeX() * box.sizeY() * box.sizeZ();
        return new PartBox(box, Math.min(most, Math.max(0, sum / 6)));
    }
}
