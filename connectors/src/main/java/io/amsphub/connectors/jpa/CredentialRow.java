package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who may come in, with the digest of the secret. */
@Entity
@Table(name = "credential")
class CredentialRow {

    @Id
    String name = "";

    String organisation = "";

    String roles = "";

    String secretSha256 = "";

    String scopes = "";

    @Nullable
    Instant createdAt;

    @Nullable
    Instant expiresAt;

    @Nullable
    Instant lastUsedAt;
}
