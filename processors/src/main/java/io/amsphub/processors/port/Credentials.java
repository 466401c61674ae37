package io.amsphub.processors.port;

import io.amsphub.processors.identity.Principal;

/** Who may come in. Secrets are stored as salted hashes; a secret is shown once, when it is made. */
public interface Credentials extends CredentialLookup {

    /** Makes or replaces the secret of a principal and returns it. */
    String issue(Principal principal);

    /** Takes the credentials of a principal away. */
    void revoke(String name);
}
