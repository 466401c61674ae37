package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.PricingMode;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.PriceRuleVersions;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.PriceRuleBook;
import io.amsphub.processors.quote.PriceRules;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteCalculation;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.quote.QuoteReview;
import io.amsphub.processors.quote.QuoteState;
import io.amsphub.processors.quote.QuoteWishes;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What users and reviewers do with quotes: ask, decide, work out again. */
public final class QuoteDesk {

    private final Quotes quotes;
    private final PriceRuleVersions versions;
    private final CentrePricing centres;
    private final QuotePricing pricing;
    private final Catalogue catalogue;
    private final Production production;
    private final Intake intake;
    private final Journal journal;
    private final QuoteCalculation calculation = new QuoteCalculation();

    /** Brings together what quotes touch. */
    public QuoteDesk(
            Quotes quotes,
            PriceRuleVersions versions,
            CentrePricing centres,
            QuotePricing pricing,
            Catalogue catalogue,
            Production production,
            Intake intake,
            Journal journal) {
        this.quotes = quotes;
        this.versions = versions;
        this.centres = centres;
        this.pricing = pricing;
        this.catalogue = catalogue;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
    }

    /**
     * Asks for a quote for the owner of a revision.
     *
     * @throws HubException when revision, material, centre, currency or lead time cannot be quoted
     */
    public Quote ask(
            DesignRevision revision,
            String material,
            int quantity,
            @Nullable String amCentre,
            QuoteWishes wishes,
            Principal who) {
        return ask(revision.organisation(), revision, material, quantity, amCentre, wishes, who);
    }

    /**
     * Asks for a quote. It has its answer at once when the revision was measured; else the quote stage measures
     * and prices it.
     *
     * @param organisation which is to have the parts
     * @throws HubException when revision, material, centre, currency or lead time cannot be quoted
     */
    public Quote ask(
            String organisation,
            DesignRevision revision,
            String material,
            int quantity,
            @Nullable String amCentre,
            QuoteWishes wishes,
            Principal who) {
        requireReady(revision);
        requireKnown(material, amCentre, wishes);
        Quote quote = Quote.asked(
                Ids.next("quo"),
                organisation,
                revision.id(),
                material,
                quantity,
                amCentre,
                wishes,
                who.name(),
                journal.now());
        journal.began(entry(quote, who, "asked for"), quote.state());
        if (pricing.isMeasured(quote, revision)) {
            return quotes.add(pricing.answered(quote, revision));
        }
        intake.quoteRequested(quote.id());
        return quotes.add(quote);
    }

    /** Checks that a revision can be quoted. */
    static void requireReady(DesignRevision revision) {
        if (revision.state() != RevisionState.READY) {
            throw new HubException(
                    FailureCode.MODEL_NOT_READY,
                    "revision " + revision.id() + " is " + revision.state(),
                    "/revision",
                    "quote a revision that is READY");
        }
    }

    /**
     * Checks what a price is asked for against catalogue and rules.
     *
     * @throws HubException when one of them does not have it
     */
    public void requireKnown(String material, @Nullable String amCentre, QuoteWishes wishes) {
        catalogue.material(material);
        if (amCentre != null) {
            catalogue.centre(amCentre);
        }
        PriceRules rules = centres.rulesToday();
        if (wishes.currency() != null) {
            PriceRuleBook.requireCurrency(rules, wishes.currency(), centres.today());
        }
        if (wishes.leadTime() != null) {
            PriceRuleBook.tier(rules, wishes.leadTime());
        }
    }

    /**
     * Decides about a quote that waits for a person.
     *
     * @param net another price before tax, in the currency of the quote; for ADJUST
     * @param leadTimeDays another lead time; for ADJUST
     * @throws HubException when nobody has to decide about it, or the price cannot be
     */
    public Quote decide(
            Quote quote,
            QuoteReview.Decision decision,
            String reason,
            @Nullable BigDecimal net,
            @Nullable Integer leadTimeDays,
            Principal who) {
        QuoteInputs inputs = quote.inputs();
        if (quote.state() != QuoteState.IN_REVIEW || inputs == null) {
            throw new HubException(
                    FailureCode.QUOTE_NOT_IN_REVIEW,
                    "quote " + quote.id() + " is " + quote.state(),
                    null,
                    "decide about quotes that are IN_REVIEW; GET /work-items?kind=REVIEW_QUOTE lists them");
        }
        requireFitting(quote, decision, net);
        Quote reviewed = quote.withReview(new QuoteReview(decision, who.name(), journal.now(), reason));
        production.answered(WorkItem.Kind.REVIEW_QUOTE, quote.id(), who);
        if (decision == QuoteReview.Decision.DECLINE) {
            Problem problem = Problem.of(
                    FailureCode.QUOTE_DECLINED, reason, null, "ask for another material, quantity or lead time");
            return move(reviewed.withProblem(problem), QuoteState.REFUSED, who, reason);
        }
        QuoteInputs decided = net == null
                ? inputs
                : inputs.withAgreed(new QuoteInputs.Agreed(
                        kind(quote), new Money(net, inputs.currency()).amount(), leadTimeDays, who.name(), reason));
        Price price = calculation.calculate(decided, rules(decided));
        Quote priced =
                reviewed.withPrice(decided, price, journal.now().plus(Duration.ofDays(catalogue.quoteValidDays())));
        return move(priced, QuoteState.PRICED, who, decision + ": " + price.total() + ", " + reason);
    }

    private static QuoteInputs.Agreed.Kind kind(Quote quote) {
        return quote.mode() == PricingMode.TO_BE_DETERMINED
                ? QuoteInputs.Agreed.Kind.OFFERED
                : QuoteInputs.Agreed.Kind.ADJUSTED;
    }

    private static void requireFitting(Quote quote, QuoteReview.Decision decision, @Nullable BigDecimal net) {
        boolean adjusts = decision == QuoteReview.Decision.ADJUST;
        if (adjusts != (net != null)) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    adjusts ? "ADJUST without a price" : decision + " with a price",
                    "/net",
                    "say the price before tax with ADJUST, and only there");
        }
        if (decision == QuoteReview.Decision.APPROVE && quote.mode() == PricingMode.TO_BE_DETERMINED) {
            throw new HubException(
                    FailureCode.QUOTE_NOT_PRICED,
                    "the rules have no price for quote " + quote.id(),
                    "/decision",
                    "say a price with ADJUST, or DECLINE");
        }
    }

    /**
     * Works the price of a quote out again from what was stored.
     *
     * @throws HubException when it has no price
     */
    public Price again(Quote quote) {
        QuoteInputs inputs = quote.inputs();
        if (inputs == null || quote.price() == null) {
            throw new HubException(
                    FailureCode.QUOTE_NOT_PRICED,
                    "quote " + quote.id() + " is " + quote.state(),
                    null,
                    "wait until it is PRICED");
        }
        return calculation.calculate(inputs, rules(inputs));
    }

    private PriceRules rules(QuoteInputs inputs) {
        return versions.find(inputs.rulesVersion())
                .orElseThrow(
                        () -> new IllegalStateException("the price rules " + inputs.rulesVersion() + " were not kept"));
    }

    private Quote move(Quote quote, QuoteState next, Principal who, String why) {
        journal.moved(QuoteState.TRANSITIONS, entry(quote, who, why), quote.state(), next);
        return quotes.update(quote.withState(next));
    }

    private static Journal.Entry entry(Quote quote, Principal who, String why) {
        return new Journal.Entry("quote", quote.id(), quote.organisation(), quote.id(), who, why);
    }
}
