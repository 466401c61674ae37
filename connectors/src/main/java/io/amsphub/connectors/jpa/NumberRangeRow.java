package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A range of numbers. */
@Entity
@Table(name = "number_range")
class NumberRangeRow extends AggregateRow {}
