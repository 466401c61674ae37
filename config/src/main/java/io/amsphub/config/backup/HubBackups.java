package io.amsphub.config.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.HubVersion;
import io.amsphub.connectors.jms.ArchivedMessage;
import io.amsphub.connectors.jms.MessageArchive;
import io.amsphub.connectors.jms.OutboxRelay;
import io.amsphub.connectors.jpa.DatabaseBackup;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Backups in {@code backups/} of the data directory, made while the hub works.
 *
 * <p>While the outbox rests, first the messages in the broker are written down, then the database. A message that was handled
 * in between is in the inbox of the database that was copied, and is dropped when it comes again; one that was not sent yet is
 * in the outbox. So nothing is missing and nothing is done twice. Contents come last: the database names none that was not
 * there before.
 */
public final class HubBackups implements Backups {

    private final Path data;
    private final DatabaseBackup database;
    private final OutboxRelay relay;
    private final Supplier<List<ArchivedMessage>> messages;
    private final Lock still;
    private final Clock clock;

    /**
     * Backups of a hub.
     *
     * @param messages returns what lies in the broker for stages and partners
     * @param still held while contents must not go
     */
    public HubBackups(
            Path data,
            DatabaseBackup database,
            OutboxRelay relay,
            Supplier<List<ArchivedMessage>> messages,
            Lock still,
            Clock clock) {
        this.data = data;
        this.database = database;
        this.relay = relay;
        this.messages = messages;
        this.still = still;
        this.clock = clock;
    }

    @Override
    public synchronized Backup make(String name) throws IOException {
        Optional<Backup> there =
                list().stream().filter(known -> known.name().equals(name)).findFirst();
        if (there.isPresent()) {
            return there.get();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Path place = data.resolve(BackupFiles.BACKUPS).resolve(name);
        BackupFiles.delete(place); // what an interrupted one has left
        Files.createDirectories(
                place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        boolean made = false;
        try {
            still.lock();
            try {
                Backup backup = write(name, now, place);
                made = true;
                return backup;
            } finally {
                still.unlock();
            }
        } finally {
            if (!made) {
                BackupFiles.delete(place);
            }
        }
    }

    private Backup write(String name, Instant now, Path place) throws IOException {
        Files.createDirectories(place.resolve(BackupFiles.DATABASE));
        long lying = relay.whileItRests(() -> {
            List<ArchivedMessage> found = messages.get();
            MessageArchive.write(found, place.resolve(BackupFiles.MESSAGES));
            database.writeTo(place.resolve(BackupFiles.DATABASE));
            return (long) found.size();
        });
        BackupFiles.Copied copied = BackupFiles.copy(data, Files.createDirectories(place.resolve(BackupFiles.FILES)));
        Backup backup = new Backup(name, now, HubVersion.HUB, lying, copied.contents(), copied.bytes());
        ObjectNode manifest = Json.tree(backup).deepCopy();
        manifest.putPOJO("sha256", BackupFiles.digests(place));
        Files.writeString(place.resolve(BackupFiles.MANIFEST), Json.write(manifest));
        return backup;
    }

    @Override
    public List<Backup> list() throws IOException {
        Path place = data.resolve(BackupFiles.BACKUPS);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        List<Backup> backups = new ArrayList<>();
        try (Stream<Path> found = Files.list(place)) {
            for (Path one : found.sorted().toList()) {
                Path manifest = one.resolve(BackupFiles.MANIFEST);
                if (Files.isRegularFile(manifest)) {
                    ObjectNode known = (ObjectNode) Json.read(Files.readString(manifest), JsonNode.class);
                    known.remove("sha256");
                    backups.add(Json.read(Json.write(known), Backup.class));
                }
            }
        }
        return backups;
    }
}
