package io.amsphub.mesh.render;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.IntList;
import io.amsphub.mesh.topology.Weld;

/**
 * Normals for shading: a corner takes the mean of the facets around its vertex whose normals are within the
 * crease angle of its own, so that curved surfaces look smooth and edges stay sharp; and the edges that are
 * sharp, open or torn. 20 bytes a facet, 8 bytes a vertex, and 12 bytes a facet corner while it runs.
 */
final class Shading {

    private static final float CREASE = (float) Math.cos(Math.toRadians(32));
    private static final int MOST_AROUND = 64;

    private final int[] corners;
    private final float[] normals;
    private final int[] start;
    private final int[] around;

    Shading(TriangleMesh mesh) {
        Weld weld = Weld.of(mesh);
        corners = weld.apply(mesh.facets());
        normals = facetNormals(mesh);
        start = new int[weld.vertexCount() + 1];
        for (int corner : corners) {
            start[corner + 1]++;
        }
        for (int v = 1; v < start.length; v++) {
            start[v] += start[v - 1];
        }
        int[] fill = start.clone();
        around = new int[corners.length];
        for (int h = 0; h < corners.length; h++) {
            around[fill[corners[h]]++] = h / 3;
        }
    }

    /** Normals of length twice the area. */
    private static float[] facetNormals(TriangleMesh mesh) {
        double[] p = mesh.points();
        int[] f = mesh.facets();
        float[] normals = new float[f.length];
        for (int i = 0; i < f.length; i += 3) {
            double[] u = new double[6];
            for (int k = 0; k < 3; k++) {
                u[k] = p[3 * f[i + 1] + k] - p[3 * f[i] + k];
                u[3 + k] = p[3 * f[i + 2] + k] - p[3 * f[i] + k];
            }
            normals[i] = (float) (u[1] * u[5] - u[2] * u[4]);
            normals[i + 1] = (float) (u[2] * u[3] - u[0] * u[5]);
            normals[i + 2] = (float) (u[0] * u[4] - u[1] * u[3]);
        }
        return normals;
    }

    private float dot(int facet, int other) {
        return normals[3 * facet] * normals[3 * other]
                + normals[3 * facet + 1] * normals[3 * other + 1]
                + normals[3 * facet + 2] * normals[3 * other + 2];
    }

    private boolean smooth(int facet, int other) {
        float dot = dot(facet, other);
        return dot > 0 && dot * dot >= CREASE * CREASE * dot(facet, facet) * dot(other, other);
    }

    /** Puts the unit normal at a corner of a facet into {@code out}; zeros where there is none. */
    void normalAt(int halfEdge, double[] out) {
        int facet = halfEdge / 3;
        int vertex = corners[halfEdge];
        out[0] = normals[3 * facet];
        out[1] = normals[3 * facet + 1];
        out[2] = normals[3 * facet + 2];
        int n = start[vertex + 1] - start[vertex];
        for (int i = start[vertex]; n <= MOST_AROUND && i < start[vertex + 1]; i++) {
            int other = around[i];
            if (other != facet && smooth(facet, other)) {
                out[0] += normals[3 * other];
                out[1] += normals[3 * other + 1];
                out[2] += normals[3 * other + 2];
            }
        }
        double length = Math.sqrt(out[0] * out[0] + out[1] * out[1] + out[2] * out[2]);
        for (int k = 0; k < 3; k++) {
            out[k] = length > 0 ? out[k] / length : 0;
        }
    }

    /** Returns the sharp and open edges as half edges, each edge once. */
    int[] featureEdges() {
        IntList edges = new IntList();
        for (int h = 0; h < corners.length; h++) {
            int a = corners[h];
            int b = corners[h - h % 3 + (h + 1) % 3];
            int mates = 0;
            boolean soft = true;
            boolean lowest = true;
            int n = start[a + 1] - start[a];
            for (int i = start[a]; n <= 4 * MOST_AROUND && i < start[a + 1]; i++) {
                int other = around[i];
                if (other != h / 3 && has(other, b)) {
                    mates++;
                    soft &= smooth(h / 3, other);
                    lowest &= other > h / 3;
                }
            }
            if (n <= 4 * MOST_AROUND && lowest && (mates != 1 || !soft)) {
                edges.add(h);
            }
        }
        return edges.toArray();
    }

    private boolean has(int facet, int vertex) {
        return corners[3 * facet] == vertex || corners[3 * facet + 1] == vertex || corners[3 * facet + 2] == vertex;
    }
}
