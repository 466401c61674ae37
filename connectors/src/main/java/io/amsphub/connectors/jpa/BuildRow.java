package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A build. */
@Entity
@Table(name = "build")
class BuildRow extends AggregateRow {

    String amCentre = "";

    /** Centre, process and feedstock, when a rule of the centre has asked for it. */
    @Nullable
    String automaticFor;
}
