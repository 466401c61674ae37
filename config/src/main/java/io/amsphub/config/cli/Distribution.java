package io.amsphub.config.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the distribution lies: {@code lib/} with the jars, {@code console/} with the console. Found from
 * the jar of this class, so that the hub can be started from anywhere.
 */
final class Distribution {

    private Distribution() {}

    /** Returns the root of the distribution, or the build directory when run from classes. */
    static Path root() {
        try {
            Path code = Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path parent = code.toAbsolutePath().getParent();
            if (parent == null) {
                throw new IllegalStateException(code + " has no parent");
            }
            return Files.isDirectory(code) ? parent : parent.resolveSibling(".").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of the hub's own code is no path", e);
        }
    }

    /** Returns the directory of the console. */
    static Path console() {
        return root().resolve("console");
    }
}
