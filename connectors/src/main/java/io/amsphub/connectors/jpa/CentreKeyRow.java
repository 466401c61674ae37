package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** The public key of an AM centre. */
@Entity
@Table(name = "centre_key")
class CentreKeyRow extends AggregateRow {}
