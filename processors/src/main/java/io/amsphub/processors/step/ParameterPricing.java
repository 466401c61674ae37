package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.PricingMode;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.quote.ParameterFigures;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.QuoteCandidate;
import io.amsphub.processors.quote.QuoteWishes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A price by size, volume and area, so that a design need not be given away to hear what it would cost. It does
 * not bind anybody: the quote on the model does.
 */
public final class ParameterPricing {

    /** Surfaces and volumes of meshes are a little off those of the bodies that they stand for. */
    private static final double SLACK = 1.001;

    private final CentrePricing centres;
    private final Catalogue catalogue;

    /** Brings together what a price needs. */
    public ParameterPricing(CentrePricing centres, Catalogue catalogue) {
        this.centres = centres;
        this.catalogue = catalogue;
    }

    /**
     * What a part with such measures would cost.
     *
     * @param binding always false
     * @param mode how a quote on the model would get its price
     * @param price at the chosen centre
     * @param candidates the centres that were looked at, with reasons
     */
    public record Indication(boolean binding, PricingMode mode, Price price, List<QuoteCandidate> candidates) {}

    /**
     * Prices by parameters.
     *
     * @throws HubException when no body has such measures, or no centre can make it
     */
    public Indication price(
            String organisation,
            Geometry geometry,
            String materialId,
            int quantity,
            @Nullable String amCentre,
            QuoteWishes wishes) {
        requirePossible(geometry);
        CentrePricing.Outcome outcome = centres.price(
                new CentrePricing.Wanted(
                        organisation, geometry, catalogue.material(materialId), quantity, amCentre, wishes, List.of()),
                (centre, capability) ->
                        new CentrePricing.Build(geometry.size(), ParameterFigures.of(geometry, capability), null));
        if (outcome.offers().isEmpty()) {
            String reasons = String.join(
                    "; ",
                    outcome.candidates().stream()
                            .map(c -> c.amCentre() + ": " + c.reason())
                            .toList());
            throw new HubException(
                    FailureCode.NO_CAPABLE_CENTRE,
                    reasons,
                    "/size",
                    "choose another material or centre, or a smaller part");
        }
        CentrePricing.Offer best = outcome.offers().get(0);
        if (best.mode() == PricingMode.TO_BE_DETERMINED) {
            throw new HubException(
                    FailureCode.QUOTE_NOT_PRICED,
                    "a person prices each part of " + materialId,
                    "/material",
                    "upload the model and ask for a quote");
        }
        return new Indication(false, best.mode(), best.price(), outcome.candidates());
    }

    /** The body fits its box, and of all bodies of its volume the ball has the least surface. */
    private static void requirePossible(Geometry geometry) {
        SizeMm size = geometry.size();
        double box = size.x() * size.y() * size.z();
        if (geometry.volumeMm3() > box * SLACK) {
            throw impossible(
                    String.format(Locale.ROOT, "%.1f mm3 do not fit a box of %.1f mm3", geometry.volumeMm3(), box),
                    "/volumeMm3");
        }
        double ball = Math.cbrt(36 * Math.PI * geometry.volumeMm3() * geometry.volumeMm3());
        if (geometry.areaMm2() * SLACK < ball) {
            throw impossible(
                    String.format(
                            Locale.ROOT,
                            "a body of %.1f mm3 has a surface of %.1f mm2 at least",
                            geometry.volumeMm3(),
                            ball),
                    "/areaMm2");
        }
    }

    private static HubException impossible(String what, String where) {
        return new HubException(
                FailureCode.FIGURES_IMPOSSIBLE, what, where, "give size in mm, volume in mm3, and surface in mm2");
    }
}
