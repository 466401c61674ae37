package io.amsphub.config.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The files of a backup: {@code db/} the database, {@code files/} the data directory but what is made anew or belongs to the
 * process, {@code messages.jsonl} what lay in the broker, {@code manifest.json} with the SHA-256 of each file but the sealed
 * contents, which are authenticated by themselves.
 *
 * <p>Contents never change once they are there, so that a copy on the same volume shares them (hard links) and costs no room.
 */
final class BackupFiles {

    static final String DATABASE = "db";
    static final String FILES = "files";
    static final String MESSAGES = "messages.jsonl";
    static final String MANIFEST = "manifest.json";
    static final String BACKUPS = "backups";
    static final String CONTENTS = "blobs";

    /** What is not copied: made anew, of the process, or copied in its own way. */
    private static final Set<String> LEFT_OUT = Set.of(
            DATABASE,
            BACKUPS,
            "broker",
            "cache",
            "cad",
            "logs",
            "printers",
            "sealing",
            "hub.lock",
            "hub.pid",
            "restored");

    private BackupFiles() {}

    /** What was copied. */
    record Copied(long contents, long bytes) {}

    /** Copies the files of a data directory. What is gone before it is reached was not finished, or was deleted. */
    static Copied copy(Path data, Path to) throws IOException {
        Copying copying = new Copying(data, to, sameVolume(data, to));
        Files.walkFileTree(data, copying);
        return new Copied(copying.contents, copying.bytes);
    }

    private static final class Copying extends SimpleFileVisitor<Path> {

        private final Path from;
        private final Path to;
        private final boolean shares;
        private long contents;
        private long bytes;

        private Copying(Path from, Path to, boolean shares) {
            this.from = from;
            this.to = to;
            this.shares = shares;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (leftOut(directory)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copyOf(directory));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (leftOut(file) || !attributes.isRegularFile()) {
                return FileVisitResult.CONTINUE;
            }
            boolean content = from.relativize(file).startsWith(CONTENTS);
            try {
                if (content && shares) {
                    Files.createLink(copyOf(file), file);
                } else {
                    Files.copy(file, copyOf(file), StandardCopyOption.COPY_ATTRIBUTES);
                }
                contents += content ? 1 : 0;
                bytes += attributes.size();
            } catch (NoSuchFileException e) {
                return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private boolean leftOut(Path file) {
            return !file.equals(from)
                    && LEFT_OUT.contains(from.relativize(file).getName(0).toString());
        }

        private Path copyOf(Path file) {
            return to.resolve(from.relativize(file).toString());
        }
    }

    private static boolean sameVolume(Path one, Path other) throws IOException {
        FileStore store = Files.getFileStore(one);
        return store.equals(Files.getFileStore(other));
    }

    /** Returns the SHA-256 of each file but the contents, by its path in the backup. */
    static Map<String, String> digests(Path backup) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        Path contents = backup.resolve(FILES).resolve(CONTENTS);
        try (Stream<Path> found = Files.walk(backup)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                if (!file.startsWith(contents) && !file.endsWith(MANIFEST)) {
                    digests.put(backup.relativize(file).toString(), sha256(file));
                }
            }
        }
        return digests;
    }

    /**
     * Returns what is wrong with a backup, a sentence each; nothing when it is whole.
     *
     * @throws IOException when it cannot be read
     */
    static List<String> faults(Path backup) throws IOException {
        Path manifest = backup.resolve(MANIFEST);
        if (!Files.isRegularFile(manifest)) {
            return List.of(backup + " has no " + MANIFEST + ": it is no backup, or was not finished");
        }
        JsonNode told = manifest(manifest);
        if (told.path("sha256").isEmpty() || !told.path("contents").isNumber()) {
            return List.of(MANIFEST + " does not list what is in the backup");
        }
        Map<String, String> there = digests(backup);
        List<String> faults = new ArrayList<>();
        told.path("sha256").properties().forEach(file -> {
            String digest = there.get(file.getKey());
            if (!file.getValue().asText().equals(digest)) {
                faults.add(file.getKey() + (digest == null ? " is missing" : " was changed"));
            }
        });
        long missing = told.path("contents").asLong() - contents(backup);
        if (missing != 0) {
            faults.add(missing + " of " + told.path("contents").asLong() + " contents are missing");
        }
        return faults;
    }

    /** Returns what a manifest says; nothing when it is none. */
    private static JsonNode manifest(Path file) throws IOException {
        try {
            return Json.mapper().readTree(Files.readString(file));
        } catch (JsonProcessingException | MalformedInputException e) {
            return Json.mapper().missingNode();
        }
    }

    private static long contents(Path backup) throws IOException {
        Path contents = backup.resolve(FILES).resolve(CONTENTS);
        if (!Files.isDirectory(contents)) {
            return 0;
        }
        try (Stream<Path> found = Files.walk(contents)) {
            return found.filter(Files::isRegularFile).count();
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return DigestUtils.sha256Hex(in);
        }
    }

    /** Takes a directory away with all that is in it. */
    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
