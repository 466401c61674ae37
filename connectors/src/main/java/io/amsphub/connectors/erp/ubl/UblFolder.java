package io.amsphub.connectors.erp.ubl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The folders of the exchange: {@code in} for what comes, {@code out} for what goes, {@code quarantine} for what
 * cannot be read, with the reason beside it; {@code kept} has one copy of everything that was taken or sent, by which
 * it is known. Files appear by renaming, whole and under their last name.
 */
final class UblFolder {

    /** The most bytes of a document. */
    static final int MOST_BYTES = 4 << 20;

    private final Path root;

    UblFolder(Path root) {
        this.root = root;
        try {
            for (String name : List.of("in", "out", "quarantine", "kept")) {
                Files.createDirectories(root.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + root + " cannot be used", e);
        }
    }

    /** Returns the documents that came, in the order of their names. */
    List<Path> incoming() throws IOException {
        return files(root.resolve("in"), ".xml");
    }

    /** Returns what is kept with an ending. */
    List<Path> kept(String ending) throws IOException {
        return files(root.resolve("kept"), ending);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(ending)
                        && !name.startsWith(".")
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(file);
                }
            }
        }
        found.sort(null);
        return found;
    }

    /**
     * Reads a document.
     *
     * @throws UblException when it is larger than is taken
     */
    static byte[] read(Path file) throws IOException, UblException {
        if (Files.size(file) > MOST_BYTES) {
            throw tooLarge();
        }
        return Files.readAllBytes(file);
    }

    static UblException tooLarge() {
        return new UblException(
                "the document has more than " + MOST_BYTES + " bytes", null, "order in several documents", null);
    }

    /** Puts a document where those are that came. */
    void arrive(byte[] bytes) throws IOException {
        write(root.resolve("in"), UUID.randomUUID() + ".xml", bytes);
    }

    /** Returns what is kept under a name. */
    Optional<byte[]> find(String name) throws IOException {
        Path file = root.resolve("kept").resolve(name);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** Keeps something under a name. */
    void keep(String name, byte[] bytes) throws IOException {
        write(root.resolve("kept"), name, bytes);
    }

    /** Sends a document once: it is kept after it was put out, and not put out when it is kept. */
    void send(String name, byte[] bytes) throws IOException {
        if (find(name).isEmpty()) {
            write(root.resolve("out"), name, bytes);
            keep(name, bytes);
        }
    }

    /** Returns whether what is kept under a name has these bytes. */
    boolean same(String name, byte[] bytes) throws IOException {
        return find(name).map(kept -> Arrays.equals(kept, bytes)).orElse(false);
    }

    /** Puts a document aside, with the reason. */
    void quarantine(Path file, String reason) throws IOException {
        Path aside = root.resolve("quarantine");
        String name = UUID.randomUUID().toString().substring(0, 8) + "-" + file.getFileName();
        write(aside, name + ".reason.txt", (reason + "\n").getBytes(StandardCharsets.UTF_8));
        Files.move(file, aside.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(Path folder, String name, byte[] bytes) throws IOException {
        Path temporary = folder.resolve("." + name + ".part");
        Files.write(
                temporary,
                bytes,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(
                temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
