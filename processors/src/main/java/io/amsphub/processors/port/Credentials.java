package io.amsphub.processors.port;

import io.amsphub.processors.identity.Principal;
import java.util.Optional;

/** Who may come in. Secrets are stored as salted hashes; a secret is shown once, when it is made. */
public interface Credentials {

    /** Returns whose API key or token this is. */
    Optional<Principal> byToken(String token);

    /** Returns who signs in with a name and a secret. */
    Optional<Principal> byPassword(String name, char[] password);

    /** Makes or replaces the secret of a principal and returns it. */
    String issue(Principal principal);

    /** Takes the credentials of a principal away. */
    void revoke(String name);
}
