package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A person with a password. */
@Entity
@Table(name = "person")
class PersonRow extends AggregateRow {}
