package io.amsphub.mesh.wrap;

import io.amsphub.mesh.measure.SurfaceDeviation;
import io.amsphub.mesh.model.TriangleMesh;

/**
 * Makes a watertight surface around any mesh: the last resort, because every facet is new and edges are
 * rounded off by up to a voxel.
 *
 * <p>Inside is where the winding number is above one half, so holes are closed by what surrounds them and
 * cavities stay. Where that loses part of the surface (a sheet encloses nothing), everything nearer than
 * 1.2 voxels is inside as well, which thickens the model by that.
 *
 * <p>Cost: O(voxels³ log n) time, 9 bytes a sample: 64 voxels take about 300 000 samples. Independent of
 * threads. Coordinates are 32-bit floats, so STL keeps them.
 */
public final class MeshWrap {

    /** Voxels along the longest side when nothing else is asked for. */
    public static final int VOXELS = 64;

    /** Largest number of voxels along the longest side. */
    public static final int MOST_VOXELS = 400;

    private static final double OFFSET = 1.2;

    private MeshWrap() {}

    /**
     * A wrap.
     *
     * @param mesh the watertight surface
     * @param deviation its distance from the mesh that was wrapped, sampled
     * @param voxelMm edge of a voxel
     * @param offsetMm how much the model was thickened; 0 when the winding number found all of it
     */
    public record Result(TriangleMesh mesh, SurfaceDeviation deviation, double voxelMm, double offsetMm) {}

    /** Wraps a mesh with {@link #VOXELS} voxels along its longest side. */
    public static Result wrap(TriangleMesh mesh) {
        return wrap(mesh, VOXELS);
    }

    /**
     * Wraps a mesh.
     *
     * @param voxels voxels along the longest side, 8 to {@link #MOST_VOXELS}
     * @throws IllegalArgumentException when the mesh has no extent or the number is out of range
     */
    public static Result wrap(TriangleMesh mesh, int voxels) {
        if (voxels < 8 || voxels > MOST_VOXELS) {
            throw new IllegalArgumentException("between 8 and " + MOST_VOXELS + " voxels, not " + voxels);
        }
        if (mesh.facetCount() == 0 || !(mesh.boundingBox().diagonal() > 0)) {
            throw new IllegalArgumentException("a mesh without extent cannot be wrapped");
        }
        double longest = Math.max(
                mesh.boundingBox().sizeX(),
                Math.max(mesh.boundingBox().sizeY(), mesh.boundingBox().sizeZ()));
        double voxel = longest / voxels;
        Result plain = at(mesh, voxel, 0);
        return plain.deviation().forwardMm() > 2 * voxel ? at(mesh, voxel, OFFSET * voxel) : plain;
    }

    private static Result at(TriangleMesh mesh, double voxel, double offset) {
        TriangleMesh wrap = TetrahedraContour.of(new VoxelField(mesh, voxel, offset), mesh.sourceUnit());
        return new Result(wrap, SurfaceDeviation.between(mesh, wrap), voxel, offset);
    }
}
