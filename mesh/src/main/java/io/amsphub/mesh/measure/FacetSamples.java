package io.amsphub.mesh.measure;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.topology.Parallel;
import java.util.Arrays;
import java.util.List;

/**
 * The largest distance of the facets of a mesh from a surface, by branch and bound: corners first, then a
 * facet is halved for as long as some point of it could lie farther off than what was found, and it is
 * longer than the spacing.
 */
final class FacetSamples {

    private static final int GRAIN = 256;

    private final TriangleMesh mesh;
    private final double spacing;
    private long count;

    FacetSamples(TriangleMesh mesh, double spacing) {
        this.mesh = mesh;
        this.spacing = spacing;
    }

    /** Returns the number of points whose distance was computed. */
    long count() {
        return count;
    }

    /** Returns the largest distance from a surface; 0 without facets. */
    double farthestFrom(TriangleMesh surface) {
        if (mesh.facetCount() == 0) {
            return 0;
        }
        if (surface.facetCount() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        FacetTree tree = SurfaceDistance.tree(surface);
        int[] used = Arrays.stream(mesh.facets()).sorted().distinct().toArray();
        List<Search> corners = Parallel.ranges(
                used.length, GRAIN, i -> new Search(new SurfaceDistance(surface, tree), 0), (search, from, to) -> {
                    for (int i = from; i < to; i++) {
                        int p = 3 * used[i];
                        search.sample(mesh.points()[p], mesh.points()[p + 1], mesh.points()[p + 2]);
                    }
                });
        double atCorners = collect(corners, 0);
        List<Search> facets = Parallel.ranges(
                mesh.facetCount(), GRAIN, i -> new Search(new SurfaceDistance(surface, tree), atCorners), this::run);
        return collect(facets, atCorners);
    }

    private double collect(List<Search> chunks, double known) {
        double most = known;
        for (Search chunk : chunks) {
            most = Math.max(most, chunk.most);
            count += chunk.count;
        }
        return most;
    }

    private void run(Search search, int from, int to) {
        double[] corner = new double[9];
        for (int f = from; f < to; f++) {
            for (int k = 0; k < 3; k++) {
                System.arraycopy(mesh.points(), 3 * mesh.facets()[3 * f + k], corner, 3 * k, 3);
            }
            search.facet(corner.clone(), spacing);
        }
    }

    private static final class Search {
        private final SurfaceDistance distance;
        private double most;
        private long count;

        Search(SurfaceDistance distance, double known) {
            this.distance = distance;
            this.most = known;
        }

        double sample(double x, double y, double z) {
            double d = distance.of(x, y, z, Double.POSITIVE_INFINITY);
            most = Math.max(most, d);
            count++;
            return d;
        }

        void facet(double[] p, double spacing) {
            int longest = 0;
            double[] length = new double[3];
            for (int k = 0; k < 3; k++) {
                length[k] = between(p, 3 * k, p, 3 * ((k + 1) % 3));
                longest = length[k] > length[longest] ? k : longest;
            }
            if (length[longest] <= spacing) {
                return;
            }
            double[] centre = {(p[0] + p[3] + p[6]) / 3, (p[1] + p[4] + p[7]) / 3, (p[2] + p[5] + p[8]) / 3};
            double radius =
                    Math.max(between(centre, 0, p, 0), Math.max(between(centre, 0, p, 3), between(centre, 0, p, 6)));
            if (sample(centre[0], centre[1], centre[2]) + radius <= most + spacing) {
                return;
            }
            int a = 3 * longest;
            int b = 3 * ((longest + 1) % 3);
            double[] first = p.clone();
            double[] second = p.clone();
            for (int k = 0; k < 3; k++) {
                first[b + k] = p[a + k] / 2 + p[b + k] / 2;
                second[a + k] = first[b + k];
            }
            sample(first[b], first[b + 1], first[b + 2]);
            facet(first, spacing);
            facet(second, spacing);
        }

        private static double between(double[] p, int i, double[] q, int j) {
            double dx = p[i] - q[j];
            double dy = p[i + 1] - q[j + 1];
            double dz = p[i + 2] - q[j + 2];
            return Math.sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
}
