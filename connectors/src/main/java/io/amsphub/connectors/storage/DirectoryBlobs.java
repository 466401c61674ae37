package io.amsphub.connectors.storage;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.lifecycle.HaltPoint;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.production.Secrets;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * {@link Blobs} as files named by their SHA-256, in 256 directories. A file is written under a
 * temporary name, forced to disk, then moved into place, so that a name always stands for whole
 * content; a crash leaves at most a temporary file, which the next start removes.
 */
public final class DirectoryBlobs implements Blobs {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final Path temporary;

    /**
     * A store in a directory, which is made when it is missing.
     *
     * @throws IOException when it cannot be made or cleaned
     */
    public DirectoryBlobs(Path root) throws IOException {
        this.root = root;
        this.temporary = root.resolve("tmp");
        Files.createDirectories(temporary);
        try (var leftovers = Files.newDirectoryStream(temporary)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    @Override
    public BlobRef store(String mediaType, Writer writer) throws IOException {
        Path file = temporary.resolve(UUID.randomUUID().toString());
        MessageDigest digest = Secrets.sha256();
        try {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new DigestOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), digest)) {
                writer.writeTo(new UnclosedStream(out));
                out.flush();
                channel.force(true);
            }
            return adopt(file, HexFormat.of().formatHex(digest.digest()), mediaType);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Takes over a finished file of the same file system as a blob.
     *
     * @param file forced to disk already; moved away
     * @param sha256 its digest, lower-case hex
     */
    BlobRef adopt(Path file, String sha256, String mediaType) throws IOException {
        Path target = path(sha256);
        Path directory = directory(sha256);
        Files.createDirectories(directory);
        long bytes = Files.size(file);
        if (!Files.exists(target)) {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory(directory);
            HaltPoint.reached(HaltPoint.BLOB_STORED);
        } else {
            Files.delete(file);
        }
        return new BlobRef(sha256, bytes, mediaType);
    }

    @Override
    public InputStream open(BlobRef blob) throws IOException {
        try {
            return Files.newInputStream(path(blob.sha256()));
        } catch (NoSuchFileException e) {
            throw new IOException("blob " + blob.sha256() + " is missing from the store", e);
        }
    }

    private Path path(String sha256) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
        return directory(sha256).resolve(sha256);
    }

    private Path directory(String sha256) {
        return root.resolve(sha256.substring(0, 2));
    }

    private static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Lets a writer close its stream without closing the file, which is still to be forced to disk. */
    private static final class UnclosedStream extends FilterOutputStream {

        private UnclosedStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
