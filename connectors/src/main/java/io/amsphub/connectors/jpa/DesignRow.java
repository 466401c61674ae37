package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A design. */
@Entity
@Table(name = "design")
class DesignRow extends AggregateRow {}
