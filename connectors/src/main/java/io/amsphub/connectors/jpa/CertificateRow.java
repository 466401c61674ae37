package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The first certificate that a machine showed. */
@Entity
@Table(name = "device_certificate")
class CertificateRow {

    @Id
    String device = "";

    String fingerprint = "";
}
