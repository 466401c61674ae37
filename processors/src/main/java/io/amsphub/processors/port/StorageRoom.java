package io.amsphub.processors.port;

import java.util.Optional;

/** Whether there is room on disk to keep more. Thread-safe, and cheap to ask. */
@FunctionalInterface
public interface StorageRoom {

    /** Returns what is short, and where; empty when there is room. */
    Optional<String> shortage();
}
