package io.amsphub.processors.catalogue;

import java.math.BigDecimal;
import java.util.List;

/**
 * A registered place that runs AM machines, with the rates that it quotes by.
 *
 * @param id stable key; the second word of its devices' topics
 * @param name for people
 * @param organisation who runs it
 * @param capabilities one for each process category on offer
 */
public record AmCentre(String id, String name, String organisation, List<Capability> capabilities) {

    /** Copies the capabilities. */
    public AmCentre {
        capabilities = List.copyOf(capabilities);
    }

    /**
     * What a centre can do in one process category, and at what rate.
     *
     * @param processCategory the process
     * @param materials ids of the materials on offer
     * @param buildVolume of its largest machine, mm
     * @param layerHeightMm layer height that is quoted
     * @param shellThicknessMm solid skin of a part; the rest is infill
     * @param infillShare share of the inside that is filled, 1 is solid
     * @param flowMm3PerS feedstock per second while depositing (or equivalent scan rate)
     * @param layerChangeS seconds lost per layer
     * @param warmUpS seconds before the first layer
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

        /** Copies the lists. */
        public Capability {
            materials = List.copyOf(materials);
            quantityBreaks = List.copyOf(quantityBreaks);
        }
    }

    /** From this quantity on, the discount applies to the cost of making (not to set-up). */
    public record QuantityBreak(int from, double discountShare) {}
}
