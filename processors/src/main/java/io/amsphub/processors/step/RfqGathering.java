package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Location;
import io.amsphub.processors.catalogue.PricingMode;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Invitations;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.PriceRuleVersions;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Rfqs;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.PriceRuleBook;
import io.amsphub.processors.quote.PriceRules;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteCalculation;
import io.amsphub.processors.quote.QuoteCandidate;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.quote.QuoteState;
import io.amsphub.processors.rfq.Answer;
import io.amsphub.processors.rfq.Choice;
import io.amsphub.processors.rfq.Invitation;
import io.amsphub.processors.rfq.OfferRanking;
import io.amsphub.processors.rfq.Rfq;
import io.amsphub.processors.rfq.RfqState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the answers of a request for quotation and ends it: when all have answered, when its deadline is over,
 * or at the first offer when the user wants that. The offer that is chosen becomes a quote.
 */
public final class RfqGathering {

    private static final int BATCH = 100;
    private static final int FEW_PRINTS = 10;

    private final Rfqs rfqs;
    private final Invitations invitations;
    private final Quotes quotes;
    private final Jobs jobs;
    private final PriceRuleVersions versions;
    private final Catalogue catalogue;
    private final Journal journal;
    private final QuoteCalculation calculation = new QuoteCalculation();

    /** Brings together what gathering needs. */
    public RfqGathering(
            Rfqs rfqs,
            Invitations invitations,
            Quotes quotes,
            Jobs jobs,
            PriceRuleVersions versions,
            Catalogue catalogue,
            Journal journal) {
        this.rfqs = rfqs;
        this.invitations = invitations;
        this.quotes = quotes;
        this.jobs = jobs;
        this.versions = versions;
        this.catalogue = catalogue;
        this.journal = journal;
    }

    /** Looks at a request after an answer: it ends when nobody is left to wait for. */
    public void gather(StageSubject event) {
        Rfq rfq = rfqs.get(event.subject());
        if (rfq.state() != RfqState.OPEN) {
            return;
        }
        List<Invitation> answers = invitations.ofRfq(rfq.id());
        boolean all = answers.stream().noneMatch(Invitation::open);
        boolean first =
                rfq.choice() == Choice.FIRST && answers.stream().anyMatch(a -> a.state() == Invitation.State.OFFERED);
        if (all || first) {
            end(rfq, answers, all ? "all have answered" : "the first offer is there");
        }
    }

    /** Ends the requests whose deadline is over. */
    public void endDue() {
        for (Rfq rfq : rfqs.due(journal.now(), BATCH)) {
            end(rfq, invitations.ofRfq(rfq.id()), "the deadline is over");
        }
    }

    private void end(Rfq rfq, List<Invitation> answers, String why) {
        List<OfferRanking.Ranked> ranked = OfferRanking.rank(
                answers.stream()
                        .filter(a -> a.state() == Invitation.State.OFFERED && stands(a))
                        .map(a -> ranked(rfq, a))
                        .toList(),
                rfq.choice());
        List<String> reasons = new ArrayList<>();
        reasons.add(why);
        reasons.addAll(OfferRanking.reasons(ranked, rfq.choice()));
        answers.stream()
                .filter(a -> ranked.stream().noneMatch(r -> r.invitation().id().equals(a.id())))
                .forEach(a -> reasons.add(a.amCentre() + ": " + notChosen(a)));
        if (ranked.isEmpty() || rfq.choice() == Choice.BY_HAND) {
            boolean some = answers.stream().anyMatch(Invitation::hasOffer);
            RfqState next = some ? RfqState.CLOSED : RfqState.UNANSWERED;
            move(rfq, next, Principal.HUB, why);
            rfqs.update(rfq.withState(next, reasons));
            return;
        }
        award(rfq, ranked.get(0).invitation(), answers, reasons, Principal.HUB);
    }

    private boolean stands(Invitation answer) {
        Instant until = answer.offer().validUntil();
        return until == null || until.isAfter(journal.now());
    }

    private static String notChosen(Invitation answer) {
        String note = answer.note() == null ? "" : ", " + answer.note();
        return switch (answer.state()) {
            case PENDING, INVITED -> "did not answer in time" + note;
            case DECLINED -> "makes no offer" + note;
            case PARTIAL -> "offers " + answer.offer().quantity() + " part(s) only";
            case SUSPICIOUS -> "its offer waits for a person" + note;
            case OFFERED -> "its offer is over since " + answer.offer().validUntil();
        };
    }

    /**
     * Chooses an offer: makes it a quote that can be ordered.
     *
     * @throws HubException when the centre has no offer that can be chosen
     */
    public Rfq choose(Rfq rfq, String amCentre, Principal who, String reason) {
        List<Invitation> answers = invitations.ofRfq(rfq.id());
        Invitation chosen = answers.stream()
                .filter(a -> a.amCentre().equals(amCentre) && a.hasOffer() && stands(a))
                .findFirst()
                .orElseThrow(() -> new HubException(
                        FailureCode.NO_OFFER,
                        amCentre + " has no offer that stands",
                        "/amCentre",
                        "choose one of the centres whose answer is OFFERED, PARTIAL or SUSPICIOUS"));
        List<String> reasons = new ArrayList<>(rfq.reasons());
        reasons.add(who.name() + " chose " + amCentre + ": " + reason);
        return award(rfq, chosen, answers, reasons, who);
    }

    private Rfq award(Rfq rfq, Invitation chosen, List<Invitation> answers, List<String> reasons, Principal who) {
        Answer answer = chosen.offer();
        QuoteInputs inputs = inputs(chosen, answer);
        PriceRules rules = rules(inputs);
        Price price = calculation.calculate(inputs, rules);
        Instant until = answer.validUntil() == null
                ? journal.now().plus(Duration.ofDays(rules.offers().validDays()))
                : answer.validUntil();
        Quote quote = quote(rfq, chosen.amCentre(), Ids.next("quo"), answer.quantity())
                .withCandidates(PricingMode.ON_REQUEST, candidates(answers, chosen))
                .withPrice(inputs, price, until)
                .withState(QuoteState.PRICED)
                .ofRequest(rfq.id());
        quotes.add(quote);
        journal.began(
                new Journal.Entry(
                        "quote", quote.id(), quote.organisation(), quote.id(), who, "offer of " + chosen.amCentre()),
                QuoteState.PRICED);
        move(rfq, RfqState.AWARDED, who, chosen.amCentre() + " for " + price.total());
        return rfqs.update(rfq.awarded(quote.id(), chosen.amCentre(), reasons));
    }

    /** The inputs of the quote: by the rules as they are, or with what the centre said in their place. */
    private QuoteInputs inputs(Invitation chosen, Answer answer) {
        QuoteInputs guide = chosen.guide();
        Money net = answer.net();
        if (guide == null || net == null) {
            throw new IllegalStateException("invitation " + chosen.id() + " has an offer without figures");
        }
        QuoteInputs inputs = guide.withQuantity(answer.quantity());
        if (chosen.channel() == Invitation.Channel.RULES) {
            return inputs;
        }
        BigDecimal amount = PriceRuleBook.convert(rules(guide), net, guide.currency(), guide.pricedOn());
        String note = answer.note().isEmpty() ? "offer " + net : answer.note() + " (" + net + ")";
        return inputs.withAgreed(new QuoteInputs.Agreed(
                QuoteInputs.Agreed.Kind.OFFERED, amount, answer.leadTimeDays(), chosen.amCentre(), note));
    }

    private static List<QuoteCandidate> candidates(List<Invitation> answers, Invitation chosen) {
        List<QuoteCandidate> candidates = new ArrayList<>();
        for (Invitation answer : answers) {
            boolean best = answer.id().equals(chosen.id());
            Money net = answer.answer() == null ? null : answer.offer().net();
            String said = net == null ? notChosen(answer) : net + " before tax";
            candidates.add(new QuoteCandidate(
                    answer.amCentre(),
                    best,
                    null,
                    net == null ? null : answer.offer().leadTimeDays(),
                    best ? "chosen: " + said : said));
        }
        return candidates;
    }

    private OfferRanking.Ranked ranked(Rfq rfq, Invitation answer) {
        QuoteInputs guide = answer.guide();
        Money net = answer.offer().net();
        if (guide == null || net == null) {
            throw new IllegalStateException("invitation " + answer.id() + " has an offer without figures");
        }
        Location place = catalogue.centre(answer.amCentre()).location();
        Location goal = rfq.deliverTo();
        PriceRules rules = rules(guide);
        return new OfferRanking.Ranked(
                answer,
                PriceRuleBook.convert(rules, net, rules.currency(), guide.pricedOn()),
                place == null || goal == null ? null : place.kilometresTo(goal),
                quality(answer.amCentre()));
    }

    private @Nullable Double quality(String amCentre) {
        Jobs.Outcomes outcomes = jobs.outcomes(amCentre);
        long all = outcomes.finished() + outcomes.failed();
        return all < FEW_PRINTS ? null : (double) outcomes.finished() / all;
    }

    private PriceRules rules(QuoteInputs inputs) {
        return versions.find(inputs.rulesVersion())
                .orElseThrow(
                        () -> new IllegalStateException("the price rules " + inputs.rulesVersion() + " were not kept"));
    }

    private void move(Rfq rfq, RfqState next, Principal who, String why) {
        journal.moved(
                RfqState.TRANSITIONS,
                new Journal.Entry("rfq", rfq.id(), rfq.organisation(), rfq.id(), who, why),
                rfq.state(),
                next);
    }

    /** Returns the quote that a centre would make on a request. */
    static Quote quote(Rfq rfq, String amCentre, String id) {
        return quote(rfq, amCentre, id, rfq.quantity());
    }

    private static Quote quote(Rfq rfq, String amCentre, String id, int quantity) {
        return Quote.asked(
                id,
                rfq.organisation(),
                rfq.revisionId(),
                rfq.materialId(),
                quantity,
                amCentre,
                rfq.wishes(),
                rfq.createdBy(),
                rfq.createdAt());
    }
}
