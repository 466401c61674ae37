package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.quote.QuoteState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places orders on quotes. Must be called in a unit of work. */
public final class OrderDesk {

    private final Quotes quotes;
    private final Orders orders;
    private final LinePricing pricing;
    private final CostCentreDesk costs;
    private final Intake intake;
    private final Journal journal;
    private final PrintRights rights;

    /** Brings together what placing an order touches, where no design has a licence. */
    public OrderDesk(
            Quotes quotes, Orders orders, LinePricing pricing, CostCentreDesk costs, Intake intake, Journal journal) {
        this(quotes, orders, pricing, costs, intake, journal, PrintRights.NONE);
    }

    /** Brings together what placing an order touches. */
    public OrderDesk(
            Quotes quotes,
            Orders orders,
            LinePricing pricing,
            CostCentreDesk costs,
            Intake intake,
            Journal journal,
            PrintRights rights) {
        this.rights = rights;
        this.quotes = quotes;
        this.orders = orders;
        this.pricing = pricing;
        this.costs = costs;
        this.intake = intake;
        this.journal = journal;
    }

    /** Places an order on one quote on the usual terms. */
    public Order place(
            Quote quote, @Nullable String reference, int priority, Requirements requirements, Principal who) {
        return place(List.of(quote), reference, priority, requirements, OrderTerms.USUAL, who);
    }

    /**
     * Places an order on quotes, a line for each, at their prices. A quote is ordered once.
     *
     * @param offers quotes of one organisation, in one currency
     * @param requirements what is asked of the machines beside process, feedstock and volume
     * @throws HubException when a quote has no price, has expired, or was ordered; when the licence of the
     *     design does not allow a centre or the organisation; when the cost centre does not cover it
     */
    public Order place(
            List<Quote> offers,
            @Nullable String reference,
            int priority,
            Requirements requirements,
            OrderTerms terms,
            Principal who) {
        String id = Ids.next("ord");
        List<OrderLine> lines = new ArrayList<>();
        for (Quote quote : offers) {
            lines.add(line(lines.size() + 1, quote, requirements, terms));
            journal.moved(
                    QuoteState.TRANSITIONS,
                    new Journal.Entry("quote", quote.id(), quote.organisation(), quote.id(), who, "order " + id),
                    quote.state(),
                    QuoteState.ORDERED);
            quotes.update(quote.withState(QuoteState.ORDERED));
        }
        Order asked = requireOne(
                Order.placed(
                        id,
                        offers.get(0).organisation(),
                        lines,
                        reference,
                        priority,
                        requirements,
                        terms,
                        who.name(),
                        journal.now()),
                offers);
        Order placed = orders.add(costs.commit(asked));
        String on = String.join(", ", offers.stream().map(Quote::id).toList());
        journal.began(
                new Journal.Entry("order", placed.id(), placed.organisation(), placed.id(), who, "on " + on),
                placed.state());
        intake.orderPlaced(placed.id());
        return placed;
    }

    private static Order requireOne(Order order, List<Quote> offers) {
        boolean one = offers.stream().allMatch(q -> q.organisation().equals(order.organisation()))
                && offers.stream().map(Quote::id).distinct().count() == offers.size();
        if (!one) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    "the quotes are of several organisations, or one is named twice",
                    "/quotes",
                    "order different quotes of one organisation");
        }
        return order;
    }

    private OrderLine line(int number, Quote quote, Requirements requirements, OrderTerms terms) {
        requireOrderable(quote);
        Price price = quote.price();
        QuoteInputs inputs = quote.inputs();
        if (price == null || inputs == null) {
            throw new IllegalStateException("quote " + quote.id() + " is priced without a price");
        }
        if (!requirements.allowsCentre(inputs.amCentre())) {
            throw new HubException(
                    FailureCode.LICENCE_FORBIDS,
                    "quote " + quote.id() + " is from " + inputs.amCentre() + ", allowed are "
                            + requirements.allowedCentres(),
                    "/requirements/allowedCentres",
                    "ask one of the allowed centres for a quote");
        }
        rights.requireOrderable(quote.revisionId(), quote.organisation(), inputs.amCentre(), quote.quantity());
        OrderLine line = OrderLine.wanted(
                number,
                quote.id(),
                quote.revisionId(),
                quote.materialId(),
                inputs.amCentre(),
                quote.quantity(),
                price.total());
        if (terms.deliverTo() == null || terms.deliverTo().country().equals(inputs.shipTo())) {
            return line;
        }
        Money there = pricing.price(line, line.quantity(), terms.deliverTo());
        if (!there.equals(price.total())) {
            throw new HubException(
                    FailureCode.CHANGE_NOT_POSSIBLE,
                    "quote " + quote.id() + " is for delivery to " + inputs.shipTo() + ", into "
                            + terms.deliverTo().country() + " it would cost " + there,
                    "/deliverTo/country",
                    "ask for a quote with shipTo " + terms.deliverTo().country());
        }
        return line;
    }

    private void requireOrderable(Quote quote) {
        if (quote.state() == QuoteState.EXPIRED
                || (quote.expiresAt() != null && !quote.expiresAt().isAfter(journal.now()))) {
            throw new HubException(
                    FailureCode.QUOTE_EXPIRED,
                    "quote " + quote.id() + " was valid until " + quote.expiresAt(),
                    "/quote",
                    "ask for a new quote");
        }
        if (quote.state() == QuoteState.ORDERED) {
            throw new HubException(
                    FailureCode.QUOTE_USED,
                    "quote " + quote.id() + " has an order",
                    "/quote",
                    "ask for a new quote to order again");
        }
        if (quote.state() != QuoteState.PRICED) {
            throw new HubException(
                    FailureCode.QUOTE_NOT_PRICED,
                    "quote " + quote.id() + " is " + quote.state(),
                    "/quote",
                    quote.problem() == null
                            ? "wait until it is PRICED"
                            : quote.problem().remedy());
        }
    }
}
