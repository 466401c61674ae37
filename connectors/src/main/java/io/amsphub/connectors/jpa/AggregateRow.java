package io.amsphub.connectors.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;

/**
 * What every aggregate's row has: its key, its version, the columns that lists are filtered by, and
 * the aggregate itself as a JSON document.
 */
@MappedSuperclass
abstract class AggregateRow {

    @Id
    String id = "";

    @Version
    long version;

    String organisation = "";

    String state = "";

    @Column(length = DocumentColumn.LENGTH)
    String document = "";
}
