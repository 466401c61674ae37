package io.amsphub.processors.port;

import io.amsphub.processors.identity.Principal;
import java.util.Optional;

/** Finds who a secret belongs to. */
public interface CredentialLookup {

    /** Returns whose API key or token this is. */
    Optional<Principal> byToken(String token);

    /** Returns who signs in with a name and a secret. */
    Optional<Principal> byPassword(String name, char[] password);
}
