package io.amsphub.processors.port;

import io.amsphub.processors.identity.Principal;
import java.net.URI;
import java.util.Optional;

/** A provider of identities outside of the hub, by OpenID Connect. Thread safe. */
public interface IdentityProvider {

    /** Returns what people know it by. */
    String name();

    /** Returns whose access token this is; nothing when it is none of this provider for this hub, or good no more. */
    Optional<Principal> byToken(String token);

    /**
     * Returns where a browser asks somebody to sign in.
     *
     * @param state comes back with the answer
     * @param nonce comes back in the token
     * @param challenge SHA-256 of what {@link #redeem} shows, in base 64 (RFC 7636)
     */
    URI authorization(String state, String nonce, String challenge);

    /**
     * Returns who signed in.
     *
     * @param code that the provider gave to the browser
     * @param verifier whose SHA-256 was the challenge
     * @param nonce that the token must hold
     * @throws io.amsphub.processors.failure.HubException when the provider or what it says is not to be trusted
     */
    Principal redeem(String code, String verifier, String nonce);
}
