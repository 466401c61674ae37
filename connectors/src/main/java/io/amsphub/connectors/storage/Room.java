package io.amsphub.connectors.storage;

import io.amsphub.processors.failure.NoRoomException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a disk that is full from one that is broken: the system says the former in its own language only. */
final class Room {

    /** A file system keeps the last blocks for itself, and rounds what it says. */
    private static final long NOTHING_BYTES = 1 << 20;

    private Room() {}

    /** Returns what a failed write means. */
    static IOException failure(Path directory, IOException written) throws IOException {
        if (written instanceof NoRoomException || Files.getFileStore(directory).getUsableSpace() >= NOTHING_BYTES) {
            return written;
        }
        return new NoRoomException("no room is left at " + directory + ": " + written.getMessage(), written);
    }
}
