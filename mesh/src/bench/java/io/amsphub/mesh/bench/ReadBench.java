package io.amsphub.mesh.bench;

import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ObjWriter;
import io.amsphub.mesh.io.PlyWriter;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.io.ThreeMfWriter;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reads a model of 100 thousand facets from memory in each kind of file; milliseconds a file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class ReadBench {

    /** What is read. */
    public enum Kind {
        /** 50 bytes a facet. */
        STL_BINARY,
        /** Text with normals, six digits. */
        STL_TEXT,
        /** Indexed text. */
        OBJ,
        /** Indexed little-endian. */
        PLY,
        /** Indexed XML in a package. */
        THREE_MF
    }

    /** The kind of file. */
    @Param
    public Kind kind;

    /** Facets of the model. */
    @Param("100000")
    public int facets;

    private byte[] file;
    private MeshFormat format;

    /** Writes the file. */
    @Setup
    public void write() throws IOException {
        TriangleMesh mesh = BenchmarkModels.clean(facets);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (kind) {
            case STL_BINARY -> BinaryStlWriter.write(mesh, out);
            case STL_TEXT -> out.write(textStl(mesh));
            case OBJ -> ObjWriter.write(mesh, out);
            case PLY -> PlyWriter.write(mesh, out);
            default -> ThreeMfWriter.write(mesh, out);
        }
        file = out.toByteArray();
        format = kind.name().startsWith("STL") ? MeshFormat.STL : MeshFormat.valueOf(kind.name());
    }

    /** Reads it. */
    @Benchmark
    public TriangleMesh read() throws IOException, MeshFormatException {
        return MeshReaders.read(new ByteArrayInputStream(file), file.length, format, ReadLimits.defaults());
    }

    private static byte[] textStl(TriangleMesh mesh) {
        StringBuilder text = new StringBuilder("solid bench\n");
        double[] p = mesh.points();
        int[] corners = mesh.facets();
        for (int f = 0; f < mesh.facetCount(); f++) {
            text.append("facet normal 0 0 0\nouter loop\n");
            for (int k = 0; k < 3; k++) {
                int at = 3 * corners[3 * f + k];
                text.append(String.format(Locale.ROOT, "vertex %.6e %.6e %.6e%n", p[at], p[at + 1], p[at + 2]));
            }
            text.append("endloop\nendfacet\n");
        }
        return text.append("endsolid bench\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
