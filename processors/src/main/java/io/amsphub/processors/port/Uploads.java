package io.amsphub.processors.port;

import io.amsphub.processors.design.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;

/**
 * Where the bytes of an upload gather until they are all there. What was appended survives a crash:
 * the length of the file is the offset to go on at.
 */
public interface Uploads {

    /** Returns how many bytes have arrived. */
    long offset(String uploadId) throws IOException;

    /**
     * Appends bytes until the stream ends or the announced length is reached, in constant memory.
     * What has arrived before a failure of the stream is kept.
     *
     * @param offset where the client thinks that it goes on
     * @param length the announced length in all
     * @return how many bytes have arrived in all
     * @throws io.amsphub.processors.failure.HubException when the offset is another, the content is
     *     longer than announced, or another append of the same upload is under way
     */
    long append(String uploadId, long offset, long length, InputStream bytes) throws IOException;

    /**
     * Makes the gathered bytes a blob and forgets the upload.
     *
     * @param organisation whose it is
     * @param subject what it belongs to, see {@link Blobs#of}
     */
    BlobRef complete(String uploadId, String mediaType, String organisation, String subject) throws IOException;

    /** Returns the lower-case hex SHA-256 of what has arrived. */
    String sha256(String uploadId) throws IOException;

    /** Forgets the upload and its bytes. */
    void discard(String uploadId) throws IOException;

    /** Returns the uploads to which no request has come since an instant, with their bytes, by id. */
    Map<String, Long> idle(Instant since) throws IOException;

    /**
     * Forgets the upload and its bytes unless a request came to it since an instant, or is under way.
     *
     * @return whether nothing of it is there any more
     */
    boolean discardIdle(String uploadId, Instant since) throws IOException;
}
