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

    /** Returns the jar of the hub's own code, or the directory of its classes. */
    static Path code() {
        try {
            return Path.of(Distribution.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of the hub's own code is no path", e);
        }
    }

    /** Returns the directory of the console, beside {@code lib}, or in the build directory. */
    static Path console() {
        Path code = code();
        Path parent = code.getParent();
        if (parent == null) {
            throw new IllegalStateException(code + " has no parent");
        }
        return (Files.isDirectory(code) ? parent : parent.resolveSibling(".").normalize()).resolve("console");
    }
}
