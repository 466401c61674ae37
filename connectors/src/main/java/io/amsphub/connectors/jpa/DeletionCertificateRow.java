package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A certificate of deletion. */
@Entity
@Table(name = "deletion_certificate")
class DeletionCertificateRow extends AggregateRow {

    String designId = "";
}
