package io.amsphub.processors.quote;

import io.amsphub.processors.failure.Problem;
import java.time.Instant;
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
        @Nullable QuoteInputs inputs,
        @Nullable Price price,
        @Nullable Instant expiresAt,
        @Nullable Problem problem,
        long version) {

    /** Returns the quote in another state; the table is the caller's to ask. */
    public Quote withState(QuoteState next) {
        return copy(next, inputs, price, expiresAt, problem);
    }

    /** Returns the quote with its price. */
    public Quote withPrice(QuoteInputs from, Price frozen, Instant until) {
        return copy(state, from, frozen, until, problem);
    }

    /** Returns the quote with the reason why there is no price. */
    public Quote withProblem(Problem reason) {
        return copy(state, inputs, price, expiresAt, reason);
    }

    private Quote copy(
            QuoteState newState,
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
                newInputs,
                newPrice,
                newExpiresAt,
                newProblem,
                version);
    }
}
