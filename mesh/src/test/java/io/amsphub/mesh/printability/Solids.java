package io.amsphub.mesh.printability;

import io.amsphub.mesh.arrange.MeshBoolean;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;

/** Solids with sizes that are known, made by code. */
final class Solids {

    private Solids() {}

    /** A block between two corners. */
    static TriangleMesh block(double x0, double y0, double z0, double x1, double y1, double z1) {
        double[] points = new double[24];
        for (int i = 0; i < 8; i++) {
            points[3 * i] = (i & 1) == 0 ? x0 : x1;
            points[3 * i + 1] = (i & 2) == 0 ? y0 : y1;
            points[3 * i + 2] = (i & 4) == 0 ? z0 : z1;
        }
        int[] facets = {
            0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5
        };
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    /** An upright frustum of a cone around (x, y) with {@code sides} sides; a cylinder when both radii are equal. */
    static TriangleMesh frustum(double x, double y, double z0, double z1, double low, double high, int sides) {
        double[] points = new double[6 * sides + 6];
        int[] facets = new int[12 * sides];
        for (int i = 0; i < sides; i++) {
            double angle = 2 * Math.PI * i / sides;
            set(points, i, x + low * Math.cos(angle), y + low * Math.sin(angle), z0);
            set(points, sides + i, x + high * Math.cos(angle), y + high * Math.sin(angle), z1);
            int j = (i + 1) % sides;
            int[] four = {i, j, sides + j, i, sides + j, sides + i, 2 * sides, j, i, 2 * sides + 1, sides + i, sides + j
            };
            System.arraycopy(four, 0, facets, 12 * i, 12);
        }
        set(points, 2 * sides, x, y, z0);
        set(points, 2 * sides + 1, x, y, z1);
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    static TriangleMesh cylinder(double x, double y, double z0, double z1, double radius, int sides) {
        return frustum(x, y, z0, z1, radius, radius, sides);
    }

    private static void set(double[] points, int p, double x, double y, double z) {
        points[3 * p] = x;
        points[3 * p + 1] = y;
        points[3 * p + 2] = z;
    }

    static TriangleMesh with(TriangleMesh first, TriangleMesh... others) {
        TriangleMesh all = first;
        for (TriangleMesh other : others) {
            all = MeshBoolean.union(all, other);
        }
        return all;
    }

    static TriangleMesh without(TriangleMesh first, TriangleMesh... others) {
        TriangleMesh all = first;
        for (TriangleMesh other : others) {
            all = MeshBoolean.difference(all, other);
        }
        return all;
    }

    /** Turns a solid by a quarter around an axis: 0 is X, 1 is Y, 2 is Z. */
    static TriangleMesh quarterTurn(TriangleMesh mesh, int axis) {
        int a = (axis + 1) % 3;
        int b = (axis + 2) % 3;
        double[] points = mesh.points().clone();
        for (int p = 0; p < points.length; p += 3) {
            double first = points[p + a];
            points[p + a] = -points[p + b];
            points[p + b] = first;
        }
        return TriangleMesh.of(points, mesh.facets(), mesh.sourceUnit());
    }

    /** Limits of which only one is set. */
    static ProcessLimits only(Limit limit, double value) {
        return ProcessLimits.none(ProcessCategory.PBF).with(limit, value, "test");
    }
}
