package io.amsphub.mesh.io;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Small models and short ways to read them, for the tests of this package. */
final class Models {

    private Models() {}

    static ReadModel read(byte[] file, MeshFormat format) throws MeshFormatException, IOException {
        return read(file, format, ReadLimits.defaults());
    }

    static ReadModel read(byte[] file, MeshFormat format, ReadLimits limits) throws MeshFormatException, IOException {
        return MeshReaders.readModel(new ByteArrayInputStream(file), file.length, format, limits);
    }

    static ReadModel read(String text, MeshFormat format) throws MeshFormatException, IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), format);
    }

    /** A box from the origin, 12 facets, outward. */
    static TriangleMesh box(double x, double y, double z) {
        double[] points = {0, 0, 0, x, 0, 0, x, y, 0, 0, y, 0, 0, 0, z, x, 0, z, x, y, z, 0, y, z};
        int[] facets = {
            0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4,
            1, 2, 6, 1, 6, 5, 2, 3, 7, 2, 7, 6, 3, 0, 4, 3, 4, 7
        };
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    /** A binary STL with a header, a claimed count, and corner coordinates as they come, nine a facet. */
    static byte[] binaryStl(String header, long count, float... corners) {
        ByteBuffer file = ByteBuffer.allocate(84 + 50 * (corners.length / 9)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(header.getBytes(StandardCharsets.US_ASCII)).position(80).putInt((int) count);
        for (int facet = 0; facet < corners.length / 9; facet++) {
            file.putFloat(0).putFloat(0).putFloat(1);
            for (int i = 0; i < 9; i++) {
                file.putFloat(corners[9 * facet + i]);
            }
            file.putShort((short) 0);
        }
        return file.array();
    }
}
