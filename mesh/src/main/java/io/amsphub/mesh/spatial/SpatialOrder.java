package io.amsphub.mesh.spatial;

import io.amsphub.mesh.model.BoundingBox;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Facets and vertices numbered anew along a space-filling curve, for meshes whose facets come in an order that has
 * nothing to do with where they lie. On such a mesh every step from a facet to its neighbour is a wait for memory;
 * in this order it is not, which is worth far more than what the numbering costs.
 *
 * <p>Facets with the same three vertices keep their order, so that what is decided by the first of them is decided
 * alike. Cost: O(n); 16 bytes a facet and 28 a vertex for the result, 16 a facet while it is made.
 */
public final class SpatialOrder {

    /** Meshes that fit into the memory near the cores gain nothing. */
    private static final int LEAST_FACETS = 100_000;

    private static final int SAMPLES = 4096;

    /** A step to the next facet is a jump when it is longer than so many edges. */
    private static final double JUMP_EDGES = 16;

    private final int[] facetAt;
    private final int[] vertexAt;
    private final int[] corners;
    private final double[] xyz;

    private SpatialOrder(double[] xyz, int[] corners) {
        int[] all = new int[corners.length / 3];
        Arrays.setAll(all, f -> f);
        facetAt = MortonOrder.facets(all, xyz, corners, new GridFrame(BoundingBox.around(xyz)));
        this.corners = new int[corners.length];
        vertexAt = new int[xyz.length / 3];
        this.xyz = new double[xyz.length];
        number(xyz, corners);
    }

    /**
     * Returns the order of a mesh, or null when its own is good enough: it is small, or no more than a few of its
     * facets lie far from the one before.
     *
     * @param xyz coordinates of the vertices, {@code double[3·n]}, not changed
     * @param corners {@code int[3·m]} vertex numbers, not changed
     */
    public static @Nullable SpatialOrder of(double[] xyz, int[] corners) {
        return isScattered(xyz, corners) ? new SpatialOrder(xyz, corners) : null;
    }

    private static boolean isScattered(double[] xyz, int[] corners) {
        int facets = corners.length / 3;
        if (facets < LEAST_FACETS) {
            return false;
        }
        int jumps = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int facet = 1 + (int) ((facets - 1L) * i / SAMPLES);
            int a = 3 * corners[3 * facet];
            double edge =
                    Math.max(squared(xyz, a, 3 * corners[3 * facet + 1]), squared(xyz, a, 3 * corners[3 * facet + 2]));
            if (squared(xyz, a, 3 * corners[3 * facet - 3]) > JUMP_EDGES * JUMP_EDGES * edge) {
                jumps++;
            }
        }
        return jumps > SAMPLES / 4;
    }

    private static double squared(double[] xyz, int p, int q) {
        double x = xyz[p] - xyz[q];
        double y = xyz[p + 1] - xyz[q + 1];
        double z = xyz[p + 2] - xyz[q + 2];
        return x * x + y * y + z * z;
    }

    /** Numbers vertices by their first facet in the new order, and those without a facet behind. */
    private void number(double[] from, int[] old) {
        int[] number = new int[vertexAt.length];
        Arrays.fill(number, -1);
        int next = 0;
        for (int f = 0; f < facetAt.length; f++) {
            for (int k = 0; k < 3; k++) {
                int vertex = old[3 * facetAt[f] + k];
                if (number[vertex] < 0) {
                    number[vertex] = next;
                    vertexAt[next++] = vertex;
                }
                corners[3 * f + k] = number[vertex];
            }
        }
        for (int vertex = 0; vertex < number.length; vertex++) {
            if (number[vertex] < 0) {
                vertexAt[next++] = vertex;
            }
        }
        for (int v = 0; v < vertexAt.length; v++) {
            System.arraycopy(from, 3 * vertexAt[v], xyz, 3 * v, 3);
        }
    }

    /** Returns the old number of each facet; not a copy. */
    public int[] facetAt() {
        return facetAt;
    }

    /** Returns the old number of each vertex; not a copy. */
    public int[] vertexAt() {
        return vertexAt;
    }

    /** Returns the corners of the facets in the new order and numbers; not a copy. */
    public int[] corners() {
        return corners;
    }

    /** Returns the coordinates of the vertices in the new order; not a copy. */
    public double[] xyz() {
        return xyz;
    }
}
