package io.amsphub.mesh.wrap;

import io.amsphub.mesh.measure.SurfaceDistance;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.topology.Parallel;
import java.util.Arrays;

/**
 * A signed distance on a raster around a surface: negative where the winding number is above one half, and
 * lowered by an offset. The outermost two layers are outside.
 */
final class VoxelField {

    private static final int MARGIN = 2;

    final int nx;
    final int ny;
    final int nz;
    final double voxel;
    private final double[] origin;
    private final double offset;
    private final boolean[] inside;
    private final double[] distance;
    private final SurfaceDistance search;

    VoxelField(TriangleMesh mesh, double voxel, double offset) {
        BoundingBox box = mesh.boundingBox();
        this.voxel = voxel;
        this.offset = offset;
        int margin = MARGIN + (int) Math.ceil(offset / voxel);
        nx = (int) Math.ceil(box.sizeX() / voxel) + 2 * margin + 1;
        ny = (int) Math.ceil(box.sizeY() / voxel) + 2 * margin + 1;
        nz = (int) Math.ceil(box.sizeZ() / voxel) + 2 * margin + 1;
        // Off the raster by an odd share, so that flat faces do not lie on sample points.
        origin = new double[] {
            box.minX() - (margin - 0.37) * voxel,
            box.minY() - (margin - 0.41) * voxel,
            box.minZ() - (margin - 0.43) * voxel
        };
        inside = new boolean[nx * ny * nz];
        distance = new double[inside.length];
        Arrays.fill(distance, Double.NaN);
        FacetTree tree = SurfaceDistance.tree(mesh);
        search = new SurfaceDistance(mesh, tree);
        FastWinding winding = new FastWinding(mesh);
        Parallel.ranges(nz, 1, i -> new SurfaceDistance(mesh, tree), (own, from, to) -> {
            for (int i = from * nx * ny; i < to * nx * ny; i++) {
                inside[i] = isInside(i, winding, own);
            }
        });
    }

    private boolean isInside(int i, FastWinding winding, SurfaceDistance own) {
        int ix = i % nx;
        int iy = i / nx % ny;
        int iz = i / nx / ny;
        if (ix == 0 || iy == 0 || iz == 0 || ix == nx - 1 || iy == ny - 1 || iz == nz - 1) {
            return false;
        }
        double x = coordinate(0, ix);
        double y = coordinate(1, iy);
        double z = coordinate(2, iz);
        if (winding.at(x, y, z) > 0.5) {
            return true;
        }
        return offset > 0 && own.of(x, y, z, 2 * offset) < offset;
    }

    double coordinate(int axis, int index) {
        return origin[axis] + index * voxel;
    }

    int index(int ix, int iy, int iz) {
        return (iz * ny + iy) * nx + ix;
    }

    boolean isInside(int i) {
        return inside[i];
    }

    /** Returns the share of the way from sample i to sample j at which the surface lies, away from both ends. */
    double crossing(int i, int j) {
        double a = Math.abs(value(i));
        double b = Math.abs(value(j));
        double t = a + b > 0 ? a / (a + b) : 0.5;
        return Math.max(0.15, Math.min(0.85, t));
    }

    private double value(int i) {
        if (Double.isNaN(distance[i])) {
            double x = coordinate(0, i % nx);
            double y = coordinate(1, i / nx % ny);
            double z = coordinate(2, i / nx / ny);
            double d = search.of(x, y, z, offset + 4 * voxel);
            // Within the offset but outside: the surface lies where the distance is the offset.
            distance[i] = offset > 0 ? Math.abs(d - offset) : d;
        }
        return distance[i];
    }
}
