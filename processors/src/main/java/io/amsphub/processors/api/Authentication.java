package io.amsphub.processors.api;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Sessions;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.IdentityProvider;
import io.amsphub.processors.production.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request: by a bearer token, by name and secret (HTTP Basic), or by the session of a person. Wrong ones are
 * counted.
 */
public final class Authentication {

    private final Credentials credentials;
    private final Sessions sessions;
    private final @Nullable IdentityProvider provider;
    private final @Nullable FailedLogins failures;

    /** Authentication against stored credentials. */
    public Authentication(Credentials credentials, FailedLogins failures) {
        this(credentials, new Sessions(Clock.systemUTC()), null, failures);
    }

    /**
     * Authentication against stored credentials, the sessions of people, and a provider of identities.
     *
     * @param provider null for none
     * @param failures null when nothing is counted
     */
    public Authentication(
            Credentials credentials,
            Sessions sessions,
            @Nullable IdentityProvider provider,
            @Nullable FailedLogins failures) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.provider = provider;
        this.failures = failures;
    }

    /** Returns the same for those who were let in before: nothing is counted, and so nothing stops the look. */
    public Authentication again() {
        return new Authentication(credentials, sessions, provider, null);
    }

    /**
     * Returns the sender.
     *
     * @throws HubException with {@link FailureCode#UNAUTHENTICATED}, which does not say what was wrong, or with
     *     {@link FailureCode#TOO_MANY_FAILED_LOGINS}, when the credentials were not looked at
     */
    public Principal authenticate(HttpCall call) {
        Optional<String> authorization = call.header("Authorization");
        return (authorization.isPresent()
                        ? principal(call.remoteAddress(), authorization.get())
                        : SessionCookie.token(call).flatMap(token -> session(call, token)))
                .orElseThrow(() -> new HubException(
                        FailureCode.UNAUTHENTICATED,
                        "no valid credentials came with the request",
                        "Authorization",
                        "send Authorization: Bearer <API key>, or Basic with name and secret"));
    }

    /**
     * Returns the sender, who may also send its token as slicers do: in {@code X-Api-Key}.
     *
     * @throws HubException as {@link #authenticate} does
     */
    public Principal authenticateSlicer(HttpCall call) {
        Optional<String> key = call.header("X-Api-Key");
        if (key.isEmpty()) {
            return authenticate(call);
        }
        return token(call.remoteAddress(), key.get().trim())
                .orElseThrow(() -> new HubException(
                        FailureCode.UNAUTHENTICATED,
                        "the API key is not known",
                        "X-Api-Key",
                        "enter the secret that the hub gave for your name as the API key"));
    }

    private Optional<Principal> session(HttpCall call, String token) {
        SessionCookie.requireSameSite(call);
        return failures == null ? sessions.look(token) : sessions.find(token);
    }

    private Optional<Principal> principal(String address, String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String value = authorization.substring(space + 1).trim();
        return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> token(address, value);
            case "basic" -> basic(address, value);
            default -> Optional.empty();
        };
    }

    private Optional<Principal> token(String address, String token) {
        return counted(address, "token " + Secrets.sha256(token), () -> found(token));
    }

    /** Tokens of a provider have three parts with dots between; keys of the hub have no dots. */
    private Optional<Principal> found(String token) {
        return provider != null && token.indexOf('.') >= 0 ? provider.byToken(token) : credentials.byToken(token);
    }

    private Optional<Principal> basic(String address, String value) {
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
        String name = pair.substring(0, colon);
        return counted(
                address,
                name,
                () -> credentials.byPassword(name, pair.substring(colon + 1).toCharArray()));
    }

    private Optional<Principal> counted(String address, String name, Supplier<Optional<Principal>> look) {
        if (failures == null) {
            return look.get();
        }
        Duration wait = failures.waitFor(address, name);
        if (!wait.isZero()) {
            throw tooMany(wait);
        }
        Optional<Principal> found = look.get();
        if (found.isPresent()) {
            failures.passed(address, name);
        } else {
            failures.failed(address, name);
        }
        return found;
    }

    private static HubException tooMany(Duration wait) {
        return new HubException(
                        FailureCode.TOO_MANY_FAILED_LOGINS,
                        "too many wrong credentials came from this address; these were not looked at",
                        "Authorization",
                        "wait as long as Retry-After says, and check name and secret")
                .retryAfter(wait);
    }
}
