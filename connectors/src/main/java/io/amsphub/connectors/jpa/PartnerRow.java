package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A partner system. */
@Entity
@Table(name = "partner")
class PartnerRow extends AggregateRow {}
