package io.amsphub.mesh.correct;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.io.ThreeMfWriter;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What detection says of a mesh after it was written and read again.
 *
 * @param format the format that it was written in
 * @param mesh what was read
 * @param report what was found in it
 */
record ReadBack(MeshFormat format, TriangleMesh mesh, DetectionReport report) {

    /** Writes a mesh in memory, reads and detects; null when the format cannot hold its coordinates. */
    static @Nullable ReadBack of(TriangleMesh mesh, MeshFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        try {
            if (format == MeshFormat.STL) {
                BinaryStlWriter.write(mesh, out);
            } else {
                ThreeMfWriter.write(mesh, out);
            }
            byte[] bytes = out.toByteArray();
            TriangleMesh read =
                    MeshReaders.read(new ByteArrayInputStream(bytes), bytes.length, format, ReadLimits.defaults());
            return new ReadBack(format, read, MeshDetection.detect(read));
        } catch (IllegalArgumentException e) {
            return null; // beyond single precision
        } catch (MeshFormatException e) {
            throw new IllegalStateException("what was written cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tries binary STL and, when that is not sound, 3MF; returns the first that is sound, else the last. */
    static ReadBack best(TriangleMesh mesh) {
        ReadBack last = null;
        for (MeshFormat format : List.of(MeshFormat.STL, MeshFormat.THREE_MF)) {
            ReadBack back = of(mesh, format);
            if (back != null) {
                last = back;
                if (back.report().solid()) {
                    return back;
                }
            }
        }
        if (last == null) {
            throw new IllegalStateException("no format can hold the mesh");
        }
        return last;
    }
}
