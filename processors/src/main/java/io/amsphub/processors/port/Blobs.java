package io.amsphub.processors.port;

import io.amsphub.processors.design.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The content-addressed store of everything big. What is stored is durable before the call returns
 * and never changes after. Storing the same content twice stores it once.
 */
public interface Blobs {

    /** Writes the content of a blob to a stream. */
    @FunctionalInterface
    interface Writer {
        /** Writes all of it; the stream is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Stores what the writer writes. */
    BlobRef store(String mediaType, Writer writer) throws IOException;

    /**
     * Opens a blob.
     *
     * @throws IOException when it is missing or cannot be read
     */
    InputStream open(BlobRef blob) throws IOException;
}
