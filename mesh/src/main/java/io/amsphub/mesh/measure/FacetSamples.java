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

    /**
     * Leaves of the tree that are looked at in all, shared among the chunks. A chunk of a real model looks at some ten
     * thousand; a heap of needles has no end, and is given an upper bound instead.
     */
    private static final long LEAVES = 1_500_000;

    private static final long LEAST_LEAVES_A_CHUNK = 64_000;

    /** Share of the diagonal below which a distance is rounding and no smaller one is looked for. */
    private static final double ROUNDING = 0x1p-32;

    private final TriangleMesh mesh;
    private final double spacing;
    private final double rounding;
    private long count;

    FacetSamples(TriangleMesh mesh, double spacing) {
        this.mesh = mesh;
        this.spacing = spacing;
        this.rounding =
                mesh.facetCount() == 0 ? 0 : ROUNDING * mesh.boundingBox().diagonal();
    }

    static double area(TriangleMesh mesh) {
        double[] p = mesh.points();
        int[] c = mesh.facets();
        double sum = 0;
        for (int f = 0; f < c.length; f += 3) {
            int i = 3 * c[f];
            int j = 3 * c[f + 1];
            int k = 3 * c[f + 2];
            double x = (p[j + 1] - p[i + 1]) * (p[k + 2] - p[i + 2]) - (p[j + 2] - p[i + 2]) * (p[k + 1] - p[i + 1]);
            double y = (p[j + 2] - p[i + 2]) * (p[k] - p[i]) - (p[j] - p[i]) * (p[k + 2] - p[i + 2]);
            double z = (p[j] - p[i]) * (p[k + 1] - p[i + 1]) - (p[j + 1] - p[i + 1]) * (p[k] - p[i]);
            sum += Math.sqrt(x * x + y * y + z * z) / 2;
        }
        return sum;
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
        List<Search> corners =
                Parallel.ranges(used.length, GRAIN, i -> search(surface, tree, used.length, 0), (search, from, to) -> {
                    double[] p = mesh.points();
                    double bound = Double.POSITIVE_INFINITY;
                    for (int i = from; i < to; i++) {
                        int at = 3 * used[i];
                        if (i > from) {
                            bound = (bound + Search.between(p, 3 * used[i - 1], p, at)) * (1 + 0x1p-40);
                        }
                        bound = search.sample(p[at], p[at + 1], p[at + 2], bound, search.most);
                    }
                });
        double atCorners = collect(corners, 0);
        List<Search> facets = Parallel.ranges(
                mesh.facetCount(), GRAIN, i -> search(surface, tree, mesh.facetCount(), atCorners), this::run);
        return collect(facets, atCorners);
    }

    private Search search(TriangleMesh surface, FacetTree tree, int items, double known) {
        long leaves = Math.max(LEAST_LEAVES_A_CHUNK, LEAVES / (items / GRAIN + 1));
        return new Search(SurfaceDistance.withBudget(surface, tree, leaves), known, rounding);
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
            search.facet(corner.clone(), spacing, Double.POSITIVE_INFINITY);
        }
    }

    private static final class Search {
        private final SurfaceDistance distance;
        private final double rounding;
        private double most;
        private long count;

        Search(SurfaceDistance distance, double known, double rounding) {
            this.distance = distance;
            this.most = known;
            this.rounding = rounding;
        }

        /** Takes a point; below {@code enough}, which is no more than the largest so far, a bound is as good. */
        double sample(double x, double y, double z, double bound, double enough) {
            double d = distance.of(x, y, z, bound, Math.max(enough, rounding));
            most = Math.max(most, d);
            count++;
            return d;
        }

        /** Takes a facet; the bound is one that no point of it exceeds. */
        private void facet(double[] p, double spacing, double bound) {
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
            double within = bound;
            // below this the facet is done with, however far below
            double enough = most + Math.min(0, spacing - radius * (1 + 0x1p-30));
            double d = sample(centre[0], centre[1], centre[2], bound, enough);
            within = Math.min(within, (d + radius) * (1 + 0x1p-40));
            if (distance.spent()) {
                most = Math.max(most, within);
                return;
            }
            if (within <= most + spacing) {
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
            sample(first[b], first[b + 1], first[b + 2], within, most);
            facet(first, spacing, within);
            facet(second, spacing, within);
        }

        private static double between(double[] p, int i, double[] q, int j) {
            double dx = p[i] - q[j];
            double dy = p[i + 1] - q[j + 1];
            double dz = p[i + 2] - q[j + 2];
            return Math.sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
}
