package io.amsphub.config.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    private static final Set<String> LEFT_OUT =
            Set.of(DATABASE, BACKUPS, "broker", "cache", "cad", "logs", "printers", "hub.lock", "hub.pid", "restored");

    private BackupFiles() {}

    /** What was copied. */
    record Copied(long contents, long bytes) {}

    /** Copies the files of a data directory. */
    static Copied copy(Path data, Path to) throws IOException {
        long contents = 0;
        long bytes = 0;
        boolean shares = sameVolume(data, to);
        try (Stream<Path> found = Files.walk(data)) {
            for (Path file : (Iterable<Path>) found.filter(f -> wanted(data, f))::iterator) {
                Path copy = to.resolve(data.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                    continue;
                }
                boolean content = data.relativize(file).startsWith(CONTENTS);
                if (content && shares) {
                    Files.createLink(copy, file);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
                contents += content ? 1 : 0;
                bytes += Files.size(copy);
            }
        }
        return new Copied(contents, bytes);
    }

    private static boolean wanted(Path data, Path file) {
        return !file.equals(data)
                && !LEFT_OUT.contains(data.relativize(file).getName(0).toString())
                && (Files.isDirectory(file) || Files.isRegularFile(file));
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
        Map<String, String> there = digests(backup);
        return Json.read(Files.readString(manifest), JsonNode.class).path("sha256").properties().stream()
                .filter(file -> !file.getValue().asText().equals(there.get(file.getKey())))
                .map(file -> file.getKey() + (there.containsKey(file.getKey()) ? " was changed" : " is missing"))
                .toList();
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
