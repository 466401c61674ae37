package io.amsphub.mesh.io;

import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Writes binary little-endian PLY with coordinates as double, so nothing is rounded. Same mesh, same bytes;
 * points that no facet uses are written too.
 */
public final class PlyWriter {

    private static final int BLOCK = 1 << 14;
    private static final int VERTEX = 24;
    private static final int FACET = 13;

    private PlyWriter() {}

    /**
     * Writes the mesh in mm.
     *
     * @param out gets the file; flushed, not closed
     */
    public static void write(TriangleMesh mesh, OutputStream out) throws IOException {
        String header = "ply\nformat binary_little_endian 1.0\ncomment millimetres\nelement vertex " + mesh.pointCount()
                + "\nproperty double x\nproperty double y\nproperty double z\nelement face " + mesh.facetCount()
                + "\nproperty list uchar int vertex_indices\nend_header\n";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        WritableByteChannel channel = Channels.newChannel(out);
        double[] points = mesh.points();
        for (int i = 0; i < points.length; i += 3) {
            drainUnless(block, VERTEX, channel);
            block.putDouble(points[i]).putDouble(points[i + 1]).putDouble(points[i + 2]);
        }
        int[] facets = mesh.facets();
        for (int i = 0; i < facets.length; i += 3) {
            drainUnless(block, FACET, channel);
            block.put((byte) 3).putInt(facets[i]).putInt(facets[i + 1]).putInt(facets[i + 2]);
        }
        drainUnless(block, BLOCK, channel);
        out.flush();
    }

    private static void drainUnless(ByteBuffer block, int room, WritableByteChannel channel) throws IOException {
        if (block.remaining() < room) {
            block.flip();
            channel.write(block);
            block.clear();
        }
    }
}
