package io.amsphub.processors.quote;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Geometry;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a price was worked out from, kept with the quote so that the same price can be
 * worked out again whatever has changed since. The rules themselves are kept once, by their version.
 *
 * @param catalogueVersion the version of the catalogue in force
 * @param rulesVersion the version of the price rules
 * @param pricedOn the day, which chooses the exchange rate
 * @param currency of the price
 * @param geometry measures of the solid
 * @param figures what building one part takes, before calibration
 * @param calibration what finished jobs have taught about such machines
 * @param quantity parts
 * @param material as it was then
 * @param amCentre id of the centre
 * @param centreCountry where the centre is; null when the catalogue does not say
 * @param capability rates of the centre as they were then
 * @param powerW electrical power of the machine
 * @param queueHours machine hours that were waiting at the centre
 * @param tier the lead time that was asked for
 * @param priority of its jobs, 0 to 9
 * @param organisation whose terms count
 * @param shipTo ISO 3166 code of where the parts go
 * @param shippingKm how far, when that is known
 * @param turned what is built, when it is not the solid as it was modelled
 * @param agreed what a person or a centre has said; null when the rules alone count
 */
public record QuoteInputs(
        String catalogueVersion,
        String rulesVersion,
        LocalDate pricedOn,
        String currency,
        Geometry geometry,
        BuildFigures figures,
        Calibration calibration,
        int quantity,
        Material material,
        String amCentre,
        @Nullable String centreCountry,
        AmCentre.Capability capability,
        double powerW,
        double queueHours,
        String tier,
        int priority,
        String organisation,
        String shipTo,
        @Nullable Double shippingKm,
        @Nullable TurnedSolid turned,
        @Nullable Agreed agreed) {

    /** A solid in another way up. */
    public record TurnedSolid(BlobRef content, SizeMm size) {}

    /**
     * What was learnt of the machines of a centre in a process.
     *
     * @param factor real over estimated time; 1 when too little is known
     * @param machines how many machines it was learnt from
     * @param jobs how many finished jobs
     */
    public record Calibration(double factor, int machines, int jobs) {

        /** Nothing was learnt. */
        public static final Calibration NONE = new Calibration(1, 0, 0);
    }

    /**
     * A price that was said, not worked out.
     *
     * @param kind whether it changes the rules' price or stands for it
     * @param net before tax, in the currency of the quote
     * @param leadTimeDays days until delivery; null leaves them
     * @param by who said it
     * @param reason why
     */
    public record Agreed(
            Kind kind, BigDecimal net, @Nullable Integer leadTimeDays, String by, String reason) {

        /** Whether the lines of the rules remain. */
        public enum Kind {
            /** The rules' lines remain, and one line makes up the difference. */
            ADJUSTED,
            /** One line stands for them all. */
            OFFERED
        }
    }

    /** Returns the same inputs with a price that was said. */
    public QuoteInputs withAgreed(@Nullable Agreed said) {
        return copy(quantity, shipTo, said);
    }

    /** Returns the same inputs with another country that the parts go to. */
    public QuoteInputs shippedTo(String country) {
        return copy(quantity, country, agreed);
    }

    /** Returns the same inputs for another quantity. */
    public QuoteInputs withQuantity(int parts) {
        return parts == quantity ? this : copy(parts, shipTo, agreed);
    }

    private QuoteInputs copy(int newQuantity, String newShipTo, @Nullable Agreed newAgreed) {
        return new QuoteInputs(
                catalogueVersion,
                rulesVersion,
                pricedOn,
                currency,
                geometry,
                figures,
                calibration,
                newQuantity,
                material,
                amCentre,
                centreCountry,
                capability,
                powerW,
                queueHours,
                tier,
                priority,
                organisation,
                newShipTo,
                shippingKm,
                turned,
                newAgreed);
    }
}
