package io.amsphub.mesh.printability;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.Parallel;
import io.amsphub.mesh.topology.Weld;
import java.util.Arrays;

/**
 * A part as it lies in the machine, with the tables that the checks share: rotated vertices, edges, shells,
 * and the unit normal and area of each facet, out of the material. 32 bytes a facet beyond the tables of topology.
 */
final class PrintModel {

    private static final int GRAIN = 1 << 15;

    final double[] xyz;
    final FacetEdges edges;
    final BoundingBox box;
    final FacetTree tree;
    final ShellSides shells;
    /** Unit normals out of the material, xyz; zero for facets without area or that do not count. */
    final double[] normals;
    /** Areas in mm²; zero for facets that do not count. */
    final double[] areas;
    /** Facets that count and have an area, ascending. */
    final int[] facets;
    /** Sum of the areas in mm². */
    final double area;

    private final Weld weld;

    /** Prepares a mesh with at least one facet. */
    PrintModel(TriangleMesh mesh, Placement placement) {
        weld = Weld.of(mesh);
        xyz = placement.place(weld.coordinates(mesh.points()));
        edges = FacetEdges.of(weld.apply(mesh.facets()), weld.vertexCount());
        box = TriangleMesh.of(xyz, edges.corners(), mesh.sourceUnit()).boundingBox();
        normals = new double[3 * edges.facetCount()];
        areas = new double[edges.facetCount()];
        Parallel.ranges(areas.length, GRAIN, i -> i, (i, from, to) -> measure(from, to));
        int[] some = new int[areas.length];
        int count = 0;
        double sum = 0;
        for (int f = 0; f < areas.length; f++) {
            if (areas[f] > 0) {
                some[count++] = f;
                sum += areas[f];
            }
        }
        facets = Arrays.copyOf(some, count);
        area = sum;
        tree = FacetTree.of(xyz, edges.corners(), facets, box);
        shells = new ShellSides(xyz, edges, tree, box);
        turnOver();
    }

    private void measure(int from, int to) {
        int[] corners = edges.corners();
        for (int f = from; f < to; f++) {
            if (!edges.isKept(f)) {
                continue;
            }
            int a = 3 * corners[3 * f];
            int b = 3 * corners[3 * f + 1];
            int c = 3 * corners[3 * f + 2];
            double ux = xyz[b] - xyz[a];
            double uy = xyz[b + 1] - xyz[a + 1];
            double uz = xyz[b + 2] - xyz[a + 2];
            double vx = xyz[c] - xyz[a];
            double vy = xyz[c + 1] - xyz[a + 1];
            double vz = xyz[c + 2] - xyz[a + 2];
            double nx = uy * vz - uz * vy;
            double ny = uz * vx - ux * vz;
            double nz = ux * vy - uy * vx;
            double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
            if (length > 0 && length < Double.POSITIVE_INFINITY) {
                areas[f] = length / 2;
                normals[3 * f] = nx / length;
                normals[3 * f + 1] = ny / length;
                normals[3 * f + 2] = nz / length;
            }
        }
    }

    private void turnOver() {
        for (int f : facets) {
            if (shells.sign(f) < 0) {
                for (int i = 3 * f; i < 3 * f + 3; i++) {
                    normals[i] = -normals[i];
                }
            }
        }
    }

    /** Returns a coordinate of a corner of a facet. */
    double corner(int facet, int k, int axis) {
        return xyz[3 * edges.corners()[3 * facet + k] + axis];
    }

    /** Returns a coordinate of the centroid of a facet. */
    double centroid(int facet, int axis) {
        return (corner(facet, 0, axis) + corner(facet, 1, axis) + corner(facet, 2, axis)) / 3;
    }

    /** Returns the height of the highest corner of a facet. */
    double top(int facet) {
        return Math.max(corner(facet, 0, 2), Math.max(corner(facet, 1, 2), corner(facet, 2, 2)));
    }

    /** Returns the height of the platform. */
    double platform() {
        return box.minZ();
    }

    /** Returns the length below which nothing is told apart: a ten-millionth of the diagonal. */
    double resolution() {
        return 1e-7 * box.diagonal();
    }

    /** Returns the cosine of the angle between two facets. */
    double cosine(int f, int g) {
        return normals[3 * f] * normals[3 * g]
                + normals[3 * f + 1] * normals[3 * g + 1]
                + normals[3 * f + 2] * normals[3 * g + 2];
    }

    /** Returns the point of the mesh that stands for a vertex. */
    int pointOf(int vertex) {
        return weld.firstPoint()[vertex];
    }
}
