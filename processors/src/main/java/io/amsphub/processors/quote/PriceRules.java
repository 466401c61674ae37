package io.amsphub.processors.quote;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version of the rules that turn figures into prices. Data; a version never changes once a quote was priced by
 * it, so that the quote can be worked out again. Amounts are in {@code currency}, shares are fractions.
 *
 * @param version its name
 * @param validFrom the first day on which it counts
 * @param source where the figures are from
 * @param currency ISO 4217 code of all amounts; that of the catalogue
 * @param homeCountry ISO 3166 code that counts when a quote names no country
 * @param rates exchange rates with their dates
 * @param taxes by country
 * @param review when a person looks at a price
 * @param work labour that is priced beside post-processing
 * @param shipping by country; the entry {@code *} counts for all others
 * @param tiers lead times on offer; the first is the usual one
 * @param customers terms of organisations
 * @param footprint factors of energy and carbon
 * @param calibration how the hub learns from finished jobs
 * @param offers which offers of AM centres are believed
 */
public record PriceRules(
        String version,
        LocalDate validFrom,
        String source,
        String currency,
        String homeCountry,
        List<Rate> rates,
        List<Tax> taxes,
        Review review,
        Work work,
        Map<String, Shipping> shipping,
        List<Tier> tiers,
        Map<String, Terms> customers,
        FootprintFactors footprint,
        CalibrationRule calibration,
        OfferRule offers) {

    /** Copies the lists, and checks that there is a tier. */
    public PriceRules {
        rates = List.copyOf(rates);
        taxes = List.copyOf(taxes);
        shipping = Map.copyOf(shipping);
        tiers = List.copyOf(tiers);
        customers = Map.copyOf(customers);
        if (tiers.isEmpty() || !shipping.containsKey("*")) {
            throw new IllegalArgumentException("price rules have a tier, and shipping for '*'");
        }
    }

    /** What one unit of the rules' currency is worth in another, on a day. */
    public record Rate(String currency, LocalDate date, BigDecimal perUnit) {

        /** Checks that the rate is above 0. */
        public Rate {
            if (perUnit.signum() <= 0) {
                throw new IllegalArgumentException("the rate of " + currency + " is above 0");
            }
        }
    }

    /** A tax on sales into a country. */
    public record Tax(String country, String name, BigDecimal share) {}

    /** From which total before tax, and from how many parts, a person looks at a price. */
    public record Review(BigDecimal fromTotal, int fromQuantity) {}

    /**
     * Labour and goods of a lot.
     *
     * @param supportRemovalMinutesPerPart for a part with supports
     * @param supportRemovalMinutesPerCm3 and for each cm³ of support
     * @param inspectionMinutesPerPart for each part that is inspected
     * @param inspectedShare of the parts, at least one
     * @param packingPerLot once
     * @param packingPerPart for each part
     */
    public record Work(
            double supportRemovalMinutesPerPart,
            double supportRemovalMinutesPerCm3,
            double inspectionMinutesPerPart,
            double inspectedShare,
            BigDecimal packingPerLot,
            BigDecimal packingPerPart) {}

    /** Shipping: once, and by weight. */
    public record Shipping(BigDecimal perLot, BigDecimal perKg, int extraDays) {}

    /**
     * A lead time on offer.
     *
     * @param name for example {@code STANDARD}
     * @param surchargeShare on making and margin; negative for a rebate
     * @param surchargePerQueueDay more of it for each day that waits at the centre and is passed by
     * @param extraDays on top of what it takes
     * @param passesQueue whether the lot goes before what waits
     * @param priority of its jobs, 0 to 9
     */
    public record Tier(
            String name,
            double surchargeShare,
            double surchargePerQueueDay,
            int extraDays,
            boolean passesQueue,
            int priority) {}

    /**
     * Terms of a customer.
     *
     * @param discountShare on making, margin and set-up
     * @param minimumWaived whether small orders are not raised to the minimum
     * @param taxExempt whether no tax is charged
     * @param paymentDays until an invoice is due
     * @param currency that its quotes are in unless it asks for another
     */
    public record Terms(
            double discountShare,
            boolean minimumWaived,
            boolean taxExempt,
            int paymentDays,
            @Nullable String currency) {

        /** The terms of whoever has none of their own. */
        public static final Terms USUAL = new Terms(0, false, false, 14, null);
    }

    /**
     * Factors of energy and carbon dioxide equivalents.
     *
     * @param gridKgPerKWh of electricity by country; {@code *} for all others
     * @param materialKgPerKg of feedstocks by the material's id; {@code *} for all others
     * @param shippingKgPerKgKm of freight
     * @param shippingKm assumed where a distance is not known
     */
    public record FootprintFactors(
            Map<String, Double> gridKgPerKWh,
            Map<String, Double> materialKgPerKg,
            double shippingKgPerKgKm,
            double shippingKm) {

        /** Copies the maps. */
        public FootprintFactors {
            gridKgPerKWh = Map.copyOf(gridKgPerKWh);
            materialKgPerKg = Map.copyOf(materialKgPerKg);
            if (!gridKgPerKWh.containsKey("*") || !materialKgPerKg.containsKey("*")) {
                throw new IllegalArgumentException("factors of energy and material are there for '*'");
            }
        }
    }

    /**
     * How the ratio of real to estimated print time is learnt.
     *
     * @param last how many finished jobs of a machine count
     * @param least how many there must be before the ratio is applied
     * @param lowest a job below this ratio is no print of the file and is set aside
     * @param highest a job above this ratio likewise
     */
    public record CalibrationRule(int last, int least, double lowest, double highest) {}

    /**
     * Which offers of AM centres are believed.
     *
     * @param suspiciousBelow an offer below this share of the hub's own figure waits for a person
     * @param validDays how long an offer counts that does not say so itself
     */
    public record OfferRule(double suspiciousBelow, int validDays) {}

    /** Returns the terms of an organisation. */
    public Terms terms(String organisation) {
        return customers.getOrDefault(organisation, Terms.USUAL);
    }

    /** Returns the shipping into a country. */
    public Shipping shippingTo(String country) {
        Shipping own = shipping.get(country);
        return own == null ? Objects.requireNonNull(shipping.get("*")) : own;
    }
}
