package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.io.DetectionMemory;
import io.amsphub.mesh.io.MeshFault;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadModel;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/** Opens model files, each only if it fits the memory that is allowed, which is known before it is read. */
final class ModelFiles {

    private static final int TAIL_BYTES = 1 << 16;

    private final long budget;
    private final Progress progress;
    private @Nullable PrivateKey key;

    ModelFiles(long budgetBytes, Progress progress) {
        this.budget = budgetBytes;
        this.progress = progress;
    }

    /** Opens encrypted 3MF packages with a key from now on. */
    ModelFiles openedBy(PrivateKey privateKey) {
        key = privateKey;
        return this;
    }

    /**
     * A model that was read.
     *
     * @param path the file
     * @param bytes its length
     * @param format what it is
     * @param memory the heap that was set aside for it
     */
    record Loaded(Path path, long bytes, MeshFormat format, long memory, ReadModel model) {

        /**
         * Returns the mesh for work that needs a surface.
         *
         * @throws FileRefusal when it has no facets
         */
        TriangleMesh surface() throws FileRefusal {
            if (model.mesh().facetCount() == 0) {
                throw new FileRefusal(
                        FileRefusal.NO_FACETS,
                        "the model has no facets",
                        "",
                        "Export it again; check that the body is selected and not hidden");
            }
            return model.mesh();
        }
    }

    Progress progress() {
        return progress;
    }

    /**
     * Reads a model.
     *
     * @throws FileRefusal when it cannot be read, breaks a rule of its format, or would not fit
     */
    Loaded load(Path path) throws FileRefusal {
        try {
            return read(path);
        } catch (MeshFormatException e) {
            throw FileRefusal.of(e);
        } catch (NoSuchFileException e) {
            throw unreadable("there is no such file", "Check the name", e);
        } catch (AccessDeniedException e) {
            throw unreadable("the file may not be read", "Ask its owner for the right to read it", e);
        } catch (IOException e) {
            throw unreadable("the file cannot be read: " + e.getMessage(), "Copy the file again", e);
        } finally {
            progress.done();
        }
    }

    private static FileRefusal unreadable(String what, String remedy, IOException cause) {
        FileRefusal refusal = new FileRefusal(FileRefusal.UNREADABLE, what, "", remedy);
        refusal.initCause(cause);
        return refusal;
    }

    private Loaded read(Path path) throws IOException, MeshFormatException, FileRefusal {
        if (Files.isDirectory(path)) {
            throw new FileRefusal(FileRefusal.UNREADABLE, "it is a folder", "", "Name the files in it");
        }
        long length = Files.size(path);
        byte[] head = bytes(path, 0, MeshFormat.HEAD_BYTES);
        if (head.length == 0) {
            throw new MeshFormatException(MeshFault.EMPTY_FILE, "the file has no bytes", "byte 0");
        }
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        MeshFormat format = MeshFormat.recognise(head, name)
                .orElseThrow(() -> new MeshFormatException(
                        MeshFault.UNKNOWN_FORMAT, "the content is of no model format that is read", "byte 0"));
        byte[] tail = bytes(path, Math.max(0, length - TAIL_BYTES), TAIL_BYTES);
        long needed = DetectionMemory.bytesNeeded(format, length, head, tail);
        if (needed > budget) {
            throw new MeshFormatException(
                    MeshFault.TOO_MUCH_MEMORY,
                    "the model takes up to " + MemorySize.text(needed) + " of memory, " + MemorySize.text(budget)
                            + " are at hand",
                    "the file's length of " + length + " bytes");
        }
        try (InputStream in = progress.reading(name, Files.newInputStream(path), length)) {
            ReadModel model = key != null && format == MeshFormat.THREE_MF
                    ? MeshReaders.readSecure(in, key, DetectionMemory.limits(budget))
                    : MeshReaders.readModel(in, length, format, DetectionMemory.limits(budget));
            return new Loaded(path, length, format, needed, model);
        }
    }

    private static byte[] bytes(Path path, long from, int most) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, Math.min(most, channel.size() - from)));
            channel.position(from);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // until full or the file ends
            }
            byte[] bytes = new byte[buffer.position()];
            System.arraycopy(buffer.array(), 0, bytes, 0, bytes.length);
            return bytes;
        }
    }
}
