package io.amsphub.config.operation;

import io.amsphub.config.HubSettings;
import io.amsphub.processors.port.DatabaseState;
import io.amsphub.processors.port.StorageRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The room on the disks that the hub writes to. Below a reserve nothing is begun: what is under way has the reserve to end
 * in, and nobody has to find out what a database or a journal does whose disk is full.
 */
public final class DiskRoom implements StorageRoom {

    private static final int MIB = 20;

    private final List<Path> places;
    private final long reserveBytes;

    /**
     * The room at some places.
     *
     * @param places directories that are there, which may be on disks of their own
     * @param reserveBytes what must be free at each
     */
    public DiskRoom(List<Path> places, long reserveBytes) {
        this.places = List.copyOf(places);
        this.reserveBytes = reserveBytes;
    }

    /** Returns the room at all places that a hub writes to; those that are missing are made. */
    public static DiskRoom of(HubSettings settings) throws IOException {
        List<Path> places = new ArrayList<>();
        if (settings.database().embedded()) {
            places.add(settings.dataDirectory().resolve("db"));
        }
        if (!settings.broker().own().elsewhere()) {
            places.add(settings.dataDirectory().resolve("broker"));
        }
        places.add(
                settings.contents() == null
                        ? settings.shared().resolve("blobs")
                        : settings.dataDirectory().resolve("sealing"));
        places.add(settings.shared().resolve("uploads"));
        for (Path place : places) {
            Files.createDirectories(place);
        }
        return new DiskRoom(places, settings.limits().diskReserveBytes());
    }

    /** Returns the reserve, in bytes. */
    public long reserveBytes() {
        return reserveBytes;
    }

    @Override
    public Optional<String> shortage() {
        return below(reserveBytes);
    }

    /** Returns where less is free than a number of bytes; empty when more is free at each place. */
    Optional<String> below(long bytes) {
        for (Path place : places) {
            try {
                long free = Files.getFileStore(place).getUsableSpace();
                if (free < bytes) {
                    return Optional.of("only " + (free >> MIB) + " MiB are free at " + place);
                }
            } catch (IOException e) {
                return Optional.of(place + " cannot be looked at: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Returns the least that is free at a place, in bytes. */
    long free() throws IOException {
        long least = Long.MAX_VALUE;
        for (Path place : places) {
            least = Math.min(least, Files.getFileStore(place).getUsableSpace());
        }
        return least;
    }

    /** Returns a state of the database that waits for room as well: what cannot be kept is not worked on. */
    public DatabaseState with(DatabaseState database) {
        return patience -> database.await(patience) && hasRoomWithin(patience);
    }

    private boolean hasRoomWithin(Duration patience) {
        if (shortage().isEmpty()) {
            return true;
        }
        LockSupport.parkNanos(patience.toNanos());
        return shortage().isEmpty();
    }
}
