package io.amsphub.connectors.process;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory for one run of a child process; it and all that is in it are gone when it is closed. */
public final class WorkDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);
    private static final String PREFIX = "run-";

    private final Path path;

    private WorkDirectory(Path path) {
        this.path = path;
    }

    /** Makes a new directory below another, which is made if it is not there. */
    public static WorkDirectory below(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new WorkDirectory(Files.createTempDirectory(parent, PREFIX));
    }

    /**
     * Removes what runs left below a directory because their hub was killed; only for who has the directory alone.
     * What an orphan still holds open or makes again meanwhile is left for the next time.
     */
    public static void sweep(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path run : left) {
                try {
                    new WorkDirectory(run).close();
                } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                    LOG.info("{} is still in use and was left", run, e);
                }
            }
        }
    }

    /** Returns where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(path)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }
}
