package io.amsphub.processors.quote;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.design.Geometry;

/**
 * Everything that a price was worked out from, kept with the quote so that the same price can be
 * worked out again whatever has changed since.
 *
 * @param catalogueVersion the version in force
 * @param currency of all amounts
 * @param geometry measures of the solid
 * @param quantity parts
 * @param material as it was then
 * @param amCentre id of the centre
 * @param capability rates of the centre as they were then
 * @param queueHours machine hours that were waiting at the centre
 */
public record QuoteInputs(
        String catalogueVersion,
        String currency,
        Geometry geometry,
        int quantity,
        Material material,
        String amCentre,
        AmCentre.Capability capability,
        double queueHours) {}
