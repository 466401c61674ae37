package io.amsphub.mesh.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Logger;

/** Prints a table of a test to its log, and keeps it under the build output. */
final class Tables {

    private static final Logger LOG = Logger.getLogger("tables");

    private Tables() {}

    static void print(String title, List<String> lines) {
        String text = title + "\n" + String.join("\n", lines) + "\n";
        LOG.info(text);
        try {
            Path folder = Files.createDirectories(Path.of("target", "tables"));
            Files.writeString(
                    folder.resolve(title.replaceAll("[^A-Za-z0-9]+", "-").substring(0, 40) + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
