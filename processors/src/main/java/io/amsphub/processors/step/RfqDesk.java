package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Location;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Invitations;
import io.amsphub.processors.port.PriceRuleVersions;
import io.amsphub.processors.port.Rfqs;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.PriceRuleBook;
import io.amsphub.processors.quote.PriceRules;
import io.amsphub.processors.quote.QuoteCalculation;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.quote.QuoteWishes;
import io.amsphub.processors.rfq.Answer;
import io.amsphub.processors.rfq.Choice;
import io.amsphub.processors.rfq.Invitation;
import io.amsphub.processors.rfq.Rfq;
import io.amsphub.processors.rfq.RfqState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What users and AM centres do with requests for quotation: open, answer, withdraw. */
public final class RfqDesk {

    private final Rfqs rfqs;
    private final Invitations invitations;
    private final PriceRuleVersions versions;
    private final QuoteDesk quotes;
    private final Catalogue catalogue;
    private final PrintRights rights;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what requests touch. */
    public RfqDesk(
            Rfqs rfqs,
            Invitations invitations,
            PriceRuleVersions versions,
            QuoteDesk quotes,
            Catalogue catalogue,
            PrintRights rights,
            Intake intake,
            Journal journal) {
        this.rfqs = rfqs;
        this.invitations = invitations;
        this.versions = versions;
        this.quotes = quotes;
        this.catalogue = catalogue;
        this.rights = rights;
        this.intake = intake;
        this.journal = journal;
    }

    /**
     * What is asked.
     *
     * @param material of what
     * @param quantity how many
     * @param centres ids of the centres to be asked; empty for all that work the material and may make the design
     * @param wishes what else
     * @param deliverTo where the parts go
     * @param choice how an offer is chosen
     * @param deadline until when answers are taken
     */
    public record Question(
            String material,
            int quantity,
            List<String> centres,
            QuoteWishes wishes,
            @Nullable Location deliverTo,
            Choice choice,
            Instant deadline) {}

    /**
     * Opens a request. A centre that the licence of the design does not allow is not asked.
     *
     * @param organisation which is to have the parts
     * @throws HubException when the revision cannot be quoted, nobody works the material, or the deadline is over
     */
    public Rfq open(String organisation, DesignRevision revision, Question question, Principal who) {
        QuoteDesk.requireReady(revision);
        quotes.requireKnown(question.material(), null, question.wishes());
        if (!question.deadline().isAfter(journal.now())) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    "the deadline " + question.deadline() + " is over",
                    "/deadline",
                    "leave the centres time to answer");
        }
        if (question.choice() == Choice.DISTANCE && question.deliverTo() == null) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    "the nearest centre is wanted, and it is not said nearest to what",
                    "/deliverTo",
                    "say latitude and longitude of the place of delivery");
        }
        List<String> notInvited = new ArrayList<>();
        List<AmCentre> asked = asked(revision, question, notInvited);
        Rfq rfq = rfqs.add(new Rfq(
                Ids.next("rfq"),
                organisation,
                revision.id(),
                question.material(),
                question.quantity(),
                question.wishes(),
                question.deliverTo(),
                question.choice(),
                question.deadline(),
                asked.stream().map(AmCentre::id).toList(),
                notInvited,
                RfqState.OPEN,
                null,
                null,
                List.of(),
                who.name(),
                journal.now(),
                0));
        asked.forEach(centre -> invitations.add(Invitation.to(rfq, centre.id(), Invitation.Channel.of(centre))));
        journal.began(entry(rfq, who, asked.size() + " centre(s) asked"), rfq.state());
        intake.quotationRequested(rfq.id());
        return rfq;
    }

    private List<AmCentre> asked(DesignRevision revision, Question question, List<String> notInvited) {
        Set<String> wanted = new LinkedHashSet<>(question.centres());
        List<String> licensed = rights.centres(revision.designId());
        wanted.forEach(catalogue::centre);
        List<AmCentre> asked = new ArrayList<>();
        for (AmCentre centre : catalogue.centres()) {
            if (!wanted.isEmpty() && !wanted.contains(centre.id())) {
                notInvited.add(centre.id() + ": not wanted");
            } else if (Catalogue.capability(centre, catalogue.material(question.material()))
                    .isEmpty()) {
                notInvited.add(centre.id() + ": does not work " + question.material());
            } else if (!licensed.isEmpty() && !licensed.contains(centre.id())) {
                notInvited.add(centre.id() + ": the licence of the design does not allow it");
            } else {
                asked.add(centre);
            }
        }
        if (asked.isEmpty()) {
            throw new HubException(
                    FailureCode.NO_CAPABLE_CENTRE,
                    "no AM centre can be asked: " + String.join(", ", notInvited),
                    "/centres",
                    "choose another material or leave the centres open");
        }
        return asked;
    }

    /** Withdraws a request. */
    public Rfq cancel(Rfq rfq, Principal who, String reason) {
        journal.moved(RfqState.TRANSITIONS, entry(rfq, who, reason), rfq.state(), RfqState.CANCELLED);
        return rfqs.update(rfq.withState(RfqState.CANCELLED, List.of("withdrawn: " + reason)));
    }

    /**
     * Takes an answer. The same answer again changes nothing; another one is refused, because an offer binds.
     *
     * @throws HubException when the request is closed, was answered otherwise, or the offer cannot be
     */
    public Invitation answer(Invitation invitation, Answer answer) {
        if (answer.equals(invitation.answer())) {
            return invitation;
        }
        if (invitation.answer() != null || invitation.state() == Invitation.State.DECLINED) {
            throw new HubException(
                    FailureCode.RFQ_ANSWERED,
                    invitation.amCentre() + " has answered at " + invitation.answeredAt(),
                    null,
                    "an offer binds; ask the operator of the hub if it was a mistake");
        }
        Rfq rfq = rfqs.get(invitation.rfqId());
        QuoteInputs guide = invitation.guide();
        if (rfq.state() != RfqState.OPEN || !rfq.deadline().isAfter(journal.now()) || guide == null) {
            throw new HubException(
                    FailureCode.RFQ_CLOSED,
                    "request " + rfq.id() + " took answers until " + rfq.deadline() + " and is " + rfq.state(),
                    null,
                    "there is nothing to do; the next request comes by itself");
        }
        Invitation answered = judged(invitation, answer, rfq, guide);
        journal.noted(
                entry(rfq, centre(invitation), invitation.amCentre() + " answered: " + answered.state()), rfq.state());
        intake.quotationAnswered(rfq.id());
        return invitations.update(answered);
    }

    private Invitation judged(Invitation invitation, Answer answer, Rfq rfq, QuoteInputs guide) {
        Money net = answer.net();
        if (answer.declines() || net == null) {
            return invitation.answered(Invitation.State.DECLINED, answer, answer.note(), journal.now());
        }
        requirePossible(answer, rfq, guide);
        PriceRules rules = rules(guide);
        BigDecimal said = PriceRuleBook.convert(rules, net, rules.currency(), guide.pricedOn());
        Money expected = new QuoteCalculation()
                .calculate(guide.withQuantity(answer.quantity()), rules)
                .net();
        BigDecimal least = QuoteCalculation.inRulesCurrency(guide, rules, expected)
                .multiply(BigDecimal.valueOf(rules.offers().suspiciousBelow()));
        if (said.compareTo(least) < 0) {
            String why = net + " is less than " + rules.offers().suspiciousBelow() + " of the " + expected
                    + " that the hub works out";
            return invitation.answered(Invitation.State.SUSPICIOUS, answer, why, journal.now());
        }
        Invitation.State state =
                answer.quantity() < rfq.quantity() ? Invitation.State.PARTIAL : Invitation.State.OFFERED;
        return invitation.answered(state, answer, null, journal.now());
    }

    private void requirePossible(Answer answer, Rfq rfq, QuoteInputs guide) {
        Money net = answer.net();
        if (net == null || net.amount().signum() <= 0) {
            throw invalid("the price is above 0", "/net/amount");
        }
        if (answer.quantity() > rfq.quantity()) {
            throw invalid("more parts are offered than the " + rfq.quantity() + " that are asked for", "/quantity");
        }
        Instant until = answer.validUntil();
        if (until != null && !until.isAfter(journal.now())) {
            throw invalid("the offer is over already", "/validUntil");
        }
        PriceRuleBook.requireCurrency(rules(guide), net.currency(), guide.pricedOn());
    }

    private static HubException invalid(String what, String where) {
        return new HubException(FailureCode.OFFER_INVALID, what, where, "correct it and send the answer again");
    }

    private PriceRules rules(QuoteInputs guide) {
        return versions.find(guide.rulesVersion())
                .orElseThrow(
                        () -> new IllegalStateException("the price rules " + guide.rulesVersion() + " were not kept"));
    }

    private static Principal centre(Invitation invitation) {
        return new Principal("centre " + invitation.amCentre(), invitation.amCentre(), Set.of());
    }

    private static Journal.Entry entry(Rfq rfq, Principal who, String why) {
        return new Journal.Entry("rfq", rfq.id(), rfq.organisation(), rfq.id(), who, why);
    }
}
