package io.amsphub.processors.port;

import java.time.Duration;

/** Whether the database can be reached. Work that needs it waits for it, and is not tried in vain. Thread-safe. */
public interface DatabaseState {

    /**
     * Waits until the database can be reached, and no longer than the patience.
     *
     * @return whether it can; at once when it can already
     */
    boolean await(Duration patience);
}
