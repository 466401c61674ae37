package io.amsphub.processors.quote;

import io.amsphub.processors.catalogue.AmCentre.Capability;
import io.amsphub.processors.catalogue.AmCentre.QuantityBreak;
import io.amsphub.processors.catalogue.Material.PostProcessingStep;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one price, in the order in which they are worked out. Each line is worked out exactly in the
 * currency of the rules (34 digits where a division does not end), changed into that of the quote, and rounded
 * half to even to its minor unit; what follows rests on the rounded lines.
 */
final class PriceLines {

    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final BigDecimal GRAMS_PER_KG = BigDecimal.valueOf(1000);
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
    private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);
    private static final double MM3_PER_CM3 = 1000;
    private static final double PER_CENT = 100;

    private final QuoteInputs inputs;
    private final PriceRules rules;
    private final PriceRules.Terms terms;
    private final Capability capability;
    private final Estimate estimate;
    private final int quantity;
    private final PriceRules.Tier tier;
    private final double queueDays;
    private final BigDecimal rate;
    private final boolean explained;
    private final List<PriceItem> items = new ArrayList<>();

    private PriceLines(
            QuoteInputs inputs,
            PriceRules rules,
            Estimate estimate,
            int quantity,
            PriceRules.Tier tier,
            double queueDays,
            boolean explained) {
        this.inputs = inputs;
        this.rules = rules;
        this.terms = rules.terms(inputs.organisation());
        this.capability = inputs.capability();
        this.estimate = estimate;
        this.quantity = quantity;
        this.tier = tier;
        this.queueDays = queueDays;
        this.explained = explained;
        this.rate =
                PriceRuleBook.rate(rules, inputs.currency(), inputs.pricedOn()).perUnit();
    }

    /** Returns the lines up to and with tax. */
    static List<PriceItem> of(
            QuoteInputs inputs,
            PriceRules rules,
            Estimate estimate,
            int quantity,
            PriceRules.Tier tier,
            double queueDays) {
        return new PriceLines(inputs, rules, estimate, quantity, tier, queueDays, true).all();
    }

    /** Returns the sum of the lines, whose words nobody reads. */
    static Money total(
            QuoteInputs inputs,
            PriceRules rules,
            Estimate estimate,
            int quantity,
            PriceRules.Tier tier,
            double queueDays) {
        PriceLines lines = new PriceLines(inputs, rules, estimate, quantity, tier, queueDays, false);
        lines.all();
        return new Money(lines.sum(), inputs.currency());
    }

    private List<PriceItem> all() {
        QuoteInputs.Agreed agreed = inputs.agreed();
        if (agreed != null && agreed.kind() == QuoteInputs.Agreed.Kind.OFFERED) {
            add("offer of the AM centre", agreed.by() + ": " + agreed.reason(), agreed.net());
        } else {
            making();
            selling();
            delivering();
            adjust(agreed);
        }
        tax();
        return items;
    }

    private void making() {
        BigDecimal parts = BigDecimal.valueOf(quantity);
        BigDecimal charged = parts.multiply(BigDecimal.ONE.subtract(BigDecimal.valueOf(discountShare())));
        BigDecimal kilograms = BigDecimal.valueOf(estimate.feedstockG()).divide(GRAMS_PER_KG);
        BigDecimal hours = BigDecimal.valueOf(estimate.printTimeS()).divide(SECONDS_PER_HOUR, EXACT);
        String rebate = discountShare() > 0 ? text(", less %.0f %% by quantity", discountShare() * PER_CENT) : "";
        convert(
                "material",
                text(
                        "%d x %.3f g %s incl. waste at %s/kg%s",
                        quantity,
                        estimate.feedstockG(),
                        inputs.material().name(),
                        inputs.material().pricePerKg().toPlainString(),
                        rebate),
                kilograms.multiply(inputs.material().pricePerKg()).multiply(charged));
        convert(
                "machine time",
                text(
                        "%d x %d s at %s/h%s",
                        quantity,
                        estimate.printTimeS(),
                        capability.machinePerHour().toPlainString(),
                        rebate),
                hours.multiply(capability.machinePerHour()).multiply(charged));
        convert(
                "set-up",
                text(
                        "%.1f min at %s/h, shared by %d part(s)",
                        capability.setUpMinutes(), capability.labourPerHour().toPlainString(), quantity),
                labour(capability.setUpMinutes()));
        PriceRules.Work work = rules.work();
        if (estimate.supportMm3() > 0) {
            double minutes = work.supportRemovalMinutesPerPart()
                    + estimate.supportMm3() / MM3_PER_CM3 * work.supportRemovalMinutesPerCm3();
            labourLine("supports removal", quantity, Math.round(minutes * 10) / 10.0);
        }
        labourLine(
                "post-processing",
                quantity,
                inputs.material().postProcessing().stream()
                        .mapToDouble(PostProcessingStep::minutesPerPart)
                        .sum());
        int inspected = (int) Math.max(1, Math.ceil(quantity * work.inspectedShare() - 1e-9));
        labourLine("inspection", Math.min(quantity, inspected), work.inspectionMinutesPerPart());
    }

    private void selling() {
        BigDecimal cost = sum();
        add(
                "margin",
                text("%.0f %% of making", capability.marginShare() * PER_CENT),
                share(cost, capability.marginShare()));
        double surcharge = tier.surchargeShare() + (tier.passesQueue() ? tier.surchargePerQueueDay() * queueDays : 0);
        if (surcharge != 0) {
            String passed = tier.passesQueue() ? text(", passes %.2f day(s) of waiting work", queueDays) : "";
            add(
                    "lead time",
                    text("%s: %+.1f %%%s", tier.name(), surcharge * PER_CENT, passed),
                    share(sum(), surcharge));
        }
        if (terms.discountShare() > 0) {
            add(
                    "customer terms",
                    text("-%.1f %% for %s", terms.discountShare() * PER_CENT, inputs.organisation()),
                    share(sum(), -terms.discountShare()));
        }
        BigDecimal missing = money(capability.minimumPerOrder()).subtract(sum());
        if (missing.signum() > 0 && !terms.minimumWaived()) {
            add("minimum order", "up to " + money(capability.minimumPerOrder()) + " " + inputs.currency(), missing);
        }
    }

    private void delivering() {
        BigDecimal parts = BigDecimal.valueOf(quantity);
        PriceRules.Work work = rules.work();
        convert(
                "packing",
                "once " + work.packingPerLot().toPlainString() + ", each part "
                        + work.packingPerPart().toPlainString(),
                work.packingPerLot().add(work.packingPerPart().multiply(parts)));
        PriceRules.Shipping shipping = rules.shippingTo(inputs.shipTo());
        BigDecimal kilograms = BigDecimal.valueOf(shippedKg());
        convert(
                "shipping",
                text(
                        "to %s, once %s, %.3f kg at %s/kg",
                        inputs.shipTo(),
                        shipping.perLot().toPlainString(),
                        shippedKg(),
                        shipping.perKg().toPlainString()),
                shipping.perLot().add(shipping.perKg().multiply(kilograms)));
    }

    private void adjust(QuoteInputs.@Nullable Agreed agreed) {
        if (agreed != null) {
            add("adjustment", agreed.by() + ": " + agreed.reason(), agreed.net().subtract(sum()));
        }
    }

    private void tax() {
        String country = inputs.shipTo();
        PriceRules.Tax tax = rules.taxes().stream()
                .filter(t -> t.country().equals(country))
                .findFirst()
                .orElse(new PriceRules.Tax(country, "tax", BigDecimal.ZERO));
        if (terms.taxExempt()) {
            add("tax", "none: " + inputs.organisation() + " is exempt", BigDecimal.ZERO);
        } else if (tax.share().signum() == 0) {
            add("tax", "none into " + country + " by these rules", BigDecimal.ZERO);
        } else {
            String perCent = tax.share()
                    .multiply(BigDecimal.valueOf(100))
                    .stripTrailingZeros()
                    .toPlainString();
            add("tax", tax.name() + " " + perCent + " % into " + country, sum().multiply(tax.share()));
        }
    }

    /** What the lot weighs without its packing, kg. */
    private double shippedKg() {
        double grams = (estimate.feedstockMm3() - estimate.supportMm3())
                / MM3_PER_CM3
                * inputs.material().densityGPerCm3();
        return Math.round(grams * quantity) / 1000.0;
    }

    private double discountShare() {
        return capability.quantityBreaks().stream()
                .filter(b -> quantity >= b.from())
                .mapToDouble(QuantityBreak::discountShare)
                .max()
                .orElse(0);
    }

    private void labourLine(String name, int parts, double minutes) {
        if (minutes > 0) {
            convert(
                    name,
                    text(
                            "%d x %.1f min at %s/h",
                            parts, minutes, capability.labourPerHour().toPlainString()),
                    labour(minutes).multiply(BigDecimal.valueOf(parts)));
        }
    }

    private BigDecimal labour(double minutes) {
        return BigDecimal.valueOf(minutes).multiply(capability.labourPerHour()).divide(MINUTES_PER_HOUR, EXACT);
    }

    private static BigDecimal share(BigDecimal of, double share) {
        return of.multiply(BigDecimal.valueOf(share));
    }

    private void convert(String name, String basis, BigDecimal inRulesCurrency) {
        add(name, basis, inRulesCurrency.multiply(rate));
    }

    private void add(String name, String basis, BigDecimal amount) {
        items.add(new PriceItem(name, basis, new Money(amount, inputs.currency())));
    }

    /** An amount of the rules in the currency of the quote, rounded. */
    private BigDecimal money(BigDecimal inRulesCurrency) {
        return new Money(inRulesCurrency.multiply(rate), inputs.currency()).amount();
    }

    private BigDecimal sum() {
        return items.stream().map(i -> i.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Returns the total of the lines before tax in the currency of the rules, to compare with its thresholds. */
    static BigDecimal inRulesCurrency(QuoteInputs inputs, PriceRules rules, BigDecimal amount) {
        return amount.divide(
                        PriceRuleBook.rate(rules, inputs.currency(), inputs.pricedOn())
                                .perUnit(),
                        EXACT)
                .setScale(2, RoundingMode.HALF_EVEN);
    }

    private String text(String format, Object... values) {
        return explained ? String.format(Locale.ROOT, format, values) : "";
    }
}
