package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** How far a reader of the record of events has come. */
@Entity
@Table(name = "event_cursor")
class EventCursorRow {

    @Id
    String reader = "";

    long position;
}
