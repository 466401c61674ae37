package io.amsphub.mesh.wrap;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The surface between inside and outside of a field: each voxel is cut into six tetrahedra that agree with
 * those of its neighbours (Kuhn 1960), and each tetrahedron with both signs holds one or two facets.
 *
 * <p>Corners lie strictly within edges of tetrahedra, so every edge has two facets, no facet is
 * degenerate, and facets of different tetrahedra meet in shared corners and edges only.
 */
final class TetrahedraContour {

    /** Corners of each tetrahedron as bits x, y, z; each holds the bits of the one before. */
    private static final int[][] TETRAHEDRA = {
        {0, 1, 3, 7}, {0, 1, 5, 7}, {0, 2, 3, 7}, {0, 2, 6, 7}, {0, 4, 5, 7}, {0, 4, 6, 7}
    };

    private final VoxelField field;
    private final Map<Long, Integer> pointOn = new HashMap<>();
    private final IntList facets = new IntList();
    private double[] points = new double[300];
    private int count;

    private TetrahedraContour(VoxelField field) {
        this.field = field;
    }

    static TriangleMesh of(VoxelField field, LengthUnit unit) {
        TetrahedraContour contour = new TetrahedraContour(field);
        for (int z = 0; z + 1 < field.nz; z++) {
            for (int y = 0; y + 1 < field.ny; y++) {
                for (int x = 0; x + 1 < field.nx; x++) {
                    contour.voxel(x, y, z);
                }
            }
        }
        return TriangleMesh.of(Arrays.copyOf(contour.points, 3 * contour.count), contour.facets.toArray(), unit);
    }

    private void voxel(int x, int y, int z) {
        int[] at = new int[8];
        int inside = 0;
        for (int c = 0; c < 8; c++) {
            at[c] = field.index(x + (c & 1), y + (c >> 1 & 1), z + (c >> 2));
            inside += field.isInside(at[c]) ? 1 : 0;
        }
        if (inside > 0 && inside < 8) {
            for (int[] t : TETRAHEDRA) {
                tetrahedron(new int[] {at[t[0]], at[t[1]], at[t[2]], at[t[3]]});
            }
        }
    }

    private void tetrahedron(int[] corner) {
        int[] in = new int[4];
        int[] out = new int[4];
        int ins = 0;
        int outs = 0;
        for (int c : corner) {
            if (field.isInside(c)) {
                in[ins++] = c;
            } else {
                out[outs++] = c;
            }
        }
        if (ins == 1) {
            add(point(in[0], out[0]), point(in[0], out[1]), point(in[0], out[2]), in[0], out[0]);
        } else if (outs == 1) {
            add(point(in[0], out[0]), point(in[1], out[0]), point(in[2], out[0]), in[0], out[0]);
        } else if (ins == 2) {
            int p = point(in[0], out[0]);
            int q = point(in[0], out[1]);
            int r = point(in[1], out[1]);
            int s = point(in[1], out[0]);
            add(p, q, r, in[0], out[0]);
            add(p, r, s, in[0], out[0]);
        }
    }

    /** Adds a facet so that the sample outside lies on its front. */
    private void add(int a, int b, int c, int in, int out) {
        double[] u = between(a, b);
        double[] v = between(a, c);
        double x = u[1] * v[2] - u[2] * v[1];
        double y = u[2] * v[0] - u[0] * v[2];
        double z = u[0] * v[1] - u[1] * v[0];
        double front = x * (sample(out, 0) - sample(in, 0))
                + y * (sample(out, 1) - sample(in, 1))
                + z * (sample(out, 2) - sample(in, 2));
        facets.add(a);
        facets.add(front > 0 ? b : c);
        facets.add(front > 0 ? c : b);
    }

    private double[] between(int a, int b) {
        return new double[] {
            points[3 * b] - points[3 * a], points[3 * b + 1] - points[3 * a + 1], points[3 * b + 2] - points[3 * a + 2]
        };
    }

    private double sample(int i, int axis) {
        int at = axis == 0 ? i % field.nx : axis == 1 ? i / field.nx % field.ny : i / field.nx / field.ny;
        return field.coordinate(axis, at);
    }

    private int point(int i, int j) {
        int low = Math.min(i, j);
        int high = Math.max(i, j);
        return pointOn.computeIfAbsent((long) low << 32 | high, key -> {
            if (3 * count == points.length) {
                points = Arrays.copyOf(points, 2 * points.length);
            }
            double t = field.crossing(low, high);
            for (int axis = 0; axis < 3; axis++) {
                double value = sample(low, axis) * (1 - t) + sample(high, axis) * t;
                points[3 * count + axis] = (float) value;
            }
            return count++;
        });
    }
}
