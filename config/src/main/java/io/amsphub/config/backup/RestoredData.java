package io.amsphub.config.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.DataDirectory;
import io.amsphub.connectors.jms.ArchivedMessage;
import io.amsphub.connectors.jms.MessageArchive;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A data directory made of a backup. Until the hub has started on it once, {@code restored/} holds what is to be done at that
 * start.
 */
public final class RestoredData {

    private static final String RESTORED = "restored";

    private final Path place;
    private final Instant madeAt;

    private RestoredData(Path place, Instant madeAt) {
        this.place = place;
        this.madeAt = madeAt;
    }

    /**
     * Makes a data directory of a backup.
     *
     * @return when the backup was made
     * @throws IllegalArgumentException when the backup is not whole, or the directory holds something; it is left as it is
     * @throws IOException when it cannot be written; what was begun is taken away
     */
    public static Instant restore(Path backup, Path data) throws IOException {
        List<String> faults = BackupFiles.faults(backup);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("the backup is not whole: " + String.join("; ", faults));
        }
        if (Files.exists(data) && !isEmpty(data)) {
            throw new IllegalArgumentException(
                    data + " is not empty; a backup is restored into a directory that is new: give one with --data");
        }
        boolean made = false;
        try {
            DataDirectory.make(data);
            BackupFiles.copy(backup.resolve(BackupFiles.FILES), data);
            Path database = Files.createDirectories(data.resolve(BackupFiles.DATABASE));
            try (Stream<Path> files = Files.list(backup.resolve(BackupFiles.DATABASE))) {
                for (Path file : files.toList()) {
                    Files.copy(file, database.resolve(String.valueOf(file.getFileName())));
                }
            }
            Path restored = Files.createDirectories(data.resolve(RESTORED));
            Files.copy(backup.resolve(BackupFiles.MESSAGES), restored.resolve(BackupFiles.MESSAGES));
            Files.copy(backup.resolve(BackupFiles.MANIFEST), restored.resolve(BackupFiles.MANIFEST));
            made = true;
            return madeAt(restored);
        } finally {
            if (!made) {
                BackupFiles.delete(data);
            }
        }
    }

    /** Returns what is to be done when a hub starts for the first time on restored data. */
    public static Optional<RestoredData> of(Path data) throws IOException {
        Path place = data.resolve(RESTORED);
        return Files.isRegularFile(place.resolve(BackupFiles.MANIFEST))
                ? Optional.of(new RestoredData(place, madeAt(place)))
                : Optional.empty();
    }

    /** Returns when the backup was made. */
    public Instant madeAt() {
        return madeAt;
    }

    /** Returns what lay in the broker. */
    public List<ArchivedMessage> messages() throws IOException {
        return MessageArchive.read(place.resolve(BackupFiles.MESSAGES));
    }

    /** Says that all is done. */
    public void done() throws IOException {
        Files.delete(place.resolve(BackupFiles.MANIFEST));
        BackupFiles.delete(place);
    }

    private static Instant madeAt(Path place) throws IOException {
        return Instant.parse(Json.read(Files.readString(place.resolve(BackupFiles.MANIFEST)), JsonNode.class)
                .path("madeAt")
                .asText());
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
