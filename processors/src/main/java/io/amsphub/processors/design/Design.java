package io.amsphub.processors.design;

import java.time.Instant;

/**
 * A 3D design model over all its revisions: the thing that a user names and owns.
 *
 * @param id {@code dsg_...}
 * @param name as the user gave it; data, never a path
 * @param organisation the owner
 * @param createdBy the principal
 * @param createdAt by the hub's clock
 * @param revisions how many there are; the newest has this number
 * @param version for optimistic locking; 0 until stored
 */
public record Design(
        String id, String name, String organisation, String createdBy, Instant createdAt, int revisions, long version) {

    /** Returns the design with one more revision. */
    public Design withNextRevision() {
        return new Design(id, name, organisation, createdBy, createdAt, revisions + 1, version);
    }
}
