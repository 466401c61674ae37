package io.amsphub.mesh;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.List;

/** Fixtures made by code: each shape is closed, faces outward and is centred on a point. */
public final class Shapes {

    private Shapes() {}

    /** Two facets a side, eight points. */
    public static TriangleMesh box(double x, double y, double z, double size) {
        double h = size / 2;
        double[] points = new double[24];
        for (int i = 0; i < 8; i++) {
            points[3 * i] = x + ((i & 1) == 0 ? -h : h);
            points[3 * i + 1] = y + ((i & 2) == 0 ? -h : h);
            points[3 * i + 2] = z + ((i & 4) == 0 ? -h : h);
        }
        int[] facets = {
            0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5
        };
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    /** A torus around Z with {@code 2·around·across} facets. */
    public static TriangleMesh torus(double ring, double tube, int around, int across) {
        double[] points = new double[3 * around * across];
        int[] facets = new int[6 * around * across];
        int at = 0;
        for (int i = 0; i < around; i++) {
            double u = 2 * Math.PI * i / around;
            for (int j = 0; j < across; j++) {
                double v = 2 * Math.PI * j / across;
                int p = i * across + j;
                points[3 * p] = (ring + tube * Math.cos(v)) * Math.cos(u);
                points[3 * p + 1] = (ring + tube * Math.cos(v)) * Math.sin(u);
                points[3 * p + 2] = tube * Math.sin(v);
                int right = (i + 1) % around * across + j;
                int up = i * across + (j + 1) % across;
                int both = (i + 1) % around * across + (j + 1) % across;
                for (int corner : new int[] {p, right, both, p, both, up}) {
                    facets[at++] = corner;
                }
            }
        }
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    /** Puts meshes side by side without joining anything. */
    public static TriangleMesh together(TriangleMesh... meshes) {
        List<Double> points = new ArrayList<>();
        List<Integer> facets = new ArrayList<>();
        for (TriangleMesh mesh : meshes) {
            int base = points.size() / 3;
            for (double coordinate : mesh.points()) {
                points.add(coordinate);
            }
            for (int corner : mesh.facets()) {
                facets.add(base + corner);
            }
        }
        return TriangleMesh.of(
                points.stream().mapToDouble(Double::doubleValue).toArray(),
                facets.stream().mapToInt(Integer::intValue).toArray(),
                LengthUnit.MILLIMETRE);
    }

    /** Turns every facet over. */
    public static TriangleMesh inverted(TriangleMesh mesh) {
        int[] facets = mesh.facets().clone();
        for (int f = 0; f < facets.length; f += 3) {
            facets[f + 1] = mesh.facets()[f + 2];
            facets[f + 2] = mesh.facets()[f + 1];
        }
        return TriangleMesh.of(mesh.points(), facets, mesh.sourceUnit());
    }

    /** Leaves one facet out. */
    public static TriangleMesh without(TriangleMesh mesh, int facet) {
        int[] facets = new int[mesh.facets().length - 3];
        System.arraycopy(mesh.facets(), 0, facets, 0, 3 * facet);
        System.arraycopy(mesh.facets(), 3 * facet + 3, facets, 3 * facet, facets.length - 3 * facet);
        return TriangleMesh.of(mesh.points(), facets, mesh.sourceUnit());
    }

    /** Gives every facet points of its own, as STL does. */
    public static TriangleMesh soup(TriangleMesh mesh) {
        double[] points = new double[3 * mesh.facets().length];
        int[] facets = new int[mesh.facets().length];
        for (int i = 0; i < facets.length; i++) {
            facets[i] = i;
            System.arraycopy(mesh.points(), 3 * mesh.facets()[i], points, 3 * i, 3);
        }
        return TriangleMesh.of(points, facets, mesh.sourceUnit());
    }
}
