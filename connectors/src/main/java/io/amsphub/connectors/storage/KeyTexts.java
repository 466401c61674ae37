package io.amsphub.connectors.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Where the keys of blobs are kept: a text for each blob, by the SHA-256 of the blob. */
interface KeyTexts {

    /**
     * A text as it was read.
     *
     * @param version tells it from what is kept later
     * @param written when it was written
     */
    record Kept(String text, String version, Instant written) {}

    /** Another came first: what was read is not there any more. It is to be read again. */
    final class OvertakenException extends IOException {

        private static final long serialVersionUID = 1L;

        OvertakenException(String sha256) {
            super("the keys of content " + sha256 + " were changed at the same moment");
        }
    }

    /** Returns what is kept; nothing when there is none. */
    Optional<Kept> read(String sha256) throws IOException;

    /**
     * Replaces what was read. It is durable when the call returns.
     *
     * @param read nothing when there was none
     * @throws OvertakenException when something else is there by now
     */
    void write(String sha256, Optional<Kept> read, String text) throws IOException;
}
