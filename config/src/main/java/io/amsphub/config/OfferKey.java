package io.amsphub.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The key under which the tokens of AM centres are signed: {@code offer.key} of the data directory, made once. */
final class OfferKey {

    private static final int BYTES = 32;

    private OfferKey() {}

    /** Returns the key, and makes it when there is none. */
    static byte[] of(Path dataDirectory) {
        Path file = dataDirectory.resolve("offer.key");
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[BYTES];
                new SecureRandom().nextBytes(key);
                Files.createDirectories(dataDirectory);
                Path fresh = Files.createTempFile(
                        dataDirectory,
                        "offer",
                        ".key",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(fresh, key);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the key of offers cannot be kept in " + file, e);
        }
    }
}
