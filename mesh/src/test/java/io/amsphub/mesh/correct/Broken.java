package io.amsphub.mesh.correct;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Defects made by code, one of each class. */
final class Broken {

    private Broken() {}

    static TriangleMesh mesh(double[] points, int... facets) {
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    /** A box of 2 mm whose top is a shell of its own, lifted by less than the crack width. */
    static TriangleMesh crackedBox(double gap) {
        TriangleMesh box = Shapes.box(0, 0, 0, 2);
        double[] points = Arrays.copyOf(box.points(), 36);
        int[] facets = box.facets().clone();
        for (int i = 0; i < 4; i++) {
            System.arraycopy(box.points(), 3 * (4 + i), points, 3 * (8 + i), 3);
            points[3 * (8 + i) + 2] += gap;
        }
        for (int h = 6; h < 12; h++) {
            facets[h] += 4;
        }
        return mesh(points, facets);
    }

    /** A box with one side of one facet more than its neighbour has: a corner in the middle of an edge. */
    static TriangleMesh teeBox() {
        TriangleMesh box = Shapes.box(0, 0, 0, 2);
        double[] points = Arrays.copyOf(box.points(), 27);
        points[24] = 0;
        points[25] = -1;
        points[26] = 1;
        int[] old = box.facets();
        List<Integer> facets = new ArrayList<>();
        for (int f = 0; f < old.length; f += 3) {
            if (old[f] == 4 && old[f + 1] == 5 && old[f + 2] == 6) {
                facets.addAll(List.of(4, 8, 6, 8, 5, 6));
            } else {
                facets.addAll(List.of(old[f], old[f + 1], old[f + 2]));
            }
        }
        return mesh(points, facets.stream().mapToInt(i -> i).toArray());
    }

    /** A slab of 4 by 4 squares, two of its top squares that touch at a corner left out. */
    static TriangleMesh pinchedHoles() {
        TriangleMesh slab = slab(4);
        List<Integer> facets = new ArrayList<>();
        int[] old = slab.facets();
        for (int f = 0; f < old.length; f += 3) {
            double x = 0;
            double y = 0;
            double z = 0;
            for (int k = 0; k < 3; k++) {
                x += slab.points()[3 * old[f + k]] / 3;
                y += slab.points()[3 * old[f + k] + 1] / 3;
                z += slab.points()[3 * old[f + k] + 2] / 3;
            }
            boolean out = z == 1 && ((x > 1 && x < 2 && y > 1 && y < 2) || (x > 2 && x < 3 && y > 2 && y < 3));
            if (!out) {
                facets.addAll(List.of(old[f], old[f + 1], old[f + 2]));
            }
        }
        return mesh(slab.points(), facets.stream().mapToInt(i -> i).toArray());
    }

    /** A slab of height 1 whose top and bottom are n by n squares. */
    static TriangleMesh slab(int n) {
        int side = n + 1;
        double[] points = new double[6 * side * side];
        List<Integer> facets = new ArrayList<>();
        for (int i = 0; i < 2 * side * side; i++) {
            points[3 * i] = i % side;
            points[3 * i + 1] = Math.floorMod(i / side, side);
            points[3 * i + 2] = i < side * side ? 0 : 1;
        }
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                int p = y * side + x;
                int q = p + side * side;
                quad(facets, p, p + side, p + side + 1, p + 1);
                quad(facets, q, q + 1, q + side + 1, q + side);
            }
        }
        for (int i = 0; i < n; i++) {
            int up = side * side;
            quad(facets, i, i + 1, i + 1 + up, i + up);
            int back = n * side;
            quad(facets, back + i + 1, back + i, back + i + up, back + i + 1 + up);
            quad(facets, (i + 1) * side, i * side, i * side + up, (i + 1) * side + up);
            quad(facets, i * side + n, (i + 1) * side + n, (i + 1) * side + n + up, i * side + n + up);
        }
        return mesh(points, facets.stream().mapToInt(i -> i).toArray());
    }

    private static void quad(List<Integer> facets, int a, int b, int c, int d) {
        facets.addAll(List.of(a, b, c, a, c, d));
    }

    /** A sphere of triangles, for shells that cross anywhere but in their corners. */
    static TriangleMesh sphere(double x, double y, double z, double radius, int rings) {
        int around = 2 * rings;
        double[] points = new double[3 * ((rings - 1) * around + 2)];
        for (int r = 1; r < rings; r++) {
            for (int i = 0; i < around; i++) {
                double theta = Math.PI * r / rings;
                double phi = 2 * Math.PI * i / around;
                int p = 3 * ((r - 1) * around + i);
                points[p] = x + radius * Math.sin(theta) * Math.cos(phi);
                points[p + 1] = y + radius * Math.sin(theta) * Math.sin(phi);
                points[p + 2] = z + radius * Math.cos(theta);
            }
        }
        int north = (rings - 1) * around;
        int south = north + 1;
        double[] poles = {x, y, z + radius, x, y, z - radius};
        System.arraycopy(poles, 0, points, 3 * north, 6);
        List<Integer> facets = new ArrayList<>();
        for (int i = 0; i < around; i++) {
            int j = (i + 1) % around;
            facets.addAll(List.of(north, i, j, south, (rings - 2) * around + j, (rings - 2) * around + i));
            for (int r = 0; r + 2 < rings; r++) {
                quad(facets, r * around + i, (r + 1) * around + i, (r + 1) * around + j, r * around + j);
            }
        }
        return mesh(points, facets.stream().mapToInt(i -> i).toArray());
    }
}
