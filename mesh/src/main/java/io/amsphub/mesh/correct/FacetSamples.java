package io.amsphub.mesh.correct;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.topology.Parallel;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Points on the facets of a mesh, on a raster no wider than a spacing, corners included. */
final class FacetSamples {

    private static final int GRAIN = 256;

    private final TriangleMesh mesh;
    private final double spacing;
    private final LongAdder count = new LongAdder();

    FacetSamples(TriangleMesh mesh, double spacing) {
        this.mesh = mesh;
        this.spacing = spacing;
    }

    long count() {
        return count.sum();
    }

    /** Returns the largest distance of a sample from a surface; 0 without samples. */
    double farthestFrom(TriangleMesh surface) {
        if (mesh.facetCount() == 0) {
            return 0;
        }
        if (surface.facetCount() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        FacetTree tree = SurfaceDistance.tree(surface);
        double diagonal = surface.boundingBox().diagonal();
        List<double[]> chunks = Parallel.ranges(
                mesh.facetCount(),
                GRAIN,
                i -> new double[1],
                (most, from, to) -> {
                    SurfaceDistance distance = new SurfaceDistance(surface, tree, diagonal);
                    for (int f = from; f < to; f++) {
                        most[0] = Math.max(most[0], farthestOf(f, distance));
                    }
                });
        return chunks.stream().mapToDouble(most -> most[0]).max().orElse(0);
    }

    private double farthestOf(int f, SurfaceDistance distance) {
        double[] xyz = mesh.points();
        int a = mesh.facets()[3 * f];
        int b = mesh.facets()[3 * f + 1];
        int c = mesh.facets()[3 * f + 2];
        double longest = Math.max(
                Geometry.distance(xyz, a, b), Math.max(Geometry.distance(xyz, b, c), Geometry.distance(xyz, c, a)));
        int steps = (int) Math.min(400, Math.ceil(longest / spacing));
        steps = Math.max(1, steps);
        double most = 0;
        double last = 0;
        for (int i = 0; i <= steps; i++) {
            for (int j = 0; i + j <= steps; j++) {
                double u = (double) i / steps;
                double v = (double) j / steps;
                double w = 1 - u - v;
                double[] p = new double[3];
                for (int k = 0; k < 3; k++) {
                    p[k] = i == steps
                            ? xyz[3 * b + k]
                            : j == steps
                                    ? xyz[3 * c + k]
                                    : i + j == 0
                                            ? xyz[3 * a + k]
                                            : xyz[3 * a + k] * w + xyz[3 * b + k] * u + xyz[3 * c + k] * v;
                }
                last = distance.of(p[0], p[1], p[2], last);
                most = Math.max(most, last);
                count.increment();
            }
        }
        return most;
    }
}
