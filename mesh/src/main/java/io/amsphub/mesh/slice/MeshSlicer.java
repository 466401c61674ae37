package io.amsphub.mesh.slice;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Parallel;
import io.amsphub.mesh.topology.Weld;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a mesh into the contours of its layers.
 *
 * <p>The mesh stands on the build platform at its lowest point, Z up. Layers are cut at the middle of their
 * height. On a sound mesh the contours close by topology alone, without a tolerance; on a broken one ends
 * within 2 mm are joined and the rest is dropped. Contours are then united under a {@link SliceRule} and
 * simplified.
 *
 * <p>Cost: O(s log s) for s facet-plane crossings; the crossings are held for a bounded number of layers
 * at a time ({@value #CROSSINGS_AT_ONCE}), at 4 bytes each, beside the contours that are returned. Uses the
 * common pool; the result does not depend on it.
 */
public final class MeshSlicer {

    private static final int CROSSINGS_AT_ONCE = 4_000_000;

    /** Contours are multiples of one part in this many of a mm. */
    private static final double GRID = 65536;

    private final double[] points;
    private final int[] corners;
    private final double base;
    private final LayerHeights heights;
    private final SliceRule rule;
    private final double toleranceMm;

    private MeshSlicer(TriangleMesh mesh, LayerHeights heights, SliceRule rule, double toleranceMm) {
        Weld weld = Weld.of(mesh);
        this.points = weld.coordinates(mesh.points());
        this.corners = weld.apply(mesh.facets());
        this.base = mesh.boundingBox().minZ();
        this.heights = heights;
        this.rule = rule;
        this.toleranceMm = toleranceMm;
    }

    /**
     * Cuts a mesh.
     *
     * @param mesh the part, in mm
     * @param heights the layers, from the lowest point of the mesh up
     * @param rule which places are solid
     * @param toleranceMm how far the contours may move when points are left out; 0 keeps all
     * @return the contours of each layer, from the platform up; empty ones where there is nothing
     */
    public static Contours[] slice(TriangleMesh mesh, LayerHeights heights, SliceRule rule, double toleranceMm) {
        Contours[] layers = new Contours[heights.count()];
        Arrays.fill(layers, Contours.EMPTY);
        if (mesh.facetCount() > 0) {
            new MeshSlicer(mesh, heights, rule, toleranceMm).run(layers);
        }
        return layers;
    }

    private void run(Contours[] layers) {
        int facets = corners.length / 3;
        int[] change = new int[layers.length + 1];
        for (int f = 0; f < facets; f++) {
            change[lowest(f)]++;
            change[highest(f)]--;
        }
        int from = 0;
        int crossing = 0;
        long held = 0;
        for (int layer = 0; layer < layers.length; layer++) {
            crossing += change[layer];
            if (held + crossing > CROSSINGS_AT_ONCE && layer > from) {
                block(layers, from, layer);
                from = layer;
                held = 0;
            }
            held += crossing;
        }
        block(layers, from, layers.length);
    }

    /** Cuts the layers of one block; facets are bucketed by layer with a counting sort. */
    private void block(Contours[] layers, int from, int to) {
        int facets = corners.length / 3;
        int[] starts = new int[to - from + 2];
        for (int f = 0; f < facets; f++) {
            int end = Math.min(to, highest(f));
            for (int layer = Math.max(from, lowest(f)); layer < end; layer++) {
                starts[layer - from + 2]++;
            }
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] bucket = new int[starts[starts.length - 1]];
        for (int f = 0; f < facets; f++) {
            int end = Math.min(to, highest(f));
            for (int layer = Math.max(from, lowest(f)); layer < end; layer++) {
                bucket[starts[layer - from + 1]++] = f;
            }
        }
        List<Contours[]> cut = Parallel.ranges(
                to - from, 1, chunk -> new Contours[1], (out, a, b) -> out[0] = layer(from + a, bucket, starts, a));
        for (int i = 0; i < cut.size(); i++) {
            layers[from + i] = cut.get(i)[0];
        }
    }

    private Contours layer(int layer, int[] bucket, int[] starts, int at) {
        LayerSegments segments = new LayerSegments(points, corners, base, heights.cut(layer));
        for (int i = starts[at]; i < starts[at + 1]; i++) {
            segments.add(bucket[i]);
        }
        RingBuilder rings = new RingBuilder();
        OpenChains open = new OpenChains();
        segments.chain(rings, open);
        if (!open.isEmpty()) {
            open.closeInto(rings);
        }
        Contours raw = rings.build();
        Contours solid = rule == SliceRule.NON_ZERO ? PolygonSweep.nonZero(raw) : PolygonSweep.evenOdd(raw);
        return snapped(toleranceMm > 0 ? ContourSimplifier.simplify(solid, toleranceMm) : solid);
    }

    /** Rounds to multiples of {@link #GRID}, so that the layers of an upright wall are equal bit by bit. */
    private static Contours snapped(Contours contours) {
        double[] points = contours.points();
        for (int i = 0; i < points.length; i++) {
            points[i] = Math.rint(points[i] * GRID) / GRID;
        }
        return contours;
    }

    /** The first layer whose plane is above the lowest corner. */
    private int lowest(int facet) {
        double z = Math.min(z(facet, 0), Math.min(z(facet, 1), z(facet, 2)));
        return heights.firstCutAbove(z - base);
    }

    /** One past the last layer whose plane is at or below the highest corner. */
    private int highest(int facet) {
        double z = Math.max(z(facet, 0), Math.max(z(facet, 1), z(facet, 2)));
        return heights.firstCutAbove(z - base);
    }

    private double z(int facet, int corner) {
        return points[3 * corners[3 * facet + corner] + 2];
    }
}
