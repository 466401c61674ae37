package io.amsphub.processors.quote;

import io.amsphub.processors.catalogue.PricingMode;
import io.amsphub.processors.failure.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An offer to make a quantity of a design revision in a material.
 *
 * @param id {@code quo_...}
 * @param organisation who asked
 * @param revisionId the design revision
 * @param materialId the material
 * @param quantity parts
 * @param amCentre the centre that was asked for; null leaves the choice to the hub
 * @param state where it is
 * @param createdBy the principal
 * @param createdAt by the hub's clock
 * @param wishes what the user wishes beside
 * @param mode how it gets its price; null until that is known
 * @param candidates the centres that were looked at, with reasons
 * @param review what a person decided; null when nobody was asked, or not yet
 * @param rfqId the request for quotation that it came from; null for none
 * @param inputs what the price was worked out from
 * @param price the price, frozen
 * @param expiresAt until when it holds
 * @param problem why it was refused
 * @param version for optimistic locking; 0 until stored
 */
public record Quote(
        String id,
        String organisation,
        String revisionId,
        String materialId,
        int quantity,
        @Nullable String amCentre,
        QuoteState state,
        String createdBy,
        Instant createdAt,
        QuoteWishes wishes,
        @Nullable PricingMode mode,
        List<QuoteCandidate> candidates,
        @Nullable QuoteReview review,
        @Nullable String rfqId,
        @Nullable QuoteInputs inputs,
        @Nullable Price price,
        @Nullable Instant expiresAt,
        @Nullable Problem problem,
        long version) {

    /** Copies the candidates. */
    public Quote {
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
        wishes = wishes == null ? QuoteWishes.NONE : wishes;
    }

    /** A quote that waits for its price. */
    public static Quote asked(
            String id,
            String organisation,
            String revisionId,
            String materialId,
            int quantity,
            @Nullable String amCentre,
            QuoteWishes wishes,
            String createdBy,
            Instant createdAt) {
        return new Quote(
                id,
                organisation,
                revisionId,
                materialId,
                quantity,
                amCentre,
                QuoteState.REQUESTED,
                createdBy,
                createdAt,
                wishes,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                0);
    }

    /** Returns the quote in another state; the table is the caller's to ask. */
    public Quote withState(QuoteState next) {
        return copy(next, mode, candidates, review, inputs, price, expiresAt, problem);
    }

    /** Returns the quote with its price. */
    public Quote withPrice(QuoteInputs from, Price frozen, Instant until) {
        return copy(state, mode, candidates, review, from, frozen, until, problem);
    }

    /** Returns the quote with how it is priced and who was looked at. */
    public Quote withCandidates(PricingMode how, List<QuoteCandidate> all) {
        return copy(state, how, all, review, inputs, price, expiresAt, problem);
    }

    /** Returns the quote with what a person decided. */
    public Quote withReview(QuoteReview decided) {
        return copy(state, mode, candidates, decided, inputs, price, expiresAt, problem);
    }

    /** Returns the quote as one that came from a request for quotation. */
    public Quote ofRequest(String request) {
        return new Quote(
                id,
                organisation,
                revisionId,
                materialId,
                quantity,
                amCentre,
                state,
                createdBy,
                createdAt,
                wishes,
                mode,
                candidates,
                review,
                request,
                inputs,
                price,
                expiresAt,
                problem,
                version);
    }

    /** Returns the quote with the reason why there is no price. */
    public Quote withProblem(Problem reason) {
        return copy(state, mode, candidates, review, inputs, price, expiresAt, reason);
    }

    private Quote copy(
            QuoteState newState,
            @Nullable PricingMode newMode,
            List<QuoteCandidate> newCandidates,
            @Nullable QuoteReview newReview,
            @Nullable QuoteInputs newInputs,
            @Nullable Price newPrice,
            @Nullable Instant newExpiresAt,
            @Nullable Problem newProblem) {
        return new Quote(
                id,
                organisation,
                revisionId,
                materialId,
                quantity,
                amCentre,
                newState,
                createdBy,
                createdAt,
                wishes,
                newMode,
                newCandidates,
                newReview,
                rfqId,
                newInputs,
                newPrice,
                newExpiresAt,
                newProblem,
                version);
    }
}
