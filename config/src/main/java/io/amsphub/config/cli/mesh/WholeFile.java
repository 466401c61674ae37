package io.amsphub.config.cli.mesh;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A result that is written beside its place and moved there when it is whole and on the disk, so that a
 * reader never sees half of it and a failure leaves what was there.
 *
 * @param path its place
 */
record WholeFile(Path path) {

    /** Writes the bytes of a result. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Checks that the result does not replace the input.
     *
     * @throws FileRefusal when it would
     */
    void requireOther(Path input) throws FileRefusal {
        if (isSame(path, input)) {
            throw new FileRefusal(
                    FileRefusal.SAME_FILE,
                    "the result would replace the input",
                    "",
                    "Name another file, or say --overwrite");
        }
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

    /**
     * Writes the result.
     *
     * @return its length; 0 of what goes to no file, such as a pipe
     * @throws FileRefusal when the place does not take it
     */
    long write(Content content) throws FileRefusal {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                writeTo(path, content, StandardOpenOption.WRITE);
                return 0;
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
            return Files.size(whole);
        } catch (IOException e) {
            FileRefusal refusal = new FileRefusal(
                    FileRefusal.UNWRITABLE,
                    path + " cannot be written: " + reason(e),
                    "",
                    "Make room, or name another place");
            refusal.initCause(e);
            throw refusal;
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
        if (e instanceof NoSuchFileException) {
            return "its folder does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(e.getMessage());
    }
}
