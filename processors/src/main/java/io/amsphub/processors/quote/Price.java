package io.amsphub.processors.quote;

import java.util.List;

/**
 * A price with all that it is made of.
 *
 * @param estimate of one part
 * @param items lines, which add up to the total
 * @param unitPrice total divided by quantity, rounded; for information
 * @param total what is to be paid before tax
 * @param leadTimeDays working days from order to delivery
 * @param breaks what other quantities would cost
 */
public record Price(
        Estimate estimate, List<PriceItem> items, Money unitPrice, Money total, int leadTimeDays, List<Break> breaks) {

    /** Copies the lists. */
    public Price {
        items = List.copyOf(items);
        breaks = List.copyOf(breaks);
    }

    /** The price at another quantity. */
    public record Break(int quantity, Money unitPrice, Money total) {}
}
