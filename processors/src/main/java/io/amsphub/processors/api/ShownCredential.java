package io.amsphub.processors.api;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.CredentialLookup;
import io.amsphub.processors.production.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of a request shows of itself.
 *
 * @param name under which wrong ones are counted
 * @param user who it says it is; null for a token, which alone says so
 * @param secret as it came
 */
record ShownCredential(String name, @Nullable String user, String secret) {

    /** Reads the header {@code Authorization}; empty when nothing that is known is in it. */
    static Optional<ShownCredential> of(String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String value = authorization.substring(space + 1).trim();
        return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> Optional.of(token(value));
            case "basic" -> basic(value);
            default -> Optional.empty();
        };
    }

    static ShownCredential token(String token) {
        return new ShownCredential("token " + Secrets.sha256(token), null, token);
    }

    private static Optional<ShownCredential> basic(String value) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String user = pair.substring(0, colon);
        return Optional.of(new ShownCredential(user, user, pair.substring(colon + 1)));
    }

    Optional<Principal> owner(CredentialLookup credentials) {
        return user == null ? credentials.byToken(secret) : credentials.byPassword(user, secret.toCharArray());
    }
}
