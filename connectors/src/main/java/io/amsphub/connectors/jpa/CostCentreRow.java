package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A cost centre. */
@Entity
@Table(name = "cost_centre")
class CostCentreRow extends AggregateRow {}
