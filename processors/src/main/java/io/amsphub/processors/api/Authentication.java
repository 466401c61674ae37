package io.amsphub.processors.api;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Sessions;
import io.amsphub.processors.port.CredentialLookup;
import io.amsphub.processors.port.IdentityProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request: by a bearer token, by name and secret (HTTP Basic), or by the session of a person. Wrong ones are
 * counted.
 */
public final class Authentication {

    private final CredentialLookup credentials;
    private final Sessions sessions;
    private final @Nullable IdentityProvider provider;
    private final @Nullable FailedLogins failures;

    /** Authentication against stored credentials. */
    public Authentication(CredentialLookup credentials, FailedLogins failures) {
        this(credentials, new Sessions(Clock.systemUTC()), null, failures);
    }

    /**
     * Authentication against stored credentials, the sessions of people, and a provider of identities.
     *
     * @param provider null for none
     * @param failures null when nothing is counted
     */
    public Authentication(
            CredentialLookup credentials,
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
        return counted(call.remoteAddress(), ShownCredential.token(key.get().trim()))
                .orElseThrow(() -> new HubException(
                        FailureCode.UNAUTHENTICATED,
                        "the API key is not known",
                        "X-Api-Key",
                        "enter the secret that the hub gave for your name as the API key"));
    }

    /**
     * Returns the sender by what is in memory alone, so that nobody waits.
     *
     * @param memory answers at once
     * @return empty when {@link #authenticate} has to look, or to refuse; nothing is counted then
     */
    public Optional<Principal> remembered(String address, String authorization, CredentialLookup memory) {
        return ShownCredential.of(authorization)
                .filter(shown -> failures == null
                        || failures.waitFor(address, shown.name()).isZero())
                .flatMap(shown -> shown.owner(memory));
    }

    private Optional<Principal> session(HttpCall call, String token) {
        SessionCookie.requireSameSite(call);
        return failures == null ? sessions.look(token) : sessions.find(token);
    }

    private Optional<Principal> principal(String address, String authorization) {
        return ShownCredential.of(authorization).flatMap(shown -> counted(address, shown));
    }

    /** Tokens of a provider have three parts with dots between; keys of the hub have no dots. */
    private Optional<Principal> owner(ShownCredential shown) {
        boolean foreign = shown.user() == null && shown.secret().indexOf('.') >= 0;
        return provider != null && foreign ? provider.byToken(shown.secret()) : shown.owner(credentials);
    }

    private Optional<Principal> counted(String address, ShownCredential shown) {
        if (failures == null) {
            return owner(shown);
        }
        String name = shown.name();
        Duration wait = failures.waitFor(address, name);
        if (!wait.isZero()) {
            throw tooMany(wait);
        }
        Optional<Principal> found = owner(shown);
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
