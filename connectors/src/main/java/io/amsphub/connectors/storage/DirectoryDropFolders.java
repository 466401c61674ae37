package io.amsphub.connectors.storage;

import io.amsphub.processors.port.DropFolders;
import io.amsphub.processors.scan.Scanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * {@link DropFolders} as directories {@code <root>/<centre>/<scanner>/}; what is set aside lies in {@code quarantine/}
 * of each. Names come from listings of the directory and from the names of registered scanners, which are single words;
 * no name in a message is ever resolved, and links are not followed.
 */
public final class DirectoryDropFolders implements DropFolders {

    private static final String DONE = ".done";
    private static final String QUARANTINE = "quarantine";
    private static final int MOST_FILES = 1_000;

    private final Path root;

    /** Folders below a directory, which is made when it is needed. */
    public DirectoryDropFolders(Path root) {
        this.root = root;
    }

    @Override
    public List<Dropped> files(Scanner scanner) throws IOException {
        Path folder = folder(scanner);
        Files.createDirectories(folder);
        List<Dropped> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!name.endsWith(DONE) && !name.startsWith(".") && found.size() < MOST_FILES) {
                    add(found, entry, name);
                }
            }
        }
        found.sort(Comparator.comparing(Dropped::name));
        return found;
    }

    private static void add(List<Dropped> found, Path file, String name) throws IOException {
        // a file that its sender renames in this very moment is seen the next time
        PlainFiles.plain(file)
                .ifPresent(attributes -> found.add(new Dropped(
                        name,
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant(),
                        Files.exists(file.resolveSibling(name + DONE), LinkOption.NOFOLLOW_LINKS))));
    }

    @Override
    public InputStream open(Scanner scanner, Dropped file) throws IOException {
        return Files.newInputStream(path(scanner, file), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void remove(Scanner scanner, Dropped file) throws IOException {
        Files.deleteIfExists(path(scanner, file));
        Files.deleteIfExists(marker(scanner, file));
    }

    @Override
    public void quarantine(Scanner scanner, Dropped file, String reason) throws IOException {
        Path aside = folder(scanner).resolve(QUARANTINE);
        Files.createDirectories(aside);
        String name = file.name();
        if (Files.exists(aside.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            name = UUID.randomUUID() + "-" + name;
        }
        Files.writeString(aside.resolve(name + ".reason.txt"), reason + "\n", StandardCharsets.UTF_8);
        Files.move(path(scanner, file), aside.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(marker(scanner, file));
    }

    private Path folder(Scanner scanner) {
        return root.resolve(scanner.amCentre()).resolve(scanner.scanner());
    }

    private Path path(Scanner scanner, Dropped file) {
        Path folder = folder(scanner);
        Path path = folder.resolve(file.name()).normalize();
        if (!folder.equals(path.getParent())) {
            throw new IllegalArgumentException("not a file of the folder: " + file.name());
        }
        return path;
    }

    private Path marker(Scanner scanner, Dropped file) {
        return path(scanner, file).resolveSibling(file.name() + DONE);
    }
}
