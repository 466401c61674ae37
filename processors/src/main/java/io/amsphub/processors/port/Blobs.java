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

    /**
     * Returns the store for content of an organisation; what it stores is sealed under a key of that organisation.
     *
     * @param subject what the content belongs to and goes with, such as a design
     */
    default Blobs of(String organisation, String subject) {
        return this;
    }

    /** Returns the store for content that is made of other content; it can be opened as long as that can. */
    default Blobs madeOf(BlobRef source) {
        return this;
    }

    /** Stores what the writer writes, for the platform unless an owner was named. */
    BlobRef store(String mediaType, Writer writer) throws IOException;

    /**
     * Opens a blob.
     *
     * @throws IOException when it is missing or cannot be read
     */
    InputStream open(BlobRef blob) throws IOException;
}
