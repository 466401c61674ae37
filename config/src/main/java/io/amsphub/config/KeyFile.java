package io.amsphub.config;

import io.amsphub.config.tls.OwnerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A key of 32 random bytes in a file of the data directory, made once, for the owner of the directory only. */
final class KeyFile {

    /** The key under which the tokens of AM centres are signed. */
    static final String OFFERS = "offer.key";

    /** The key under which the secrets of webhooks are sealed in the database. */
    static final String WEBHOOKS = "webhook.key";

    /** The key under which the second factors of people are sealed in the database. */
    static final String PEOPLE = "people.key";

    /** The key of the pseudonyms in the audit. */
    static final String PERSONS = "person.key";

    /** The secret of the marks in copies of designs. */
    static final String MARKS = "mark.key";

    /** What a node is known by to the others on its database. */
    static final String NODE = "node.key";

    private static final int BYTES = 32;

    private KeyFile() {}

    /** Returns the key, and makes it when there is none. */
    static byte[] of(Path dataDirectory, String name) {
        Path file = dataDirectory.resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[BYTES];
                new SecureRandom().nextBytes(key);
                Files.createDirectories(dataDirectory);
                OwnerFiles.write(file, key);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the key cannot be kept in " + file, e);
        }
    }
}
