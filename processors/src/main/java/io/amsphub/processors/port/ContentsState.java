package io.amsphub.processors.port;

import java.time.Duration;

/** Whether the store of contents can be reached. Work that needs it waits for it, and is not tried in vain. Thread-safe. */
public interface ContentsState {

    /** Of a store that is where the hub is. */
    ContentsState HERE = patience -> true;

    /**
     * Waits until the store can be reached, and no longer than the patience.
     *
     * @return whether it can; at once when it can already
     */
    boolean await(Duration patience);
}
