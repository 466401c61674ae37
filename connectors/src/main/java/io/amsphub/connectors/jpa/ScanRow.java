package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A scan. */
@Entity
@Table(name = "scan")
class ScanRow extends AggregateRow {

    String scanner = "";

    String scanId = "";

    @Nullable
    String serial;
}
