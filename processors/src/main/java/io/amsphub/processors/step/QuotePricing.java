package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteCalculation;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.quote.QuoteState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Prices a quote at every AM centre that can make the part and keeps the best price, with all that it
 * was worked out from.
 */
public final class QuotePricing {

    private final Quotes quotes;
    private final Revisions revisions;
    private final Jobs jobs;
    private final Catalogue catalogue;
    private final Journal journal;
    private final QuoteCalculation calculation = new QuoteCalculation();

    /** Brings together what a price needs. */
    public QuotePricing(Quotes quotes, Revisions revisions, Jobs jobs, Catalogue catalogue, Journal journal) {
        this.quotes = quotes;
        this.revisions = revisions;
        this.jobs = jobs;
        this.catalogue = catalogue;
        this.journal = journal;
    }

    /** Prices the quote that the event is about; one that has its answer is left alone. */
    public void price(StageSubject event) {
        Quote quote = quotes.get(event.subject());
        if (quote.state() != QuoteState.REQUESTED) {
            return;
        }
        DesignRevision revision = revisions.get(quote.revisionId());
        if (revision.state() != RevisionState.READY) {
            refuse(
                    quote,
                    Problem.of(
                            FailureCode.MODEL_NOT_READY,
                            "revision " + revision.id() + " is " + revision.state(),
                            "/revision",
                            "quote a revision that is READY"));
            return;
        }
        Material material = catalogue.material(quote.materialId());
        List<AmCentre> centres = catalogue.centresFor(material, quote.amCentre());
        Geometry geometry = revision.geometry();
        Optional<Offer> best = centres.stream()
                .filter(c -> fits(c, material, geometry.size()))
                .map(c -> offer(quote, geometry, material, c))
                .min(Comparator.comparing(o -> o.price().total().amount()));
        if (best.isPresent()) {
            accept(quote, best.get());
        } else {
            refuse(quote, noOffer(material, centres, geometry.size()));
        }
    }

    private void accept(Quote quote, Offer offer) {
        Quote priced = quote.withPrice(
                offer.inputs(), offer.price(), journal.now().plus(Duration.ofDays(catalogue.quoteValidDays())));
        journal.moved(
                QuoteState.TRANSITIONS,
                entry(quote, offer.price().total() + " at " + offer.inputs().amCentre()),
                QuoteState.REQUESTED,
                QuoteState.PRICED);
        quotes.update(priced.withState(QuoteState.PRICED));
    }

    private void refuse(Quote quote, Problem problem) {
        journal.moved(QuoteState.TRANSITIONS, entry(quote, problem.detail()), QuoteState.REQUESTED, QuoteState.REFUSED);
        quotes.update(quote.withProblem(problem).withState(QuoteState.REFUSED));
    }

    private Offer offer(Quote quote, Geometry geometry, Material material, AmCentre centre) {
        QuoteInputs inputs = new QuoteInputs(
                catalogue.version(),
                catalogue.currency(),
                geometry,
                quote.quantity(),
                material,
                centre.id(),
                Catalogue.capability(centre, material).orElseThrow(),
                jobs.queuedSeconds(centre.id()) / 3600.0);
        return new Offer(inputs, calculation.calculate(inputs));
    }

    private static boolean fits(AmCentre centre, Material material, SizeMm size) {
        return Catalogue.capability(centre, material)
                .filter(c -> size.fits(c.buildVolume()))
                .isPresent();
    }

    private static Problem noOffer(Material material, List<AmCentre> centres, SizeMm size) {
        if (centres.isEmpty()) {
            return Problem.of(
                    FailureCode.NO_CAPABLE_CENTRE,
                    "no AM centre that was asked works " + material.name(),
                    "/amCentre",
                    "choose another material or leave the centre open");
        }
        return Problem.of(
                FailureCode.DOES_NOT_FIT,
                "the part measures " + size.x() + " x " + size.y() + " x " + size.z() + " mm",
                "/revision",
                "split or scale the part, or choose a process with a larger build volume");
    }

    private static Journal.Entry entry(Quote quote, String why) {
        return new Journal.Entry("quote", quote.id(), quote.organisation(), quote.id(), Principal.HUB, why);
    }

    private record Offer(QuoteInputs inputs, Price price) {}
}
