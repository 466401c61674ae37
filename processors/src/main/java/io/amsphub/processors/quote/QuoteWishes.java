package io.amsphub.processors.quote;

import org.jspecify.annotations.Nullable;

/**
 * What a user wishes of a quote beside model, material and quantity.
 *
 * @param currency ISO 4217 code; null for that of the customer's terms, or of the rules
 * @param leadTime name of a tier; null for the usual one
 * @param shipTo ISO 3166 code; null for the home country of the rules
 * @param onRequest whether a person is to price it whatever the rules say
 * @param orientation which way up it is built
 */
public record QuoteWishes(
        @Nullable String currency,
        @Nullable String leadTime,
        @Nullable String shipTo,
        boolean onRequest,
        BuildOrientationChoice orientation) {

    /** Nothing in particular. */
    public static final QuoteWishes NONE = new QuoteWishes(null, null, null, false, BuildOrientationChoice.AS_MODELLED);
}
