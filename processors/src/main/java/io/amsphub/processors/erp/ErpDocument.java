package io.amsphub.processors.erp;

import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quote or an order as an ERP is told of it: everything that it needs to have the same one.
 *
 * @param number the hub's number, by which the ERP finds it again: id of the order or quote
 * @param quoteNumber the hub's number of the quote that an order is on; null for a quote
 * @param erpId the ERP's own id, once it is known
 * @param party who buys
 * @param lines what is made, at least one line
 * @param reference the buyer's own reference
 * @param date when it was asked for, in UTC
 * @param stage how far it is
 * @param saleStage how far the sale is that it belongs to: the least of its orders that were not given up
 * @param consignment number of the consignment note, once shipped
 * @param changed whether the lines have changed since the ERP was told of them
 */
public record ErpDocument(
        String number,
        @Nullable String quoteNumber,
        @Nullable String erpId,
        Party party,
        List<Line> lines,
        @Nullable String reference,
        LocalDate date,
        ErpStage stage,
        ErpStage saleStage,
        @Nullable String consignment,
        boolean changed) {

    private static final int PRICE_DIGITS = 4;

    /** Copies the lines. */
    public ErpDocument {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a document has at least one line");
        }
    }

    /**
     * Who buys.
     *
     * @param code the hub's id of the organisation
     * @param name for people
     */
    public record Party(String code, String name) {}

    /**
     * What is made.
     *
     * @param code the article number that hub and ERP share
     * @param name for people
     * @param description of what and of which revision
     */
    public record Product(String code, String name, String description) {}

    /**
     * A line.
     *
     * @param product what is made
     * @param quantity how many
     * @param net the price of all of them before tax
     */
    public record Line(Product product, int quantity, Money net) {

        /** Returns the price of one before tax with four decimals, which is what ERPs keep. */
        public BigDecimal unitPrice() {
            return net.amount().divide(BigDecimal.valueOf(quantity), PRICE_DIGITS, RoundingMode.HALF_EVEN);
        }
    }

    /** Returns the price before tax. */
    public Money net() {
        return lines.stream().map(Line::net).reduce(Money::plus).orElseThrow();
    }

    /** Returns by how much quantities times unit prices may differ from the price, in units of its currency. */
    public BigDecimal roundingSlack() {
        int parts = lines.stream().mapToInt(Line::quantity).sum();
        return new BigDecimal("0.00005")
                .multiply(BigDecimal.valueOf(parts))
                .add(new BigDecimal("0.01").multiply(BigDecimal.valueOf(lines.size())));
    }
}
