package io.amsphub.processors.port;

import io.amsphub.processors.audit.AuditCheckpoint;
import io.amsphub.processors.audit.AuditEntry;
import io.amsphub.processors.audit.AuditNote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the audit is kept. Takes part in the current unit of work. */
public interface AuditTrail {

    /** Keeps a note that has no place in the chain yet. */
    void note(AuditNote note);

    /** Returns notes without a place, oldest first. */
    List<AuditNote> waiting(int limit);

    /**
     * Keeps entries that have their place.
     *
     * @param fresh those that were not kept yet
     * @param noted those whose notes were {@link #waiting} in this unit of work
     */
    void link(List<AuditEntry> fresh, List<AuditEntry> noted);

    /**
     * Takes name, origin and detail from all entries of a person; the chain still holds.
     *
     * @param person the pseudonym that the entries have
     */
    void erase(String person);

    /** Returns the last entry of the chain. */
    Optional<AuditEntry> newest();

    /** Returns entries in the order of the chain. */
    List<AuditEntry> after(long sequence, Query query, int limit);

    /** Keeps a checkpoint. */
    void sign(AuditCheckpoint checkpoint);

    /** Returns checkpoints of more than so many entries, shortest first. */
    List<AuditCheckpoint> checkpoints(long count, int limit);

    /** Returns the newest checkpoint. */
    Optional<AuditCheckpoint> newestCheckpoint();

    /**
     * Which entries are asked for; null asks for all.
     *
     * @param who the principal, or its pseudonym
     * @param subject what it was done to
     * @param action what was done
     * @param outcome how it ended
     * @param from not before
     * @param to before
     */
    record Query(
            @Nullable String who,
            @Nullable String subject,
            @Nullable String action,
            @Nullable String outcome,
            @Nullable Instant from,
            @Nullable Instant to) {

        /** All entries. */
        public static final Query ALL = new Query(null, null, null, null, null, null);
    }
}
