package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.AmCentre.Capability;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.catalogue.PricingMode;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Measurements;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.BuildOrientationChoice;
import io.amsphub.processors.quote.BuildSetup;
import io.amsphub.processors.quote.Measurement;
import io.amsphub.processors.quote.ParameterFigures;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.quote.QuoteState;
import io.amsphub.processors.step.CentrePricing.Build;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices a quote at every AM centre that can make the part and keeps the best price, with all that it
 * was worked out from, and with the reasons why the others were not chosen.
 */
public final class QuotePricing {

    private final Quotes quotes;
    private final Revisions revisions;
    private final Measurements measurements;
    private final CentrePricing centres;
    private final Catalogue catalogue;
    private final PrintRights rights;
    private final Production production;
    private final Journal journal;

    /** Brings together what a price needs. */
    public QuotePricing(
            Quotes quotes,
            Revisions revisions,
            Measurements measurements,
            CentrePricing centres,
            Catalogue catalogue,
            PrintRights rights,
            Production production,
            Journal journal) {
        this.quotes = quotes;
        this.revisions = revisions;
        this.measurements = measurements;
        this.centres = centres;
        this.catalogue = catalogue;
        this.rights = rights;
        this.production = production;
        this.journal = journal;
    }

    /** Prices the quote that the event is about; one that has its answer is left alone. */
    public void priceAsked(StageSubject event) {
        Quote quote = quotes.get(event.subject());
        if (quote.state() == QuoteState.REQUESTED) {
            quotes.update(answered(quote, revisions.get(quote.revisionId())));
        }
    }

    /** Returns whether everything that a quote needs was measured, so that it can be priced at once. */
    public boolean isMeasured(Quote quote, DesignRevision revision) {
        SizeMm size = revision.geometry().size();
        return BuildSetup.ofMaterial(
                        catalogue,
                        catalogue.material(quote.materialId()),
                        quote.wishes().orientation())
                .stream()
                .filter(setup -> setup.mayFit(catalogue, size))
                .allMatch(setup -> measurements
                        .find(setup.measurementId(quote.revisionId()))
                        .isPresent());
    }

    /**
     * Prices a quote that waits for it, and returns it with its price or the reason why there is none. Its transition
     * is noted; storing it is the caller's.
     */
    public Quote answered(Quote quote, DesignRevision revision) {
        if (revision.state() != RevisionState.READY) {
            return refuse(
                    quote,
                    Problem.of(
                            FailureCode.MODEL_NOT_READY,
                            "revision " + revision.id() + " is " + revision.state(),
                            "/revision",
                            "quote a revision that is READY"));
        }
        CentrePricing.Outcome outcome;
        try {
            outcome = offers(quote, revision);
        } catch (HubException e) {
            return refuse(quote, e.problem());
        }
        if (outcome.offers().isEmpty()) {
            return refuse(quote.withCandidates(PricingMode.INSTANT, outcome.candidates()), noOffer(quote, revision));
        }
        return accept(quote, outcome);
    }

    /** Returns what every centre asks for what a quote is about. */
    public CentrePricing.Outcome offers(Quote quote, DesignRevision revision) {
        CentrePricing.Wanted wanted = new CentrePricing.Wanted(
                quote.organisation(),
                revision.geometry(),
                catalogue.material(quote.materialId()),
                quote.quantity(),
                quote.amCentre(),
                quote.wishes(),
                rights.centres(revision.designId()));
        return centres.price(
                wanted,
                (centre, capability) ->
                        build(revision, capability, quote.wishes().orientation()));
    }

    private @Nullable Build build(DesignRevision revision, Capability capability, BuildOrientationChoice orientation) {
        BuildSetup setup = BuildSetup.of(catalogue, capability, orientation);
        boolean tooLarge = orientation == BuildOrientationChoice.AS_MODELLED
                && !revision.geometry().size().fits(capability.buildVolume());
        if (setup == null || tooLarge) {
            return new Build(revision.geometry().size(), ParameterFigures.of(revision.geometry(), capability), null);
        }
        return measurements
                .find(setup.measurementId(revision.id()))
                .map(m -> new Build(m.size(), m.figures(), turned(m)))
                .orElse(null);
    }

    private static QuoteInputs.@Nullable TurnedSolid turned(Measurement measured) {
        return measured.orientation() == BuildOrientationChoice.AS_MODELLED
                ? null
                : new QuoteInputs.TurnedSolid(measured.content(), measured.size());
    }

    private Quote accept(Quote quote, CentrePricing.Outcome outcome) {
        CentrePricing.Offer best = outcome.offers().get(0);
        Quote priced = quote.withCandidates(best.mode(), outcome.candidates())
                .withPrice(
                        best.inputs(), best.price(), journal.now().plus(Duration.ofDays(catalogue.quoteValidDays())));
        String why = said(best) + best.mode() + " at " + best.inputs().amCentre();
        if (best.mode() == PricingMode.INSTANT) {
            return move(priced, QuoteState.PRICED, why);
        }
        Quote asked = move(priced, QuoteState.IN_REVIEW, why);
        production.ask(
                WorkItem.Kind.REVIEW_QUOTE,
                quote.id(),
                quote.organisation(),
                best.mode() + ": approve, adjust or decline quote " + quote.id() + " for " + quote.quantity() + " x "
                        + quote.materialId() + " at " + best.inputs().amCentre() + ". GET /quotes/" + quote.id()
                        + " has the draft.");
        return asked;
    }

    /** The price, where the user may see it before a person has looked at it. */
    private static String said(CentrePricing.Offer offer) {
        boolean draft = offer.mode() == PricingMode.ON_REQUEST || offer.mode() == PricingMode.TO_BE_DETERMINED;
        return draft ? "" : offer.price().total() + ", ";
    }

    private Quote refuse(Quote quote, Problem problem) {
        return move(quote.withProblem(problem), QuoteState.REFUSED, problem.detail());
    }

    private Quote move(Quote quote, QuoteState next, String why) {
        journal.moved(
                QuoteState.TRANSITIONS,
                new Journal.Entry("quote", quote.id(), quote.organisation(), quote.id(), Principal.HUB, why),
                quote.state(),
                next);
        return quote.withState(next);
    }

    private Problem noOffer(Quote quote, DesignRevision revision) {
        Material material = catalogue.material(quote.materialId());
        List<AmCentre> capable = catalogue.centresFor(material, quote.amCentre());
        if (capable.isEmpty()) {
            return Problem.of(
                    FailureCode.NO_CAPABLE_CENTRE,
                    "no AM centre that was asked works " + material.name(),
                    "/amCentre",
                    "choose another material or leave the centre open");
        }
        List<String> licensed = rights.centres(revision.designId());
        if (!licensed.isEmpty() && capable.stream().noneMatch(c -> licensed.contains(c.id()))) {
            return Problem.of(
                    FailureCode.NO_CAPABLE_CENTRE,
                    "the licence of the design allows no AM centre that was asked and works " + material.name(),
                    "/amCentre",
                    "choose another material, leave the centre open, or ask the owner of the design for more");
        }
        boolean measured = capable.stream()
                .map(c -> Catalogue.capability(c, material).orElseThrow())
                .anyMatch(c -> build(revision, c, quote.wishes().orientation()) != null);
        if (!measured) {
            return Problem.of(
                    FailureCode.NOT_MEASURABLE,
                    "the layers of the part could not be measured for any machine that works " + material.name(),
                    "/revision",
                    "check size and unit of the model; or choose another process");
        }
        SizeMm size = revision.geometry().size();
        return Problem.of(
                FailureCode.DOES_NOT_FIT,
                "the part measures " + size.x() + " x " + size.y() + " x " + size.z() + " mm",
                "/revision",
                "split or scale the part, or choose a process with a larger build volume");
    }
}
