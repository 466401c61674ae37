package io.amsphub.processors.catalogue;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A registered place that runs AM machines, with the rates that it quotes by.
 *
 * @param id stable key; the second word of its devices' topics
 * @param name for people
 * @param organisation who runs it
 * @param country ISO 3166 code of where it is
 * @param location where it is
 * @param requestUrl where it is told of requests for quotation over HTTP
 * @param requestPartner the partner system in whose queue it is told of them
 * @param requestEmail the mailbox in which it is told of them; of these three at most one is said, and when none is, the
 *     hub answers by these rates
 * @param nesting by which rule it nests parts into builds by itself; null when only people do
 * @param capabilities one for each process category on offer
 * @param certificates what is certified of the whole centre
 * @param scanRule who decides about a part that was scanned; null for a person
 */
public record AmCentre(
        String id,
        String name,
        String organisation,
        @Nullable String country,
        @Nullable Location location,
        @Nullable URI requestUrl,
        @Nullable String requestPartner,
        @Nullable String requestEmail,
        @Nullable NestingRule nesting,
        List<Capability> capabilities,
        List<Certificate> certificates,
        @Nullable ScanRule scanRule) {

    /** What a mailbox looks like that needs no quoting (RFC 5321); nothing that could end a header. */
    private static final Pattern MAILBOX =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*");

    /**
     * Copies the lists, and checks how it is asked; a catalogue that names no certificates has none.
     *
     * @throws IllegalArgumentException when there are two ways to ask it, or its mailbox is none
     */
    public AmCentre {
        if (Stream.of(requestUrl, requestPartner, requestEmail)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw new IllegalArgumentException("AM centre " + id + " is asked in one way: requestUrl, requestPartner or"
                    + " requestEmail; name one of them, or none when the hub answers by its rates");
        }
        if (requestEmail != null && !MAILBOX.matcher(requestEmail).matches()) {
            throw new IllegalArgumentException(
                    "AM centre " + id + " has a requestEmail that is no mailbox; write it as name@host");
        }
        capabilities = List.copyOf(capabilities);
        certificates = certificates == null ? List.of() : List.copyOf(certificates);
    }

    /** A centre that nests nothing by itself, of which nothing is certified. */
    public AmCentre(
            String id,
            String name,
            String organisation,
            @Nullable String country,
            @Nullable Location location,
            @Nullable URI requestUrl,
            List<Capability> capabilities) {
        this(id, name, organisation, country, location, requestUrl, null, null, null, capabilities, List.of(), null);
    }

    /**
     * What a centre can do in one process category, and at what rate.
     *
     * @param processCategory the process
     * @param materials ids of the materials on offer
     * @param buildVolume of its largest machine, mm
     * @param machineClass the kind of its machines; null when the hub cannot work out build times, so that a
     *     person prices each part
     * @param pricing how quotes get their price
     * @param layerHeightMm layer height that is quoted
     * @param infillShare share of the inside that is filled, 1 is solid
     * @param shellThicknessMm for prices by parameters: solid skin of a part; the rest is infill
     * @param flowMm3PerS for prices by parameters: feedstock per second (or equivalent scan rate)
     * @param layerChangeS for prices by parameters: seconds lost per layer
     * @param warmUpS for prices by parameters: seconds before the first layer
     * @param machinePerHour rate of the machine
     * @param labourPerHour rate of a person
     * @param setUpMinutes labour once per lot
     * @param marginShare on top of cost
     * @param minimumPerOrder the least that a line costs
     * @param quantityBreaks discounts by quantity, ascending
     * @param hoursPerDay that the machines run
     * @param machines how many work in parallel
     * @param shippingDays from finished to delivered
     */
    public record Capability(
            ProcessCategory processCategory,
            List<String> materials,
            SizeMm buildVolume,
            @Nullable String machineClass,
            @Nullable PricingMode pricing,
            double layerHeightMm,
            double shellThicknessMm,
            double infillShare,
            double flowMm3PerS,
            double layerChangeS,
            double warmUpS,
            BigDecimal machinePerHour,
            BigDecimal labourPerHour,
            double setUpMinutes,
            double marginShare,
            BigDecimal minimumPerOrder,
            List<QuantityBreak> quantityBreaks,
            double hoursPerDay,
            int machines,
            int shippingDays) {

        /** Copies the lists, and checks what is divided by. */
        public Capability {
            materials = List.copyOf(materials);
            quantityBreaks = List.copyOf(quantityBreaks);
            if (!(layerHeightMm > 0 && flowMm3PerS > 0 && hoursPerDay > 0 && machines > 0)
                    || !(infillShare >= 0 && infillShare <= 1)) {
                throw new IllegalArgumentException("a capability has layers, a flow, hours and machines above 0, and an"
                        + " infill share of 0 to 1");
            }
        }

        /** Returns how quotes get their price: without a machine class, by a person. */
        public PricingMode mode() {
            if (machineClass == null) {
                return PricingMode.TO_BE_DETERMINED;
            }
            return pricing == null ? PricingMode.INSTANT : pricing;
        }
    }

    /** Who decides about a part that was scanned. */
    public enum ScanRule {
        /** A person, always. */
        PERSON,
        /** The hub when the scan passes and its placement is beyond doubt; else a person. */
        RELEASE_ON_PASS
    }

    /** From this quantity on, the discount applies to the cost of making (not to set-up). */
    public record QuantityBreak(int from, double discountShare) {}
}
