package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Who may come in, with the digest of the secret. */
@Entity
@Table(name = "credential")
class CredentialRow {

    @Id
    String name = "";

    String organisation = "";

    String roles = "";

    String secretSha256 = "";
}
