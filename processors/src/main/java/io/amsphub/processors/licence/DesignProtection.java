package io.amsphub.processors.licence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a design is protected within and beyond its organisation.
 *
 * @param id the design
 * @param organisation the owner of the design
 * @param classification who has pictures and geometry of it
 * @param readers names of people and systems of the organisation that have the geometry beside who made it
 * @param deleteOn from when on its content is deleted, once no order of it is open; null for never
 * @param state whether the content was deleted by that
 * @param setBy who set it last
 * @param setAt when, by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record DesignProtection(
        String id,
        String organisation,
        Classification classification,
        List<String> readers,
        @Nullable Instant deleteOn,
        State state,
        String setBy,
        Instant setAt,
        long version) {

    /** Where a protection is. */
    public enum State {
        /** It holds. */
        IN_FORCE,
        /** The day came: the content is gone. */
        DELETED
    }

    /** Copies the readers. */
    public DesignProtection {
        readers = List.copyOf(readers);
    }

    /** Returns how a design is protected of which nobody has said anything. */
    public static DesignProtection usual(String design, String organisation, String createdBy, Instant createdAt) {
        return new DesignProtection(
                design,
                organisation,
                Classification.INTERNAL,
                List.of(),
                null,
                State.IN_FORCE,
                createdBy,
                createdAt,
                0);
    }

    /** Returns the protection as somebody wants it. */
    public DesignProtection as(
            Classification wanted, List<String> who, @Nullable Instant until, String by, Instant when) {
        return new DesignProtection(id, organisation, wanted, who, until, State.IN_FORCE, by, when, version);
    }

    /** Returns the protection after the content was deleted. */
    public DesignProtection deleted() {
        return new DesignProtection(
                id, organisation, classification, readers, deleteOn, State.DELETED, setBy, setAt, version);
    }
}
