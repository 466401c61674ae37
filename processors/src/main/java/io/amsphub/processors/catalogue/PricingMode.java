package io.amsphub.processors.catalogue;

/** How a quote gets its price. */
public enum PricingMode {
    /** At once, by the rules. */
    INSTANT,
    /** By the rules, but a person looks at it before it holds, because it is above a threshold. */
    REVIEW,
    /** By a person, because the rules cannot work it out. */
    TO_BE_DETERMINED,
    /** By a person, because the user asks for it or the centre wants it so; the rules' price is the person's draft. */
    ON_REQUEST
}
