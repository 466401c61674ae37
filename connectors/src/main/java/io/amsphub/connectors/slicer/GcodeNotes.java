package io.amsphub.connectors.slicer;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.MadeFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which G-code was made of what: a file for each, whose time is that of its last use. Thread-safe; what is being used is
 * not forgotten meanwhile.
 */
final class GcodeNotes implements MadeFiles {

    private static final String ENDING = ".json";

    private final Path directory;

    GcodeNotes(Path directory) {
        this.directory = directory;
    }

    /** Returns what was made under a key, and that it was used now. */
    synchronized Optional<BlobRef> use(String key) throws IOException {
        Path note = directory.resolve(key + ENDING);
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        Files.setLastModifiedTime(note, FileTime.from(Instant.now()));
        return Optional.of(read(note));
    }

    /** Keeps what was made under a key. */
    synchronized void keep(String key, BlobRef made) throws IOException {
        Files.createDirectories(directory);
        Path whole = Files.createTempFile(directory, "made", ".tmp");
        Files.writeString(whole, Json.write(made));
        Files.move(
                whole,
                directory.resolve(key + ENDING),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public synchronized long unused(Instant since) throws IOException {
        return old(since).size();
    }

    @Override
    public synchronized long forget(Instant since) throws IOException {
        List<Path> old = old(since);
        for (Path note : old) {
            Files.delete(note);
        }
        return old.size();
    }

    @Override
    public synchronized Set<String> contents() throws IOException {
        Set<String> contents = new HashSet<>();
        for (Path note : notes()) {
            contents.add(read(note).sha256());
        }
        return contents;
    }

    private List<Path> old(Instant since) throws IOException {
        List<Path> old = new ArrayList<>();
        for (Path note : notes()) {
            if (Files.getLastModifiedTime(note).toInstant().isBefore(since)) {
                old.add(note);
            }
        }
        return old;
    }

    private List<Path> notes() throws IOException {
        List<Path> notes = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + ENDING)) {
                found.forEach(notes::add);
            }
        }
        return notes;
    }

    private static BlobRef read(Path note) throws IOException {
        return Json.read(Files.readString(note), BlobRef.class);
    }
}
