package io.amsphub.processors.rfq;

import io.amsphub.processors.catalogue.Location;
import io.amsphub.processors.quote.QuoteWishes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for quotation: one part, asked of several AM centres until a deadline.
 *
 * @param id {@code rfq_...}
 * @param organisation who asks
 * @param revisionId what is to be made
 * @param materialId of what
 * @param quantity how many
 * @param wishes what else
 * @param deliverTo where the parts go; null when the user does not say
 * @param choice how an offer is chosen
 * @param deadline until when answers are taken
 * @param invited ids of the centres that were asked
 * @param notInvited the others, with reasons
 * @param state where it is
 * @param quoteId the quote that came of it; null for none
 * @param chosen id of the centre that was chosen; null for none
 * @param reasons why each offer was chosen or not
 * @param createdBy the principal
 * @param createdAt by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record Rfq(
        String id,
        String organisation,
        String revisionId,
        String materialId,
        int quantity,
        QuoteWishes wishes,
        @Nullable Location deliverTo,
        Choice choice,
        Instant deadline,
        List<String> invited,
        List<String> notInvited,
        RfqState state,
        @Nullable String quoteId,
        @Nullable String chosen,
        List<String> reasons,
        String createdBy,
        Instant createdAt,
        long version) {

    /** Copies the lists. */
    public Rfq {
        invited = List.copyOf(invited);
        notInvited = List.copyOf(notInvited);
        reasons = List.copyOf(reasons);
    }

    /** Returns the request in another state; the table is the caller's to ask. */
    public Rfq withState(RfqState next, List<String> why) {
        return copy(next, quoteId, chosen, why);
    }

    /** Returns the request with the offer that was chosen. */
    public Rfq awarded(String quote, String centre, List<String> why) {
        return copy(RfqState.AWARDED, quote, centre, why);
    }

    private Rfq copy(
            RfqState newState, @Nullable String newQuote, @Nullable String newChosen, List<String> newReasons) {
        return new Rfq(
                id,
                organisation,
                revisionId,
                materialId,
                quantity,
                wishes,
                deliverTo,
                choice,
                deadline,
                invited,
                notInvited,
                newState,
                newQuote,
                newChosen,
                newReasons,
                createdBy,
                createdAt,
                version);
    }
}
