package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.order.Address;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.port.PriceRuleVersions;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.PriceRules;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteCalculation;
import io.amsphub.processors.quote.QuoteInputs;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * What a line of an order costs when its quantity or its address changes: worked out from what its quote stored, by
 * the version of the rules that the quote was priced by. A price that somebody agreed to is shared out by parts.
 */
public final class LinePricing {

    private final Quotes quotes;
    private final PriceRuleVersions versions;
    private final QuoteCalculation calculation = new QuoteCalculation();

    /** Prices from quotes and the rules that they name. */
    public LinePricing(Quotes quotes, PriceRuleVersions versions) {
        this.quotes = quotes;
        this.versions = versions;
    }

    /**
     * Returns the price of a line, tax included.
     *
     * @param parts how many parts are paid for; 0 costs nothing
     * @param address where they go; null for where the quote says
     * @throws HubException with {@link FailureCode#CHANGE_NOT_POSSIBLE} when the rules leave that price to a person
     */
    public Money price(OrderLine line, int parts, @Nullable Address address) {
        Quote quote = quotes.find(line.quoteId()).orElse(null);
        QuoteInputs inputs = quote == null ? null : quote.inputs();
        Price frozen = quote == null ? null : quote.price();
        if (parts == 0) {
            return Money.zero(line.total().currency());
        }
        if (inputs == null || frozen == null) {
            return share(line.total(), parts, Math.max(1, line.billed()));
        }
        QuoteInputs changed = address == null ? inputs : inputs.shippedTo(address.country());
        if (parts == inputs.quantity() && changed.shipTo().equals(inputs.shipTo())) {
            return frozen.total();
        }
        PriceRules rules = versions.find(inputs.rulesVersion())
                .orElseThrow(
                        () -> new IllegalStateException("the price rules " + inputs.rulesVersion() + " were not kept"));
        if (inputs.agreed() != null) {
            changed = changed.withAgreed(share(inputs, inputs.agreed(), parts));
        }
        Price price = calculation.calculate(changed.withQuantity(parts), rules);
        if (parts > inputs.quantity()) {
            requireInstant(line, inputs, rules, price, parts);
        }
        return price.total();
    }

    /** Returns how many days its customer has to pay an invoice, by the rules of a line's quote. */
    public int paymentDays(OrderLine line) {
        return quotes.find(line.quoteId())
                .map(Quote::inputs)
                .flatMap(inputs -> versions.find(inputs.rulesVersion())
                        .map(rules -> rules.terms(inputs.organisation()).paymentDays()))
                .orElse(PriceRules.Terms.USUAL.paymentDays());
    }

    private static QuoteInputs.Agreed share(QuoteInputs inputs, QuoteInputs.Agreed agreed, int parts) {
        Money net = share(new Money(agreed.net(), inputs.currency()), parts, inputs.quantity());
        return new QuoteInputs.Agreed(agreed.kind(), net.amount(), agreed.leadTimeDays(), agreed.by(), agreed.reason());
    }

    private static Money share(Money whole, int parts, int of) {
        BigDecimal amount = whole.amount()
                .multiply(BigDecimal.valueOf(parts))
                .divide(BigDecimal.valueOf(of), MathContext.DECIMAL128);
        return new Money(amount, whole.currency());
    }

    /** More parts than were quoted are priced by the rules alone, as a new quote would be, or not at all. */
    private static void requireInstant(OrderLine line, QuoteInputs inputs, PriceRules rules, Price price, int parts) {
        boolean large = QuoteCalculation.inRulesCurrency(inputs, rules, price.net())
                                .compareTo(rules.review().fromTotal())
                        >= 0
                || parts >= rules.review().fromQuantity();
        if (large || inputs.agreed() != null) {
            throw new HubException(
                    FailureCode.CHANGE_NOT_POSSIBLE,
                    "the price of " + parts + " parts of line " + line.number() + " is for a person to say",
                    "/lines",
                    "ask for a new quote for what is to come on top");
        }
    }
}
