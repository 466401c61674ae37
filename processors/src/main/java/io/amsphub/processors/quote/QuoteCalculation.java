package io.amsphub.processors.quote;

import io.amsphub.processors.catalogue.AmCentre.Capability;
import io.amsphub.processors.catalogue.AmCentre.QuantityBreak;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Works out a price from what was measured. A pure function of {@link QuoteInputs} and a version of the
 * {@link PriceRules}: the same inputs give the same price, to the last cent, on any machine and at any time.
 *
 * <p>Amounts are exact decimals; the physical estimate is binary floating point, rounded to whole
 * seconds, to 0.001 g and to 0.1 mm³ before it meets money. Every line is rounded half to even to the minor
 * unit and the total is the sum of the lines.
 */
public final class QuoteCalculation {

    private static final double MM3_PER_CM3 = 1000;
    private static final double GRAMS_PER_KG = 1000;
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double WATTS_PER_KILOWATT = 1000;

    /** Works out the price. */
    public Price calculate(QuoteInputs inputs, PriceRules rules) {
        Estimate estimate = estimate(inputs);
        PriceRules.Tier tier = PriceRuleBook.tier(rules, inputs.tier());
        double queueDays = queueDays(inputs);
        int quantity = inputs.quantity();
        List<PriceItem> items = PriceLines.of(inputs, rules, estimate, quantity, tier, queueDays);
        Money total = total(items, inputs.currency());
        Money net = total(items.stream().filter(i -> !i.name().equals("tax")).toList(), inputs.currency());
        QuoteInputs.Agreed agreed = inputs.agreed();
        boolean said = agreed != null;
        Integer saidDays = agreed == null ? null : agreed.leadTimeDays();
        int days = saidDays == null ? leadTimeDays(inputs, rules, estimate, tier) : saidDays;
        return new Price(
                estimate,
                footprint(inputs, rules, estimate),
                items,
                net,
                total,
                unit(total, quantity),
                days,
                said ? List.of() : breaks(inputs, rules, estimate, tier, total),
                said ? List.of() : tiers(inputs, rules, estimate, total),
                explanation(inputs, rules, estimate));
    }

    /** Returns a net amount in the currency of the rules, to compare with the thresholds of the rules. */
    public static BigDecimal inRulesCurrency(QuoteInputs inputs, PriceRules rules, Money amount) {
        return PriceLines.inRulesCurrency(inputs, rules, amount.amount());
    }

    private static List<Price.Break> breaks(
            QuoteInputs inputs, PriceRules rules, Estimate estimate, PriceRules.Tier tier, Money asked) {
        TreeSet<Integer> quantities = new TreeSet<>(List.of(inputs.quantity()));
        inputs.capability().quantityBreaks().stream().map(QuantityBreak::from).forEach(quantities::add);
        List<Price.Break> breaks = new ArrayList<>();
        for (int quantity : quantities) {
            Money total = quantity == inputs.quantity()
                    ? asked
                    : PriceLines.total(inputs, rules, estimate, quantity, tier, queueDays(inputs));
            breaks.add(new Price.Break(quantity, unit(total, quantity), total));
        }
        return breaks;
    }

    private static List<Price.TierPrice> tiers(QuoteInputs inputs, PriceRules rules, Estimate estimate, Money asked) {
        List<Price.TierPrice> tiers = new ArrayList<>();
        for (PriceRules.Tier tier : rules.tiers()) {
            Money total = tier.name().equals(inputs.tier())
                    ? asked
                    : PriceLines.total(inputs, rules, estimate, inputs.quantity(), tier, queueDays(inputs));
            tiers.add(new Price.TierPrice(tier.name(), leadTimeDays(inputs, rules, estimate, tier), total));
        }
        return tiers;
    }

    private static Estimate estimate(QuoteInputs inputs) {
        BuildFigures figures = inputs.figures();
        double factor = inputs.calibration().factor();
        double grams = figures.feedstockMm3()
                / MM3_PER_CM3
                * inputs.material().densityGPerCm3()
                * (1 + inputs.material().wasteShare());
        return new Estimate(
                Math.round(figures.printTimeS() * factor),
                Math.round(figures.printTimeS()),
                Math.round(figures.aloneTimeS() * factor),
                Math.round(figures.feedstockMm3() * 10) / 10.0,
                Math.round(grams * 1000) / 1000.0,
                Math.round(figures.supportMm3() * 10) / 10.0,
                figures.layers(),
                basis(figures, inputs.calibration()));
    }

    private static String basis(BuildFigures figures, QuoteInputs.Calibration calibration) {
        String how = figures.method().equals(BuildFigures.LAYERS)
                ? "measured from " + figures.layers() + " layers"
                : "rough, from size, volume and area alone";
        String shared = figures.perBuild() > 1 ? ", a full build holds " + figures.perBuild() : "";
        String learnt = calibration.jobs() == 0
                ? "; nothing learnt from finished jobs yet"
                : String.format(
                        Locale.ROOT,
                        "; times %.3f as %d finished job(s) on %d machine(s) have shown",
                        calibration.factor(),
                        calibration.jobs(),
                        calibration.machines());
        return how + shared + learnt;
    }

    private static Price.Footprint footprint(QuoteInputs inputs, PriceRules rules, Estimate estimate) {
        PriceRules.FootprintFactors factors = rules.footprint();
        double hours = estimate.printTimeS() / SECONDS_PER_HOUR * inputs.quantity();
        double energy = hours * inputs.powerW() / WATTS_PER_KILOWATT;
        String country = inputs.centreCountry() == null ? "*" : inputs.centreCountry();
        double grid = factor(factors.gridKgPerKWh(), country);
        double material = factor(factors.materialKgPerKg(), inputs.material().id());
        double kilograms = estimate.feedstockG() * inputs.quantity() / GRAMS_PER_KG;
        double kilometres = inputs.shippingKm() == null ? factors.shippingKm() : inputs.shippingKm();
        double carbon = energy * grid + kilograms * material + kilograms * kilometres * factors.shippingKgPerKgKm();
        return new Price.Footprint(
                Math.round(energy * 1000) / 1000.0,
                Math.round(carbon * 1000) / 1000.0,
                String.format(
                        Locale.ROOT,
                        "%.2f h at %.0f W, %.3f kg CO2e/kWh, feedstock %.2f kg CO2e/kg, %.0f km of freight%s",
                        hours,
                        inputs.powerW(),
                        grid,
                        material,
                        kilometres,
                        inputs.shippingKm() == null ? " (assumed)" : ""));
    }

    private static double factor(Map<String, Double> factors, String key) {
        Double own = factors.get(key);
        return own == null ? factors.getOrDefault("*", 0.0) : own;
    }

    private static List<String> explanation(QuoteInputs inputs, PriceRules rules, Estimate estimate) {
        List<String> lines = new ArrayList<>();
        lines.add("Print time and feedstock: " + estimate.basis() + ".");
        lines.add("Rules " + rules.version() + ", catalogue " + inputs.catalogueVersion() + ", priced on "
                + inputs.pricedOn() + "; lines are rounded half to even, the total is their sum.");
        if (!inputs.currency().equals(rules.currency())) {
            PriceRules.Rate rate = PriceRuleBook.rate(rules, inputs.currency(), inputs.pricedOn());
            lines.add("1 " + rules.currency() + " = " + rate.perUnit().toPlainString() + " " + inputs.currency()
                    + " by the rate of " + rate.date() + ".");
        }
        lines.add(String.format(
                Locale.ROOT,
                "%.1f machine hours wait at %s, that is %.2f working day(s) for its %d machine(s).",
                inputs.queueHours(),
                inputs.amCentre(),
                queueDays(inputs),
                inputs.capability().machines()));
        PriceRules.Terms terms = rules.terms(inputs.organisation());
        lines.add("Payment within " + terms.paymentDays() + " days.");
        return lines;
    }

    private static Money total(List<PriceItem> items, String currency) {
        return items.stream().map(PriceItem::amount).reduce(Money.zero(currency), Money::plus);
    }

    private static Money unit(Money total, int quantity) {
        return new Money(total.amount().divide(BigDecimal.valueOf(quantity), MathContext.DECIMAL128), total.currency());
    }

    /** Working days until what waits at the centre is done. */
    private static double queueDays(QuoteInputs inputs) {
        Capability capability = inputs.capability();
        return inputs.queueHours() / capability.machines() / capability.hoursPerDay();
    }

    private static int leadTimeDays(QuoteInputs inputs, PriceRules rules, Estimate estimate, PriceRules.Tier tier) {
        Capability capability = inputs.capability();
        int perBuild = Math.max(1, inputs.figures().perBuild());
        double builds = Math.ceil((double) inputs.quantity() / perBuild);
        double rounds = Math.ceil(builds / capability.machines());
        double own = rounds * estimate.jobTimeS() / SECONDS_PER_HOUR / capability.hoursPerDay();
        double waiting = tier.passesQueue() ? 0 : queueDays(inputs);
        double days = Math.ceil(waiting + own)
                + capability.shippingDays()
                + rules.shippingTo(inputs.shipTo()).extraDays()
                + tier.extraDays();
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, days));
    }
}
