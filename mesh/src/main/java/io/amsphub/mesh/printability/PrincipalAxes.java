package io.amsphub.mesh.printability;

import io.amsphub.mesh.measure.SymmetricAxes;
import java.util.Arrays;

/** The principal axes of a surface: of the second moments of its area. */
final class PrincipalAxes {

    private PrincipalAxes() {}

    /** Returns the extents of a part along its principal axes in mm, longest first. */
    static double[] extents(PrintModel model) {
        double[] axes = SymmetricAxes.of(moments(model), 3);
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int f : model.facets) {
            for (int k = 0; k < 3; k++) {
                for (int a = 0; a < 3; a++) {
                    double along = axes[a] * model.corner(f, k, 0)
                            + axes[3 + a] * model.corner(f, k, 1)
                            + axes[6 + a] * model.corner(f, k, 2);
                    low[a] = Math.min(low[a], along);
                    high[a] = Math.max(high[a], along);
                }
            }
        }
        double[] extents = {high[0] - low[0], high[1] - low[1], high[2] - low[2]};
        Arrays.sort(extents);
        return new double[] {extents[2], extents[1], extents[0]};
    }

    /** Second moments of the area about its centroid: of a facet, those of the midpoints of its sides. */
    private static double[] moments(PrintModel model) {
        double[] mean = new double[3];
        for (int f : model.facets) {
            for (int a = 0; a < 3; a++) {
                mean[a] += model.areas[f] / model.area * model.centroid(f, a);
            }
        }
        double[] m = new double[9];
        double[] middle = new double[3];
        for (int f : model.facets) {
            for (int k = 0; k < 3; k++) {
                for (int a = 0; a < 3; a++) {
                    middle[a] = (model.corner(f, k, a) + model.corner(f, (k + 1) % 3, a)) / 2 - mean[a];
                }
                for (int i = 0; i < 9; i++) {
                    m[i] += model.areas[f] * middle[i / 3] * middle[i % 3];
                }
            }
        }
        return m;
    }
}
