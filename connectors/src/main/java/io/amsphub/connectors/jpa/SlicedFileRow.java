package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A sliced file. */
@Entity
@Table(name = "sliced_file")
class SlicedFileRow extends AggregateRow {

    String path = "";

    /** Organisation and path while the file is kept: unique, so that a path stands for one file. */
    @Nullable
    String keptAt;

    @Nullable
    String lastPrint;
}
