package io.amsphub.config;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;

/**
 * The first credentials of a new hub: made once from random bits, written to a file that only the owner
 * can read, for the person who set the hub up.
 */
public final class FirstCredentials {

    /** The first operator. */
    public static final String OPERATOR = "operator";

    private static final String FILE = "first-credentials.properties";

    private FirstCredentials() {}

    /**
     * Makes the first credentials, unless they were made before.
     *
     * @param unit in which they are kept before anybody can read them
     */
    public static void issue(Credentials credentials, UnitOfWork unit, Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        if (Files.exists(file)) {
            return;
        }
        String secret = unit.call(() -> credentials.issue(
                new Principal(OPERATOR, "platform", Set.of(Role.OPERATOR, Role.USER, Role.AM_CENTRE))));
        // Written beside and moved into place: a file that is there is whole, or nobody could ever sign in.
        Path unfinished = dataDirectory.resolve(FILE + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                unfinished,
                "# The first operator of this hub. Keep the secret elsewhere, then delete this file.\n" + "name="
                        + OPERATOR + "\nsecret=" + secret + "\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the secret of the first operator, or an empty text when the file was deleted. */
    public static String secret(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            return "";
        }
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties.getProperty("secret", "");
    }
}
