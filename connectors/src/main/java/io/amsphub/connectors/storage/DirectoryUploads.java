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
import java.nio.channels.FileLock;
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
import org.jspecify.annotations.Nullable;

/**
 * {@link Uploads} as growing files. The length of the file is the truth about how much has arrived;
 * it is forced to disk before the client is told, unless all of it is a blob by then.
 */
public final class DirectoryUploads implements Uploads {

    private static final Pattern UPLOAD_ID = Pattern.compile("upl_[0-9a-z]{26}");
    private static final String PART = ".part";
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final SealedBlobs blobs;
    private final Set<String> appending = ConcurrentHashMap.newKeySet();

    /** Of uploads that came whole and are no blobs yet: what was sealed meanwhile. */
    private final Map<String, Draft> drafts = new ConcurrentHashMap<>();

    /**
     * Uploads in a directory on the file system of the blobs.
     *
     * @throws IOException when it cannot be made
     */
    public DirectoryUploads(Path root, SealedBlobs blobs) throws IOException {
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
            throw underWay("upload " + uploadId);
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
            return arrived == 0 ? begin(uploadId, length, bytes) : copy(path(uploadId), arrived, length, bytes);
        } finally {
            appending.remove(uploadId);
        }
    }

    /** Refuses what another node is writing, or has written since the offset was looked at. */
    private static void requireAlone(@Nullable FileLock lock, FileChannel out, long arrived) throws IOException {
        if (lock == null || out.size() != arrived) {
            throw underWay("this upload");
        }
    }

    private static HubException underWay(String upload) {
        return new HubException(
                FailureCode.UPLOAD_OFFSET,
                "another request is sending bytes of " + upload,
                null,
                "wait until it has ended, then ask for the offset with HEAD");
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

    /**
     * Takes bytes in from the first on. They are hashed and sealed as they come, beside the file that grows; when all of
     * them come in one go, as they mostly do, nothing has to be read again, and only what was sealed is forced to disk.
     */
    private long begin(String uploadId, long length, InputStream bytes) throws IOException {
        forget(uploadId);
        Path file = path(uploadId);
        Draft draft = blobs.draft();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = out.tryLock()) {
            requireAlone(lock, out, 0);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            long total = transfer(bytes, out, draft.content(), 0, length);
            if (total == length) {
                draft.finish();
                drafts.put(uploadId, draft);
            }
            return total;
        } finally {
            if (!drafts.containsKey(uploadId)) {
                PlainFiles.force(file);
                draft.close();
            }
        }
    }

    private long copy(Path file, long arrived, long length, InputStream bytes) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = out.tryLock()) {
            requireAlone(lock, out, arrived);
            // a request without a byte more begins the end of the upload as well
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            out.position(arrived);
            try {
                return transfer(bytes, out, OutputStream.nullOutputStream(), arrived, length);
            } finally {
                out.force(true);
            }
        }
    }

    /** Writes bytes into a file and somewhere beside it; returns how many there are in all. */
    private long transfer(InputStream bytes, FileChannel out, OutputStream beside, long arrived, long length)
            throws IOException {
        long total = arrived;
        byte[] buffer = new byte[BUFFER];
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
            seal(beside, buffer, n);
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

    private void seal(OutputStream beside, byte[] bytes, int length) throws IOException {
        try {
            beside.write(bytes, 0, length);
        } catch (IOException e) {
            throw Room.failure(root, e);
        }
    }

    /** Drops what was sealed of an upload; its file stays. */
    private void forget(String uploadId) throws IOException {
        Draft draft = drafts.remove(uploadId);
        if (draft != null) {
            draft.close();
        }
    }

    @Override
    public BlobRef complete(String uploadId, String mediaType, String organisation, String subject) throws IOException {
        Draft draft = drafts.remove(uploadId);
        if (draft == null) {
            return blobs.adopt(path(uploadId), mediaType, organisation, subject);
        }
        boolean kept = false;
        try (draft) {
            BlobRef blob = blobs.keep(draft, mediaType, organisation, subject);
            kept = true;
            Files.delete(path(uploadId));
            return blob;
        } finally {
            if (!kept) {
                PlainFiles.force(path(uploadId)); // it is what there is of the upload now
            }
        }
    }

    @Override
    public String sha256(String uploadId) throws IOException {
        Draft draft = drafts.get(uploadId);
        if (draft != null) {
            return draft.sha256();
        }
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
        forget(uploadId);
        Files.deleteIfExists(path(uploadId));
    }

    private Path path(String uploadId) {
        if (!UPLOAD_ID.matcher(uploadId).matches()) {
            throw new IllegalArgumentException("not an upload id: " + uploadId);
        }
        return root.resolve(uploadId + PART);
    }
}
