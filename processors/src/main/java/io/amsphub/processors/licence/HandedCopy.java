package io.amsphub.processors.licence;

import io.amsphub.processors.design.BlobRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a design that an AM centre is given for an order line, where the licence asks for a mark or for encryption.
 * The original stays as it is.
 *
 * @param id the line, such as {@code ord_...-1}
 * @param designId the design
 * @param organisation its owner
 * @param revisionId what was copied
 * @param orderId the order
 * @param line number of the line
 * @param amCentre who is given it
 * @param mark how it names the line
 * @param label the edit that labelled it; null without a label
 * @param code what the mark says, eight characters; null without a mark. It stays the same for the line
 * @param content the copy
 * @param keyId short name of the centre's key that it is encrypted for; null when it lies open
 * @param at when it was made, by the hub's clock
 * @param by who asked for it
 * @param version for optimistic locking; 0 until stored
 */
public record HandedCopy(
        String id,
        String designId,
        String organisation,
        String revisionId,
        String orderId,
        int line,
        String amCentre,
        DesignLicence.Mark mark,
        @Nullable String label,
        @Nullable String code,
        BlobRef content,
        @Nullable String keyId,
        Instant at,
        String by,
        long version) {

    /** The only state that a copy has. */
    public enum State {
        /** It was made to be handed over. */
        MADE
    }

    /** Returns the id of the copy of a line. */
    public static String idOf(String orderId, int line) {
        return orderId + "-" + line;
    }
}
