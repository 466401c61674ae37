package io.amsphub.processors.memory;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Uploads;
import io.amsphub.processors.production.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Uploads in memory. */
final class MemoryUploads implements Uploads {

    private final Map<String, ByteArrayOutputStream> parts = new TreeMap<>();
    private final MemoryBlobs blobs;

    MemoryUploads(MemoryBlobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public long offset(String uploadId) {
        return bytes(uploadId).size();
    }

    @Override
    public long append(String uploadId, long offset, long length, InputStream bytes) throws IOException {
        if (offset != offset(uploadId)) {
            throw new HubException(
                    FailureCode.UPLOAD_OFFSET, "not " + offset, "Upload-Offset", "continue at " + offset(uploadId));
        }
        byte[] read = bytes.readAllBytes();
        if (offset + read.length > length) {
            throw new HubException(FailureCode.UPLOAD_LENGTH, "too long", "byte " + length, "announce it rightly");
        }
        bytes(uploadId).writeBytes(read);
        return offset(uploadId);
    }

    @Override
    public BlobRef complete(String uploadId, String mediaType, String organisation, String subject) throws IOException {
        byte[] whole = bytes(uploadId).toByteArray();
        discard(uploadId);
        return blobs.store(mediaType, out -> out.write(whole));
    }

    @Override
    public String sha256(String uploadId) {
        return HexFormat.of().formatHex(Secrets.sha256().digest(bytes(uploadId).toByteArray()));
    }

    @Override
    public void discard(String uploadId) {
        parts.remove(uploadId);
    }

    @Override
    public Map<String, Long> idle(Instant since) {
        return Map.of();
    }

    @Override
    public boolean discardIdle(String uploadId, Instant since) {
        return false;
    }

    private ByteArrayOutputStream bytes(String uploadId) {
        return parts.computeIfAbsent(uploadId, id -> new ByteArrayOutputStream());
    }
}
