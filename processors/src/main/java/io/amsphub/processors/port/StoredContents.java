package io.amsphub.processors.port;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The store of contents as whoever cleans it sees it. */
public interface StoredContents {

    /** Returns the contents that nobody has stored since an instant, with their bytes on disk, by SHA-256. */
    Map<String, Long> storedBefore(Instant before) throws IOException;

    /**
     * Returns which of these contents the other ones need: what is made of a content opens with its key.
     *
     * @throws io.amsphub.processors.failure.HubException when keys cannot be read: then nobody knows
     */
    Set<String> needed(Set<String> sha256) throws IOException;

    /**
     * Removes a content with its keys, unless somebody stored it, or what is made of it, since an instant.
     *
     * @return whether it was removed
     */
    boolean removeUnlessStoredSince(String sha256, Instant before) throws IOException;
}
