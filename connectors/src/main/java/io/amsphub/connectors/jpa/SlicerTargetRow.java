package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** The machines of a name. */
@Entity
@Table(name = "slicer_target")
class SlicerTargetRow extends AggregateRow {}
