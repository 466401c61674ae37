package io.amsphub.processors.catalogue;

import java.math.BigDecimal;
import java.util.List;

/**
 * A feedstock as the catalogue describes it.
 *
 * @param id stable key, for example {@code mex-pla}
 * @param name for people
 * @param processCategory the process that uses it
 * @param feedstock the short name that machines report as loaded, for example {@code PLA}
 * @param densityGPerCm3 g/cm³
 * @param pricePerKg in the currency of the catalogue
 * @param wasteShare feedstock lost per feedstock used (purge, brim, powder ageing), 0.05 is 5 %
 * @param dimensionalToleranceMm what an extent may deviate by before inspection rejects the part
 * @param postProcessing the steps after the part was taken from the machine, in order
 */
public record Material(
        String id,
        String name,
        ProcessCategory processCategory,
        String feedstock,
        double densityGPerCm3,
        BigDecimal pricePerKg,
        double wasteShare,
        double dimensionalToleranceMm,
        List<PostProcessingStep> postProcessing) {

    /** Copies the steps. */
    public Material {
        postProcessing = List.copyOf(postProcessing);
    }

    /**
     * A step of the process plan after printing.
     *
     * @param name for people, for example {@code support removal}
     * @param attended whether a person does it and confirms it in the work list
     * @param minutesPerPart labour that is priced
     */
    public record PostProcessingStep(String name, boolean attended, double minutesPerPart) {}
}
