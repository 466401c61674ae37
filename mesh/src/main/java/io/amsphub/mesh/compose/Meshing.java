package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Weld;
import java.util.Arrays;
import java.util.List;

/** Small steps on whole meshes that the classes of this package share. */
final class Meshing {

    private Meshing() {}

    /** Returns a mesh with the points that facets use, in their order. */
    static TriangleMesh compact(double[] points, int[] corners, LengthUnit unit) {
        int[] number = new int[points.length / 3];
        for (int corner : corners) {
            number[corner] = 1;
        }
        int count = 0;
        double[] used = new double[points.length];
        for (int p = 0; p < number.length; p++) {
            if (number[p] != 0) {
                System.arraycopy(points, 3 * p, used, 3 * count, 3);
                number[p] = count++;
            }
        }
        int[] facets = Arrays.stream(corners).map(corner -> number[corner]).toArray();
        return TriangleMesh.of(Arrays.copyOf(used, 3 * count), facets, unit);
    }

    /** Puts meshes into one without joining anything. */
    static TriangleMesh together(List<TriangleMesh> meshes) {
        double[] points = new double
                [meshes.stream().mapToInt(mesh -> mesh.points().length).sum()];
        int[] facets =
                new int[meshes.stream().mapToInt(mesh -> mesh.facets().length).sum()];
        int p = 0;
        int f = 0;
        for (TriangleMesh mesh : meshes) {
            int base = p / 3;
            for (int corner : mesh.facets()) {
                facets[f++] = base + corner;
            }
            System.arraycopy(mesh.points(), 0, points, p, mesh.points().length);
            p += mesh.points().length;
        }
        return TriangleMesh.of(points, facets, meshes.get(0).sourceUnit());
    }

    /** Returns whether the boxes of two meshes have a gap between them. */
    static boolean apart(TriangleMesh first, TriangleMesh second) {
        BoundingBox a = first.boundingBox();
        BoundingBox b = second.boundingBox();
        return a.maxX() < b.minX()
                || b.maxX() < a.minX()
                || a.maxY() < b.minY()
                || b.maxY() < a.minY()
                || a.maxZ() < b.minZ()
                || b.maxZ() < a.minZ();
    }

    /** Returns whether single precision holds every coordinate. */
    static boolean isSingle(TriangleMesh mesh) {
        return Arrays.stream(mesh.points()).allMatch(coordinate -> coordinate == (float) coordinate);
    }

    /** Returns the mesh in single precision; facets whose corners fall together are gone. */
    static TriangleMesh toSingle(TriangleMesh mesh) {
        double[] rounded = Arrays.stream(mesh.points())
                .map(coordinate -> (float) coordinate + 0.0)
                .toArray();
        Weld weld = Weld.of(rounded);
        int[] corners = weld.apply(mesh.facets());
        int[] kept = new int[corners.length];
        int n = 0;
        for (int i = 0; i < corners.length; i += 3) {
            if (corners[i] != corners[i + 1] && corners[i + 1] != corners[i + 2] && corners[i + 2] != corners[i]) {
                System.arraycopy(corners, i, kept, n, 3);
                n += 3;
            }
        }
        return compact(weld.coordinates(rounded), Arrays.copyOf(kept, n), mesh.sourceUnit());
    }
}
