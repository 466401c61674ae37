package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.ObjWriter;
import io.amsphub.mesh.io.PlyWriter;
import io.amsphub.mesh.io.ThreeMfWriter;
import io.amsphub.mesh.model.TriangleMesh;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A model that is written in a format. */
final class OutputFile {

    private final Path path;
    private final MeshFormat format;

    private OutputFile(Path path, MeshFormat format) {
        this.path = path;
        this.format = format;
    }

    /** What was written. */
    record Written(Path path, MeshFormat format, long bytes) {}

    /**
     * Checks that a result can go to a place.
     *
     * @param format the format that was asked for, null to take that of the name
     * @param overwrite whether the input may be replaced
     * @throws FileRefusal when it would replace the input unasked, or the format is not written
     */
    static OutputFile of(Path output, Path input, @Nullable MeshFormat format, boolean overwrite) throws FileRefusal {
        MeshFormat wanted = format != null ? format : ofName(output);
        if (wanted == MeshFormat.OFF || wanted == MeshFormat.AMF) {
            throw new FileRefusal(
                    FileRefusal.NO_WRITER, wanted + " is read but not written", "", "Write stl, 3mf, ply or obj");
        }
        if (!overwrite) {
            new WholeFile(output).requireOther(input);
        }
        return new OutputFile(output, wanted);
    }

    private static MeshFormat ofName(Path output) throws FileRefusal {
        String name = String.valueOf(output.getFileName());
        for (MeshFormat format : MeshFormat.values()) {
            if (name.toLowerCase(java.util.Locale.ROOT).endsWith("." + format.extension())) {
                return format;
            }
        }
        throw new FileRefusal(
                FileRefusal.NO_WRITER,
                "the name " + name + " does not say in which format to write",
                "",
                "End it in .stl, .3mf, .ply or .obj, or say --format");
    }

    MeshFormat format() {
        return format;
    }

    /** Writes a mesh in the format of this file. */
    Written write(TriangleMesh mesh) throws FileRefusal {
        return write(out -> {
            switch (format) {
                case STL -> BinaryStlWriter.write(mesh, out);
                case THREE_MF -> ThreeMfWriter.write(mesh, out);
                case PLY -> PlyWriter.write(mesh, out);
                case OBJ -> ObjWriter.write(mesh, out);
                default -> throw new IllegalStateException(format + " is not written");
            }
        });
    }

    /** Writes bytes that are in the format of this file. */
    Written write(WholeFile.Content content) throws FileRefusal {
        try {
            return new Written(path, format, new WholeFile(path).write(content));
        } catch (IllegalArgumentException e) {
            FileRefusal refusal = new FileRefusal(
                    FileRefusal.UNFIT,
                    "the format cannot hold the model: " + e.getMessage(),
                    "",
                    "Write 3mf, obj or ply");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
