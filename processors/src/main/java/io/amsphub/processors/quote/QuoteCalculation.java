package io.amsphub.processors.quote;

import io.amsphub.processors.catalogue.AmCentre.Capability;
import io.amsphub.processors.catalogue.AmCentre.QuantityBreak;
import io.amsphub.processors.catalogue.Material.PostProcessingStep;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Works out a price from what was measured. A pure function of {@link QuoteInputs}: the same inputs
 * give the same price, to the last cent, on any machine and at any time.
 *
 * <p>Amounts are exact decimals; the physical estimate is binary floating point, rounded to whole
 * seconds and to 0.001 g before it meets money. Every line is rounded to the minor unit and the total
 * is the sum of the lines.
 */
public final class QuoteCalculation {

    private static final BigDecimal GRAMS_PER_KG = BigDecimal.valueOf(1000);
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
    private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);
    private static final double MM3_PER_CM3 = 1000;

    /** Works out the price. */
    public Price calculate(QuoteInputs inputs) {
        Estimate estimate = estimate(inputs);
        List<PriceItem> items = items(inputs, estimate, inputs.quantity());
        Money total = total(items, inputs.currency());
        List<Price.Break> breaks = new ArrayList<>();
        TreeSet<Integer> quantities = new TreeSet<>(List.of(inputs.quantity()));
        inputs.capability().quantityBreaks().forEach(b -> quantities.add(b.from()));
        for (int quantity : quantities) {
            Money atQuantity = total(items(inputs, estimate, quantity), inputs.currency());
            breaks.add(new Price.Break(quantity, unit(atQuantity, quantity), atQuantity));
        }
        return new Price(
                estimate, items, unit(total, inputs.quantity()), total, leadTimeDays(inputs, estimate), breaks);
    }

    /**
     * Estimates one part: a solid skin of the quoted thickness, the rest filled to the quoted share,
     * laid down at the quoted rate, plus the time that each layer loses.
     */
    private static Estimate estimate(QuoteInputs inputs) {
        Capability capability = inputs.capability();
        double volume = inputs.geometry().volumeMm3();
        double skin = Math.min(volume, inputs.geometry().areaMm2() * capability.shellThicknessMm());
        double deposited = skin + (volume - skin) * capability.infillShare();
        int layers = Math.max(1, (int) Math.ceil(inputs.geometry().size().z() / capability.layerHeightMm() - 1e-9));
        double seconds =
                capability.warmUpS() + layers * capability.layerChangeS() + deposited / capability.flowMm3PerS();
        double grams = deposited
                / MM3_PER_CM3
                * inputs.material().densityGPerCm3()
                * (1 + inputs.material().wasteShare());
        return new Estimate(Math.round(seconds), deposited, Math.round(grams * 1000) / 1000.0, layers);
    }

    private static List<PriceItem> items(QuoteInputs inputs, Estimate estimate, int quantity) {
        Capability capability = inputs.capability();
        String currency = inputs.currency();
        BigDecimal parts = BigDecimal.valueOf(quantity);
        BigDecimal charged = parts.multiply(BigDecimal.ONE.subtract(discount(capability, quantity)));
        BigDecimal kilograms = BigDecimal.valueOf(estimate.feedstockG()).divide(GRAMS_PER_KG);
        BigDecimal hours = BigDecimal.valueOf(estimate.printTimeS()).divide(SECONDS_PER_HOUR, MathContext.DECIMAL64);
        double minutesPerPart = inputs.material().postProcessing().stream()
                .mapToDouble(PostProcessingStep::minutesPerPart)
                .sum();

        List<PriceItem> items = new ArrayList<>();
        items.add(item(
                "material",
                String.format(
                        Locale.ROOT,
                        "%d x %.3f g %s incl. waste at %s/kg",
                        quantity,
                        estimate.feedstockG(),
                        inputs.material().name(),
                        inputs.material().pricePerKg()),
                kilograms.multiply(inputs.material().pricePerKg()).multiply(charged),
                currency));
        items.add(item(
                "machine time",
                quantity + " x " + estimate.printTimeS() + " s at " + capability.machinePerHour() + "/h",
                hours.multiply(capability.machinePerHour()).multiply(charged),
                currency));
        items.add(item(
                "post-processing",
                String.format(
                        Locale.ROOT, "%d x %.1f min at %s/h", quantity, minutesPerPart, capability.labourPerHour()),
                labour(minutesPerPart, capability).multiply(parts),
                currency));
        items.add(item(
                "set-up",
                String.format(
                        Locale.ROOT, "once %.1f min at %s/h", capability.setUpMinutes(), capability.labourPerHour()),
                labour(capability.setUpMinutes(), capability),
                currency));
        BigDecimal cost = total(items, currency).amount();
        items.add(item(
                "margin",
                String.format(Locale.ROOT, "%.0f %% of cost", capability.marginShare() * 100),
                cost.multiply(BigDecimal.valueOf(capability.marginShare())),
                currency));
        BigDecimal missing =
                capability.minimumPerOrder().subtract(total(items, currency).amount());
        if (missing.signum() > 0) {
            items.add(item("minimum order", "up to " + capability.minimumPerOrder(), missing, currency));
        }
        return items;
    }

    private static BigDecimal labour(double minutes, Capability capability) {
        return BigDecimal.valueOf(minutes)
                .multiply(capability.labourPerHour())
                .divide(MINUTES_PER_HOUR, MathContext.DECIMAL64);
    }

    private static BigDecimal discount(Capability capability, int quantity) {
        double share = capability.quantityBreaks().stream()
                .filter(b -> quantity >= b.from())
                .mapToDouble(QuantityBreak::discountShare)
                .max()
                .orElse(0);
        return BigDecimal.valueOf(share);
    }

    private static PriceItem item(String name, String basis, BigDecimal amount, String currency) {
        return new PriceItem(name, basis, new Money(amount, currency));
    }

    private static Money total(List<PriceItem> items, String currency) {
        return items.stream().map(PriceItem::amount).reduce(Money.zero(currency), Money::plus);
    }

    private static Money unit(Money total, int quantity) {
        return new Money(total.amount().divide(BigDecimal.valueOf(quantity), MathContext.DECIMAL64), total.currency());
    }

    private static int leadTimeDays(QuoteInputs inputs, Estimate estimate) {
        Capability capability = inputs.capability();
        double hours = inputs.queueHours() / capability.machines()
                + Math.ceil((double) inputs.quantity() / capability.machines()) * estimate.printTimeS() / 3600.0;
        return (int) Math.ceil(hours / capability.hoursPerDay()) + capability.shippingDays();
    }
}
