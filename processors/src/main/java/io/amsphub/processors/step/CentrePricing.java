package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.AmCentre.Capability;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.MachineClass;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.catalogue.PricingMode;
import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Calibrations;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.quote.BuildFigures;
import io.amsphub.processors.quote.MachineCalibration;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.PriceRuleBook;
import io.amsphub.processors.quote.PriceRules;
import io.amsphub.processors.quote.QuoteCalculation;
import io.amsphub.processors.quote.QuoteCandidate;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.quote.QuoteWishes;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Prices a part at every AM centre that works a material, by the rules in force, and says of each why it was or
 * was not chosen.
 */
public final class CentrePricing {

    private final Jobs jobs;
    private final Calibrations calibrations;
    private final Catalogue catalogue;
    private final PriceRuleBook rules;
    private final Journal journal;
    private final QuoteCalculation calculation = new QuoteCalculation();

    /** Brings together what a price needs. */
    public CentrePricing(
            Jobs jobs, Calibrations calibrations, Catalogue catalogue, PriceRuleBook rules, Journal journal) {
        this.jobs = jobs;
        this.calibrations = calibrations;
        this.catalogue = catalogue;
        this.rules = rules;
        this.journal = journal;
    }

    /**
     * What is to be made.
     *
     * @param organisation who asks
     * @param geometry measures of the solid
     * @param material what it is made of
     * @param quantity how many
     * @param amCentre the centre that is wanted; null for any
     * @param wishes what else
     * @param licensed the centres that the licence of the design allows; empty for all
     */
    public record Wanted(
            String organisation,
            Geometry geometry,
            Material material,
            int quantity,
            @Nullable String amCentre,
            QuoteWishes wishes,
            List<String> licensed) {

        private boolean asks(AmCentre centre) {
            return amCentre == null || amCentre.equals(centre.id());
        }

        private boolean mayBeMadeBy(AmCentre centre) {
            return licensed.isEmpty() || licensed.contains(centre.id());
        }
    }

    /**
     * What building the part takes at a centre.
     *
     * @param size in its way up
     * @param figures times and feedstock
     * @param turned what is built, when it is not the solid as it was modelled
     */
    public record Build(SizeMm size, BuildFigures figures, QuoteInputs.@Nullable TurnedSolid turned) {}

    /** A price at a centre. */
    public record Offer(AmCentre centre, PricingMode mode, QuoteInputs inputs, Price price) {}

    /**
     * What came of asking all centres.
     *
     * @param offers the cheapest first, but after those that the rules can price; of equal ones the quickest, then by id
     * @param candidates all centres of the platform with reasons, the chosen one first
     */
    public record Outcome(List<Offer> offers, List<QuoteCandidate> candidates) {}

    /** Returns the rules that count today. */
    public PriceRules rulesToday() {
        return rules.on(today());
    }

    /** Returns the day by which prices are made, in UTC. */
    public LocalDate today() {
        return LocalDate.ofInstant(journal.now(), ZoneOffset.UTC);
    }

    /**
     * Prices at every centre.
     *
     * @param builds what building takes at a centre's capability; null when that is not known
     * @throws io.amsphub.processors.failure.HubException when currency or lead time are unknown
     */
    public Outcome price(Wanted wanted, BiFunction<AmCentre, Capability, @Nullable Build> builds) {
        List<Offer> offers = new ArrayList<>();
        List<QuoteCandidate> refusals = new ArrayList<>();
        PriceRules inForce = rulesToday();
        for (AmCentre centre : catalogue.centres()) {
            Capability capability = capability(wanted, centre);
            Build build = capability == null ? null : builds.apply(centre, capability);
            if (capability != null && build != null && build.size().fits(capability.buildVolume())) {
                offers.add(offer(wanted, centre, capability, build, inForce));
            } else {
                refusals.add(new QuoteCandidate(centre.id(), false, null, null, refusal(wanted, centre, build)));
            }
        }
        offers.sort(Comparator.comparing((Offer o) -> o.mode() == PricingMode.TO_BE_DETERMINED)
                .thenComparing(o -> o.price().net().amount())
                .thenComparing(o -> o.price().leadTimeDays())
                .thenComparing(o -> o.centre().id()));
        List<QuoteCandidate> candidates = new ArrayList<>();
        for (Offer offer : offers) {
            candidates.add(new QuoteCandidate(
                    offer.centre().id(),
                    candidates.isEmpty(),
                    offer.price().total(),
                    offer.price().leadTimeDays(),
                    reason(offer, offers)));
        }
        candidates.addAll(refusals);
        return new Outcome(offers, candidates);
    }

    private static @Nullable Capability capability(Wanted wanted, AmCentre centre) {
        boolean looked = wanted.asks(centre) && wanted.mayBeMadeBy(centre);
        return looked ? Catalogue.capability(centre, wanted.material()).orElse(null) : null;
    }

    /** Why a centre makes no offer. */
    private static String refusal(Wanted wanted, AmCentre centre, @Nullable Build build) {
        if (!wanted.asks(centre)) {
            return "not asked: the user wants " + wanted.amCentre();
        }
        if (!wanted.mayBeMadeBy(centre)) {
            return "the licence of the design does not allow it";
        }
        return Catalogue.capability(centre, wanted.material())
                .map(capability -> build == null
                        ? "its build time could not be measured for this part"
                        : "the part does not fit its build volume of " + text(capability.buildVolume()))
                .orElseGet(() -> "does not work " + wanted.material().name());
    }

    private static String reason(Offer offer, List<Offer> offers) {
        Offer best = offers.get(0);
        if (offer.centre().id().equals(best.centre().id())) {
            return offers.size() == 1 ? "the only centre that can make it" : "the lowest price of " + offers.size();
        }
        return String.format(
                Locale.ROOT,
                "%s %s more than %s, %+d day(s)",
                offer.price()
                        .net()
                        .amount()
                        .subtract(best.price().net().amount())
                        .toPlainString(),
                best.price().net().currency(),
                best.centre().id(),
                offer.price().leadTimeDays() - best.price().leadTimeDays());
    }

    private Offer offer(Wanted wanted, AmCentre centre, Capability capability, Build build, PriceRules inForce) {
        PriceRules.Terms terms = inForce.terms(wanted.organisation());
        String currency = first(wanted.wishes().currency(), terms.currency(), inForce.currency());
        String tier =
                first(wanted.wishes().leadTime(), null, inForce.tiers().get(0).name());
        QuoteInputs inputs = new QuoteInputs(
                catalogue.version(),
                inForce.version(),
                today(),
                currency,
                wanted.geometry(),
                build.figures(),
                calibration(centre, capability.processCategory(), inForce.calibration()),
                wanted.quantity(),
                wanted.material(),
                centre.id(),
                centre.country(),
                capability,
                catalogue.machineClass(capability).map(MachineClass::powerW).orElse(0.0),
                jobs.queuedSeconds(centre.id()) / 3600.0,
                tier,
                PriceRuleBook.tier(inForce, tier).priority(),
                wanted.organisation(),
                first(wanted.wishes().shipTo(), null, inForce.homeCountry()),
                null,
                build.turned(),
                null);
        Price price = calculation.calculate(inputs, inForce);
        return new Offer(centre, mode(wanted, capability, inputs, inForce, price), inputs, price);
    }

    private static PricingMode mode(
            Wanted wanted, Capability capability, QuoteInputs inputs, PriceRules rules, Price price) {
        PricingMode mode = capability.mode();
        if (mode == PricingMode.TO_BE_DETERMINED) {
            return mode;
        }
        if (wanted.wishes().onRequest() || mode == PricingMode.ON_REQUEST) {
            return PricingMode.ON_REQUEST;
        }
        boolean large = QuoteCalculation.inRulesCurrency(inputs, rules, price.net())
                                .compareTo(rules.review().fromTotal())
                        >= 0
                || wanted.quantity() >= rules.review().fromQuantity();
        return large ? PricingMode.REVIEW : mode;
    }

    /** The median over the machines of a centre and process of which enough is known. */
    private QuoteInputs.Calibration calibration(
            AmCentre centre, ProcessCategory process, PriceRules.CalibrationRule rule) {
        List<MachineCalibration> known = calibrations.ofCentre(centre.id()).stream()
                .filter(c -> c.processCategory() == process && c.counted() >= Math.max(1, rule.least()))
                .toList();
        if (known.isEmpty()) {
            return QuoteInputs.Calibration.NONE;
        }
        List<Double> ratios =
                known.stream().map(MachineCalibration::ratio).sorted().toList();
        int counted = known.stream().mapToInt(MachineCalibration::counted).sum();
        return new QuoteInputs.Calibration(MachineCalibration.median(ratios), known.size(), counted);
    }

    private static String first(@Nullable String first, @Nullable String second, String last) {
        if (first != null) {
            return first;
        }
        return second == null ? last : second;
    }

    private static String text(SizeMm size) {
        return size.x() + " x " + size.y() + " x " + size.z() + " mm";
    }
}
