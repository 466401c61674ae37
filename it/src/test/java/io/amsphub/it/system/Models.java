package io.amsphub.it.system;

import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Model files made for these tests. */
public final class Models {

    private static final int HEADER = 84;
    private static final int FACET = 50;
    private static final int[] CUBE = {
        0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4, 1, 2, 6, 1, 6, 5, 2, 3, 7, 2, 7, 6, 3, 0, 4, 3, 4, 7
    };

    private Models() {}

    /** Writes a sound cube of twelve facets. */
    public static Path cube(Path file, double edgeMm) throws IOException {
        return write(file, box(edgeMm, edgeMm, edgeMm));
    }

    /** Returns a sound box with one corner at the origin. */
    static TriangleMesh box(double x, double y, double z) {
        double[] points = {0, 0, 0, x, 0, 0, x, y, 0, 0, y, 0, 0, 0, z, x, 0, z, x, y, z, 0, y, z};
        return TriangleMesh.of(points, CUBE, LengthUnit.MILLIMETRE);
    }

    /** Writes a mesh as binary STL. */
    static Path write(Path file, TriangleMesh mesh) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            BinaryStlWriter.write(mesh, out);
        }
        return file;
    }

    /** Writes a binary STL of at least so many bytes: a field of small separate pyramids, each sound. */
    public static Path large(Path file, long bytes) throws IOException {
        long pyramids = (bytes - HEADER + 4L * FACET - 1) / (4L * FACET);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(80, Math.toIntExact(4 * pyramids));
            out.write(header.array());
            ByteBuffer four = ByteBuffer.allocate(4 * FACET).order(ByteOrder.LITTLE_ENDIAN);
            for (long p = 0; p < pyramids; p++) {
                four.clear();
                float x = (int) (p % 3000) / 20f;
                float y = (int) (p / 3000) / 20f;
                float[][] corners = {{x, y, 0}, {x + 0.04f, y, 0}, {x, y + 0.04f, 0}, {x, y, 0.04f}};
                for (int[] facet : new int[][] {{0, 2, 1}, {0, 1, 3}, {1, 2, 3}, {2, 0, 3}}) {
                    four.putFloat(0).putFloat(0).putFloat(0);
                    for (int corner : facet) {
                        four.putFloat(corners[corner][0])
                                .putFloat(corners[corner][1])
                                .putFloat(corners[corner][2]);
                    }
                    four.putShort((short) 0);
                }
                out.write(four.array());
            }
        }
        return file;
    }
}
