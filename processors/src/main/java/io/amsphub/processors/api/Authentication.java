package io.amsphub.processors.api;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Who sends a request: by a bearer token, or by name and secret (HTTP Basic). */
public final class Authentication {

    private final Credentials credentials;

    /** Authentication against stored credentials. */
    public Authentication(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * Returns the sender.
     *
     * @throws HubException with {@link FailureCode#UNAUTHENTICATED}; it does not say what was wrong
     */
    public Principal authenticate(HttpCall call) {
        return call.header("Authorization")
                .flatMap(this::principal)
                .orElseThrow(() -> new HubException(
                        FailureCode.UNAUTHENTICATED,
                        "no valid credentials came with the request",
                        "Authorization",
                        "send Authorization: Bearer <API key>, or Basic with name and secret"));
    }

    /**
     * Returns the sender, who may also send its token as slicers do: in {@code X-Api-Key}.
     *
     * @throws HubException with {@link FailureCode#UNAUTHENTICATED}; it does not say what was wrong
     */
    public Principal authenticateSlicer(HttpCall call) {
        Optional<String> key = call.header("X-Api-Key");
        if (key.isEmpty()) {
            return authenticate(call);
        }
        return credentials
                .byToken(key.get().trim())
                .orElseThrow(() -> new HubException(
                        FailureCode.UNAUTHENTICATED,
                        "the API key is not known",
                        "X-Api-Key",
                        "enter the secret that the hub gave for your name as the API key"));
    }

    private Optional<Principal> principal(String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String value = authorization.substring(space + 1).trim();
        return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> credentials.byToken(value);
            case "basic" -> basic(value);
            default -> Optional.empty();
        };
    }

    private Optional<Principal> basic(String value) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : credentials.byPassword(
                        pair.substring(0, colon), pair.substring(colon + 1).toCharArray());
    }
}
