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

    /**
     * The proofs of a mesh.
     *
     * @param best the first that is sound, else the last that was tried
     * @param single in binary STL; null when that cannot hold the coordinates
     */
    record Proofs(ReadBack best, @Nullable ReadBack single) {}

    /** Tries binary STL and, when that is not sound and more digits may help, 3MF. */
    static Proofs proofs(TriangleMesh mesh) {
        ReadBack single = of(mesh, MeshFormat.STL);
        if (single != null && (single.report().solid() || single.isNoMatterOfDigits(mesh))) {
            return new Proofs(single, single);
        }
        ReadBack exact = of(mesh, MeshFormat.THREE_MF);
        if (exact == null) {
            throw new IllegalStateException("no format can hold the mesh");
        }
        return new Proofs(exact, single);
    }

    /** Whether what is wrong stays wrong with more digits, or is too much to look at twice. */
    private boolean isNoMatterOfDigits(TriangleMesh mesh) {
        boolean open = report.measures().openEdges() > 0;
        return !report.complete() || (open && Draft.of(mesh).edges().openCount() > 0);
    }
}
