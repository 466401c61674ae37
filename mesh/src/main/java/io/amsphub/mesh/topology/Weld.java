package io.amsphub.mesh.topology;

import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;

/**
 * Joins points with bit-equal coordinates into vertices (0 and -0 are equal; there is no tolerance).
 *
 * <p>Vertices are numbered in the order of their first point, so the result does not depend on
 * hashing. Cost: O(n) expected; 4 bytes a point, 4 bytes a vertex, and a table of 8 to 16 bytes a
 * vertex while it runs.
 */
public final class Weld {

    private final int[] vertexOf;
    private final int[] firstPoint;

    private Weld(int[] vertexOf, int[] firstPoint) {
        this.vertexOf = vertexOf;
        this.firstPoint = firstPoint;
    }

    /** Joins the points of a mesh. */
    public static Weld of(TriangleMesh mesh) {
        if (!mesh.hasDistinctPoints()) {
            return of(mesh.points());
        }
        int[] same = new int[mesh.pointCount()];
        for (int p = 0; p < same.length; p++) {
            same[p] = p;
        }
        return new Weld(same, same);
    }

    /**
     * Joins points.
     *
     * @param points {@code double[3·n]}, xyz order, finite; not changed
     */
    public static Weld of(double[] points) {
        int count = points.length / 3;
        int[] vertexOf = new int[count];
        int[] first = new int[Math.max(16, count / 4)];
        int[] table = newTable(first.length);
        int vertices = 0;
        for (int p = 0; p < count; p++) {
            int slot = hash(points, p) & (table.length - 1);
            int vertex = table[slot];
            while (vertex >= 0 && !same(points, first[vertex], p)) {
                slot = (slot + 1) & (table.length - 1);
                vertex = table[slot];
            }
            if (vertex < 0) {
                vertex = vertices++;
                if (vertex == first.length) {
                    first = Arrays.copyOf(first, (int) Math.min(count, first.length * 2L));
                }
                first[vertex] = p;
                table[slot] = vertex;
                if (vertices * 2L > table.length && table.length < 1 << 30) {
                    table = grown(points, first, vertices, table.length * 2);
                }
            }
            vertexOf[p] = vertex;
        }
        return new Weld(vertexOf, vertices == first.length ? first : Arrays.copyOf(first, vertices));
    }

    /** Returns the number of different points. */
    public int vertexCount() {
        return firstPoint.length;
    }

    /** Returns the vertex of each point, {@code int[points]}; not a copy. */
    public int[] vertexOf() {
        return vertexOf;
    }

    /** Returns the first point of each vertex, ascending, {@code int[vertices]}; not a copy. */
    public int[] firstPoint() {
        return firstPoint;
    }

    /** Returns whether no two points are equal, so that vertices and points are the same. */
    public boolean isIdentity() {
        return firstPoint.length == vertexOf.length;
    }

    /**
     * Returns facets in vertex numbers.
     *
     * @param facets {@code int[3·m]} in point numbers
     * @return {@code facets} itself when no points were joined, otherwise a new array
     */
    public int[] apply(int[] facets) {
        if (isIdentity()) {
            return facets;
        }
        int[] corners = new int[facets.length];
        for (int i = 0; i < facets.length; i++) {
            corners[i] = vertexOf[facets[i]];
        }
        return corners;
    }

    /**
     * Returns the coordinates of the vertices.
     *
     * @param points the points that were joined
     * @return {@code points} itself when no points were joined, otherwise a new {@code double[3·vertices]}
     */
    public double[] coordinates(double[] points) {
        if (isIdentity()) {
            return points;
        }
        double[] coordinates = new double[3 * firstPoint.length];
        for (int v = 0; v < firstPoint.length; v++) {
            System.arraycopy(points, 3 * firstPoint[v], coordinates, 3 * v, 3);
        }
        return coordinates;
    }

    private static int[] newTable(int vertices) {
        int size = Integer.highestOneBit(Math.max(32, Math.min(vertices, 1 << 28))) << 1;
        int[] table = new int[size];
        Arrays.fill(table, -1);
        return table;
    }

    private static int[] grown(double[] points, int[] first, int vertices, int size) {
        int[] table = new int[size];
        Arrays.fill(table, -1);
        for (int vertex = 0; vertex < vertices; vertex++) {
            int slot = hash(points, first[vertex]) & (size - 1);
            while (table[slot] >= 0) {
                slot = (slot + 1) & (size - 1);
            }
            table[slot] = vertex;
        }
        return table;
    }

    private static boolean same(double[] points, int p, int q) {
        return points[3 * p] == points[3 * q]
                && points[3 * p + 1] == points[3 * q + 1]
                && points[3 * p + 2] == points[3 * q + 2];
    }

    /** Adding 0.0 turns -0 into 0, so that both hash alike. */
    private static int hash(double[] points, int p) {
        long h = Double.doubleToRawLongBits(points[3 * p] + 0.0) * 0x9E3779B97F4A7C15L;
        h = (h ^ (h >>> 29)) + Double.doubleToRawLongBits(points[3 * p + 1] + 0.0);
        h *= 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 32)) + Double.doubleToRawLongBits(points[3 * p + 2] + 0.0);
        h *= 0x94D049BB133111EBL;
        return (int) (h >>> 33);
    }
}
