package io.amsphub.processors.quote;

import org.jspecify.annotations.Nullable;

/**
 * One AM centre that was looked at for a quote, with the reason why it was chosen or not.
 *
 * @param amCentre id of the centre
 * @param chosen whether the quote is its
 * @param total what it would have cost; null when it cannot make the part
 * @param leadTimeDays how long it would have taken; null likewise
 * @param reason for people
 */
public record QuoteCandidate(
        String amCentre,
        boolean chosen,
        @Nullable Money total,
        @Nullable Integer leadTimeDays,
        String reason) {}
