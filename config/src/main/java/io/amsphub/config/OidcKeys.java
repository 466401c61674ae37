package io.amsphub.config;

import io.amsphub.connectors.identity.OidcSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys of {@link OidcSettings}. */
final class OidcKeys {

    static final Setting ISSUER = new Setting(
            "hub.oidc.issuer", "", "a provider of OpenID Connect, as its tokens name it; empty when there is none");
    static final Setting LABEL =
            new Setting("hub.oidc.label", "", "what the pages call the provider; empty for its host");
    static final Setting CLIENT = new Setting("hub.oidc.client-id", "amsp-hub", "the hub at the provider");
    static final Setting SECRET = new Setting("hub.oidc.client-secret", "", "empty for a public client");
    static final Setting AUDIENCE =
            new Setting("hub.oidc.audience", "amsp-hub-api", "whom access tokens for the API are for");
    static final Setting NAME = new Setting("hub.oidc.claim.name", "preferred_username", "the claim with the name");
    static final Setting ORGANISATION =
            new Setting("hub.oidc.claim.organisation", "organisation", "the claim with the organisation");
    static final Setting ROLES =
            new Setting("hub.oidc.claim.roles", "roles", "the claim with roles of the hub, as a list or as words");
    static final Setting SKEW = new Setting("hub.oidc.skew", "PT30S", "by how much clocks may differ");
    static final Setting PAUSE = new Setting(
            "hub.oidc.key-pause", "PT30S", "the least time between two fetches of keys because of an unknown one");

    private OidcKeys() {}

    static @Nullable OidcSettings read(SettingsReader reader, URI publicUrl) {
        URI none = URI.create("http://none");
        URI issuer = reader.url(ISSUER, none);
        String label = reader.text(LABEL);
        OidcSettings settings = new OidcSettings(
                issuer,
                label.isBlank() ? String.valueOf(issuer.getHost()) : label,
                reader.text(CLIENT),
                reader.text(SECRET),
                reader.text(AUDIENCE),
                URI.create(publicUrl + "/api/v1/sessions/provider/end"),
                reader.text(NAME),
                reader.text(ORGANISATION),
                reader.text(ROLES),
                reader.duration(SKEW),
                reader.duration(PAUSE));
        if (settings.skew().compareTo(Duration.ofMinutes(5)) > 0) {
            reader.error(SKEW, "clocks differ by more than five minutes: mend them");
        }
        if (issuer.equals(none)) {
            return null;
        }
        boolean inside = TlsKeys.loopback(String.valueOf(issuer.getHost()));
        if (!"https".equals(issuer.getScheme()) && !inside) {
            reader.error(ISSUER, "'" + issuer + "' is reached without TLS; write https");
        }
        return settings;
    }
}
