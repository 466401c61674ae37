package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A device. */
@Entity
@Table(name = "device")
class DeviceRow extends AggregateRow {

    String amCentre = "";

    boolean free;

    String availability = "";

    @Nullable
    Instant lastSeen;

    @Nullable
    String liveJob;

    /** Whether the hub goes to it. */
    boolean connected;

    /** Its groups, each between bars. */
    String inGroup = "";
}
