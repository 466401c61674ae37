package io.amsphub.config;

import io.amsphub.config.tls.OwnerFiles;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        // A file that is there is whole, or nobody could ever sign in.
        String text = "# The first operator of this hub. Keep the secret elsewhere, then delete this file.\n" + "name="
                + OPERATOR + "\nsecret=" + secret + "\n";
        OwnerFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
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
