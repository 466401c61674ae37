package io.amsphub.processors.quote;

import java.util.List;

/**
 * A price with all that it is made of.
 *
 * @param estimate of one part
 * @param footprint of the lot
 * @param items lines, which add up to the total exactly
 * @param net the total before tax
 * @param total what is to be paid, tax included
 * @param unitPrice total divided by quantity, rounded; for information
 * @param leadTimeDays days from order to delivery
 * @param breaks what other quantities would cost
 * @param tiers what other lead times would cost
 * @param explanation why it is what it is, for people
 */
public record Price(
        Estimate estimate,
        Footprint footprint,
        List<PriceItem> items,
        Money net,
        Money total,
        Money unitPrice,
        int leadTimeDays,
        List<Break> breaks,
        List<TierPrice> tiers,
        List<String> explanation) {

    /** Copies the lists. */
    public Price {
        items = List.copyOf(items);
        breaks = List.copyOf(breaks);
        tiers = List.copyOf(tiers);
        explanation = List.copyOf(explanation);
    }

    /** The price at another quantity. */
    public record Break(int quantity, Money unitPrice, Money total) {}

    /** The price with another lead time. */
    public record TierPrice(String tier, int leadTimeDays, Money total) {}

    /**
     * Energy and carbon dioxide equivalents of the lot.
     *
     * @param energyKWh electricity of the machines
     * @param carbonKg of electricity, feedstock and freight
     * @param basis how it was worked out
     */
    public record Footprint(double energyKWh, double carbonKg, String basis) {}
}
