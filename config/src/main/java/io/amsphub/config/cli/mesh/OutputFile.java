package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.ObjWriter;
import io.amsphub.mesh.io.PlyWriter;
import io.amsphub.mesh.io.ThreeMfWriter;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A result that is written beside its place and moved there when it is whole and on the disk, so that a
 * reader never sees half of it and a failure leaves what was there.
 */
final class OutputFile {

    private final Path path;
    private final MeshFormat format;

    private OutputFile(Path path, MeshFormat format) {
        this.path = path;
        this.format = format;
    }

    /** What was written. */
    record Written(Path path, MeshFormat format, long bytes) {}

    /** Writes the bytes of a result. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

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
        if (!overwrite && isSame(output, input)) {
            throw new FileRefusal(
                    FileRefusal.SAME_FILE,
                    "the result would replace the input",
                    "",
                    "Name another file, or say --overwrite");
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

    private static boolean isSame(Path output, Path input) {
        try {
            return Files.exists(output) && Files.isSameFile(output, input);
        } catch (IOException e) {
            return output.toAbsolutePath()
                    .normalize()
                    .equals(input.toAbsolutePath().normalize());
        }
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
    Written write(Content content) throws FileRefusal {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                writeTo(path, content, StandardOpenOption.WRITE);
                return new Written(path, format, 0);
            }
            Path whole = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path part = whole.resolveSibling(
                    "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            try {
                writeTo(part, content, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            return new Written(path, format, Files.size(whole));
        } catch (IllegalArgumentException e) {
            throw refusal(
                    FileRefusal.UNFIT,
                    "the format cannot hold the model: " + e.getMessage(),
                    "Write 3mf, obj or ply",
                    e);
        } catch (IOException e) {
            throw refusal(
                    FileRefusal.UNWRITABLE,
                    path + " cannot be written: " + reason(e),
                    "Make room, or name another place",
                    e);
        }
    }

    private static void writeTo(Path file, Content content, StandardOpenOption... options) throws IOException {
        try (FileChannel channel = FileChannel.open(file, options);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            content.writeTo(out);
            out.flush();
            if (Files.isRegularFile(file)) {
                channel.force(true);
            }
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "its folder does not exist";
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(e.getMessage());
    }

    private static FileRefusal refusal(String code, String what, String remedy, Throwable cause) {
        FileRefusal refusal = new FileRefusal(code, what, "", remedy);
        refusal.initCause(cause);
        return refusal;
    }
}
