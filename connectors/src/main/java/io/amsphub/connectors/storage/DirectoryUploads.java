package io.amsphub.connectors.storage;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Uploads;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * {@link Uploads} as growing files. The length of the file is the truth about how much has arrived;
 * it is forced to disk before the client is told.
 */
public final class DirectoryUploads implements Uploads {

    private static final Pattern UPLOAD_ID = Pattern.compile("upl_[0-9a-z]{26}");
    private static final String PART = ".part";
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final DirectoryBlobs blobs;
    private final Set<String> appending = ConcurrentHashMap.newKeySet();

    /**
     * Uploads in a directory on the file system of the blobs.
     *
     * @throws IOException when it cannot be made
     */
    public DirectoryUploads(Path root, DirectoryBlobs blobs) throws IOException {
        this.root = root;
        this.blobs = blobs;
        Files.createDirectories(root);
    }

    @Override
    public long offset(String uploadId) throws IOException {
        Path file = path(uploadId);
        return Files.exists(file) ? Files.size(file) : 0;
    }

    @Override
    public long append(String uploadId, long offset, long length, InputStream bytes) throws IOException {
        if (!appending.add(uploadId)) {
            throw new HubException(
                    FailureCode.UPLOAD_OFFSET,
                    "another request is sending bytes of upload " + uploadId,
                    null,
                    "wait until it has ended, then ask for the offset with HEAD");
        }
        try {
            long arrived = offset(uploadId);
            if (arrived != offset) {
                throw new HubException(
                        FailureCode.UPLOAD_OFFSET,
                        "upload " + uploadId + " has " + arrived + " bytes, not " + offset,
                        "Upload-Offset",
                        "continue at offset " + arrived);
            }
            return copy(arrived, length, bytes, path(uploadId));
        } finally {
            appending.remove(uploadId);
        }
    }

    @Override
    public Map<String, Long> idle(Instant since) throws IOException {
        Map<String, Long> idle = new TreeMap<>();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(root, "*" + PART)) {
            for (Path part : parts) {
                String name = part.getFileName().toString();
                String uploadId = name.substring(0, name.length() - PART.length());
                BasicFileAttributes file = PlainFiles.plain(part).orElse(null);
                if (file != null
                        && UPLOAD_ID.matcher(uploadId).matches()
                        && file.lastModifiedTime().toInstant().isBefore(since)) {
                    idle.put(uploadId, file.size());
                }
            }
        }
        return idle;
    }

    @Override
    public boolean discardIdle(String uploadId, Instant since) throws IOException {
        if (!appending.add(uploadId)) {
            return false;
        }
        try {
            BasicFileAttributes file = PlainFiles.plain(path(uploadId)).orElse(null);
            if (file != null && !file.lastModifiedTime().toInstant().isBefore(since)) {
                return false;
            }
            discard(uploadId);
            return true;
        } finally {
            appending.remove(uploadId);
        }
    }

    private long copy(long arrived, long length, InputStream bytes, Path file) throws IOException {
        long total = arrived;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // a request without a byte more begins the end of the upload as well
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            out.position(arrived);
            byte[] buffer = new byte[BUFFER];
            try {
                for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                    if (total + n > length) {
                        throw new HubException(
                                FailureCode.UPLOAD_LENGTH,
                                "the content goes on after the announced " + length + " bytes",
                                "byte " + length,
                                "announce the right length in a new revision");
                    }
                    write(out, ByteBuffer.wrap(buffer, 0, n));
                    total += n;
                }
            } finally {
                out.force(true);
            }
        }
        return total;
    }

    private void write(FileChannel out, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw Room.failure(root, e);
        }
    }

    @Override
    public BlobRef complete(String uploadId, String mediaType, String organisation, String subject) throws IOException {
        return blobs.adopt(path(uploadId), mediaType, organisation, subject);
    }

    @Override
    public String sha256(String uploadId) throws IOException {
        MessageDigest digest = Secrets.sha256();
        Path file = path(uploadId);
        if (Files.exists(file)) {
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void discard(String uploadId) throws IOException {
        Files.deleteIfExists(path(uploadId));
    }

    private Path path(String uploadId) {
        if (!UPLOAD_ID.matcher(uploadId).matches()) {
            throw new IllegalArgumentException("not an upload id: " + uploadId);
        }
        return root.resolve(uploadId + PART);
    }
}
