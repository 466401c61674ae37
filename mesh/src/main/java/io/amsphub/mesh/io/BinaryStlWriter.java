package io.amsphub.mesh.io;

import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes binary STL. Same mesh, same bytes: a fixed header, facets in order, unit normals from the corners
 * as written (zero for a degenerate facet), attribute bytes zero.
 *
 * <p>Coordinates are rounded to single precision, which is what the format has; what was detected before is
 * not known to hold afterwards, so detect again on what was written.
 */
public final class BinaryStlWriter {

    private static final int FACET = 50;
    private static final int BLOCK = FACET * 1024;

    private BinaryStlWriter() {}

    /**
     * Writes the mesh in mm.
     *
     * @param out gets 84 + 50·facets bytes; flushed, not closed
     * @throws IllegalArgumentException when a coordinate is beyond single precision
     */
    public static void write(TriangleMesh mesh, OutputStream out) throws IOException {
        double[] points = mesh.points();
        for (double coordinate : points) {
            if (!Float.isFinite((float) coordinate)) {
                throw new IllegalArgumentException("coordinate " + coordinate + " mm is beyond single precision");
            }
        }
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        byte[] title = "binary STL, mm".getBytes(StandardCharsets.US_ASCII);
        block.put(title).position(80).putInt(mesh.facetCount());
        int[] facets = mesh.facets();
        for (int at = 0; at < facets.length; at += 3) {
            if (block.remaining() < FACET) {
                out.write(block.array(), 0, block.position());
                block.clear();
            }
            putFacet(block, points, facets, at);
        }
        out.write(block.array(), 0, block.position());
        out.flush();
    }

    private static void putFacet(ByteBuffer block, double[] points, int[] facets, int at) {
        float[] corner = new float[9];
        for (int i = 0; i < 9; i++) {
            corner[i] = (float) points[3 * facets[at + i / 3] + i % 3] + 0.0f;
        }
        putNormal(block, corner);
        for (float coordinate : corner) {
            block.putFloat(coordinate);
        }
        block.putShort((short) 0);
    }

    private static void putNormal(ByteBuffer block, float[] c) {
        double ux = (double) c[3] - c[0];
        double uy = (double) c[4] - c[1];
        double uz = (double) c[5] - c[2];
        double vx = (double) c[6] - c[0];
        double vy = (double) c[7] - c[1];
        double vz = (double) c[8] - c[2];
        double nx = uy * vz - uz * vy;
        double ny = uz * vx - ux * vz;
        double nz = ux * vy - uy * vx;
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        boolean usable = length > 0 && length < Double.POSITIVE_INFINITY;
        block.putFloat(usable ? (float) (nx / length) + 0.0f : 0);
        block.putFloat(usable ? (float) (ny / length) + 0.0f : 0);
        block.putFloat(usable ? (float) (nz / length) + 0.0f : 0);
    }
}
