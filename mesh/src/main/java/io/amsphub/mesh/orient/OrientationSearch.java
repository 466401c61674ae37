package io.amsphub.mesh.orient;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Parallel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches the way up that costs least.
 *
 * <p>Tried are the way the part stands, the directions along and between the axes (26), and the normals that
 * most of its area faces (at most {@value #FACES}): a part that stands well stands on a face. Directions that
 * differ little are tried once. All are measured, and the cheapest is returned; of equal ones the first, so
 * the result does not depend on threads. Cost: O(facets · directions), and 9 bytes a crossing of a facet with
 * a column of the grid; both cores.
 */
public final class OrientationSearch {

    private static final int FACES = 24;
    private static final int CELLS = 128;
    private static final int FINE_CELLS = 512;

    /** Directions whose cosine is above this count as one. */
    private static final double SAME = 0.9998;

    private final TriangleMesh mesh;
    private final OrientationWeights weights;
    private final PartFigures figures;

    private OrientationSearch(TriangleMesh mesh, OrientationWeights weights) {
        this.mesh = mesh;
        this.weights = weights;
        this.figures = PartFigures.of(mesh);
    }

    /**
     * Returns the cheapest orientation.
     *
     * @throws IllegalArgumentException when the mesh has no facet
     */
    public static BuildOrientation best(TriangleMesh mesh, OrientationWeights weights) {
        return ranked(mesh, weights).get(0);
    }

    /** Returns all orientations that were tried, the cheapest first. */
    public static List<BuildOrientation> ranked(TriangleMesh mesh, OrientationWeights weights) {
        if (mesh.facetCount() == 0) {
            throw new IllegalArgumentException("a mesh without facets has no way up");
        }
        OrientationSearch search = new OrientationSearch(mesh, weights);
        List<double[]> downs = search.directions();
        List<BuildOrientation[]> tried =
                Parallel.ranges(downs.size(), 1, chunk -> new BuildOrientation[1], (out, from, to) -> {
                    out[0] = search.measure(rotation(downs.get(from)), CELLS);
                });
        List<BuildOrientation> ranked = new ArrayList<>();
        tried.forEach(one -> ranked.add(one[0]));
        ranked.sort(Comparator.comparingDouble(BuildOrientation::cost));
        return ranked;
    }

    /**
     * Measures one orientation.
     *
     * @param rotation matrix in row order, {@code double[9]}
     * @throws IllegalArgumentException when the mesh has no facet
     */
    public static BuildOrientation measure(TriangleMesh mesh, OrientationWeights weights, double[] rotation) {
        if (mesh.facetCount() == 0) {
            throw new IllegalArgumentException("a mesh without facets has no way up");
        }
        return new OrientationSearch(mesh, weights).measure(rotation.clone(), FINE_CELLS);
    }

    private BuildOrientation measure(double[] rotation, int cells) {
        double[] points = BuildOrientation.turned(mesh.points(), rotation);
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int corner : mesh.facets()) {
            for (int a = 0; a < 3; a++) {
                low[a] = Math.min(low[a], points[3 * corner + a]);
                high[a] = Math.max(high[a], points[3 * corner + a]);
            }
        }
        SupportColumns columns = new SupportColumns(points, mesh.facets(), cells, weights.overhangDegrees());
        double support = columns.volume();
        double contact = columns.contactArea();
        double height = high[2] - low[2];
        double tips = Standing.instability(points, mesh.facets(), low[2], figures.centre(rotation));
        double cost = weights.height() * height / figures.diagonal()
                + weights.supportVolume() * support / figures.volume()
                + weights.contactArea() * contact / figures.area()
                + weights.instability() * tips;
        double[] offset = {-(low[0] + high[0]) / 2, -(low[1] + high[1]) / 2, -low[2]};
        return new BuildOrientation(rotation, offset, height, support, contact, tips, cost);
    }

    /** The directions that are tried as down, the present one first. */
    private List<double[]> directions() {
        List<double[]> downs = new ArrayList<>();
        add(downs, new double[] {0, 0, -1});
        for (double[] face : faces()) {
            add(downs, face);
        }
        for (int i = 0; i < 27; i++) {
            double x = i % 3 - 1;
            double y = i / 3 % 3 - 1;
            double z = i / 9 - 1;
            double length = Math.sqrt(x * x + y * y + z * z);
            if (length > 0) {
                add(downs, new double[] {x / length, y / length, z / length});
            }
        }
        return downs;
    }

    private static void add(List<double[]> downs, double[] down) {
        for (double[] other : downs) {
            if (other[0] * down[0] + other[1] * down[1] + other[2] * down[2] > SAME) {
                return;
            }
        }
        downs.add(down);
    }

    /** The normals with the largest area, gathered in cells of a cube of normals. */
    private List<double[]> faces() {
        Map<Integer, double[]> sums = new LinkedHashMap<>();
        for (int f = 0; f < mesh.facetCount(); f++) {
            double[] n = SupportColumns.normal(mesh.points(), mesh.facets(), f);
            double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
            if (length > 0) {
                int key = 0;
                for (int a = 0; a < 3; a++) {
                    key = 256 * key + (int) Math.round(100 + 100 * n[a] / length);
                }
                double[] sum = sums.computeIfAbsent(key, k -> new double[4]);
                for (int a = 0; a < 3; a++) {
                    sum[a] += n[a];
                }
                sum[3] += length;
            }
        }
        return sums.values().stream()
                .sorted((p, q) -> Double.compare(q[3], p[3]))
                .limit(FACES)
                .map(sum -> unit(sum))
                .toList();
    }

    private static double[] unit(double[] sum) {
        double length = Math.sqrt(sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]);
        return new double[] {sum[0] / length, sum[1] / length, sum[2] / length};
    }

    /** The shortest rotation that turns a direction down (Rodrigues). */
    private static double[] rotation(double[] down) {
        double x = down[0];
        double y = down[1];
        double cosine = -down[2];
        if (cosine < -1 + 1e-12) {
            return new double[] {1, 0, 0, 0, -1, 0, 0, 0, -1};
        }
        double k = 1 / (1 + cosine);
        return new double[] {1 - k * x * x, -k * x * y, x, -k * x * y, 1 - k * y * y, y, -x, -y, cosine};
    }
}
