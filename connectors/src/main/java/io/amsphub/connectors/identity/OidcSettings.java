package io.amsphub.connectors.identity;

import java.net.URI;
import java.time.Duration;

/**
 * How a provider of identities is known.
 *
 * @param issuer as its tokens name it; its description is under {@code /.well-known/openid-configuration}
 * @param label what people know it by
 * @param clientId the hub at the provider; the audience of tokens for pages
 * @param clientSecret empty for a public client
 * @param audience whom access tokens for the API must be for
 * @param redirect where browsers come back to
 * @param nameClaim the claim with the name
 * @param organisationClaim the claim with the organisation
 * @param rolesClaim the claim with the roles, as a list or as words
 * @param skew by how much clocks may differ
 * @param pause the least time between two fetches of keys because of one that is not known
 */
public record OidcSettings(
        URI issuer,
        String label,
        String clientId,
        String clientSecret,
        String audience,
        URI redirect,
        String nameClaim,
        String organisationClaim,
        String rolesClaim,
        Duration skew,
        Duration pause) {

    @Override
    public String toString() {
        return "OidcSettings[" + issuer + ", " + clientId + "]";
    }
}
