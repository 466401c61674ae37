package io.amsphub.processors.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.memory.Samples;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The worked example: 6000 mm3 and 2000 mm2, 20 mm high, PLA. Skin 2000 mm3, a fifth of the other 4000:
 * 2800 mm3; 100 layers; 180 + 100 x 2.5 + 2800 / 8 = 780 s; 2.8 cm3 x 1.24 x 1.05 = 3.6456 g, kept as 3.646 g.
 */
class QuoteCalculationTest {

    private final QuoteCalculation calculation = new QuoteCalculation();

    private static QuoteInputs inputs(int quantity) {
        return new QuoteInputs(
                "v1",
                "EUR",
                new Geometry(Samples.SIZE, 6000, 2000, 12),
                quantity,
                Samples.PLA,
                Samples.CENTRE,
                Samples.CAPABILITY,
                0);
    }

    private static BigDecimal amount(Price price, String item) {
        return price.items().stream()
                .filter(i -> i.name().equals(item))
                .findFirst()
                .orElseThrow()
                .amount()
                .amount();
    }

    @Test
    void estimateFollowsFromMeasures() {
        Estimate estimate = calculation.calculate(inputs(1)).estimate();
        assertThat(estimate.layers()).isEqualTo(100);
        assertThat(estimate.printTimeS()).isEqualTo(780);
        assertThat(estimate.feedstockMm3()).isEqualTo(2800);
        assertThat(estimate.feedstockG()).isEqualTo(3.646);
    }

    @Test
    void linesAreWhatOneWorksOutByHand() {
        Price price = calculation.calculate(inputs(4));
        assertThat(amount(price, "material")).isEqualByComparingTo("0.35"); // 0.003646 kg x 24 x 4 = 0.350016
        assertThat(amount(price, "machine time")).isEqualByComparingTo("2.77"); // 780/3600 x 3.20 x 4 = 2.7733
        assertThat(amount(price, "post-processing")).isEqualByComparingTo("0.00");
        assertThat(amount(price, "set-up")).isEqualByComparingTo("3.80"); // 6/60 x 38
        assertThat(amount(price, "margin")).isEqualByComparingTo("1.73"); // a quarter of 6.92
        assertThat(price.total()).hasToString("8.65 EUR");
        assertThat(price.unitPrice()).hasToString("2.16 EUR"); // 2.1625, half to even
    }

    @Test
    void totalIsTheSumOfTheLinesAtAnyQuantity() {
        for (int quantity : List.of(1, 3, 7, 10, 49, 50, 999)) {
            Price price = calculation.calculate(inputs(quantity));
            BigDecimal sum =
                    price.items().stream().map(i -> i.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(price.total().amount()).as("quantity " + quantity).isEqualByComparingTo(sum);
            assertThat(price.items())
                    .allSatisfy(i -> assertThat(i.amount().amount().scale()).isEqualTo(2));
        }
    }

    @Test
    void smallOrderIsRaisedToTheMinimum() {
        Price price = calculation.calculate(inputs(1));
        assertThat(price.total().amount()).isGreaterThanOrEqualTo(Samples.CAPABILITY.minimumPerOrder());
        AmCentre.Capability cheap = Samples.CAPABILITY;
        assertThat(price.total().amount().subtract(cheap.minimumPerOrder()).signum())
                .isNotNegative();
        assertThat(calculation.calculate(inputs(4)).items())
                .noneMatch(i -> i.name().equals("minimum order"));
    }

    @Test
    void discountBeginsExactlyAtItsQuantityAndSparesSetUp() {
        Price nine = calculation.calculate(inputs(9));
        Price ten = calculation.calculate(inputs(10));
        assertThat(amount(nine, "machine time")).isEqualByComparingTo("6.24"); // 0.69333 x 9
        assertThat(amount(ten, "machine time")).isEqualByComparingTo("6.59"); // 0.69333 x 10 x 0.95
        assertThat(amount(ten, "set-up")).isEqualByComparingTo(amount(nine, "set-up"));
    }

    @Test
    void breaksTellWhatOtherQuantitiesWouldCost() {
        Price price = calculation.calculate(inputs(4));
        assertThat(price.breaks()).extracting(Price.Break::quantity).containsExactly(4, 10, 50);
        for (Price.Break other : price.breaks()) {
            assertThat(other.total())
                    .isEqualTo(calculation.calculate(inputs(other.quantity())).total());
        }
    }

    @Test
    void storedInputsGiveTheSamePriceAgain() {
        QuoteInputs inputs = inputs(13);
        QuoteInputs stored = Json.read(Json.write(inputs), QuoteInputs.class);
        assertThat(Json.write(calculation.calculate(stored))).isEqualTo(Json.write(calculation.calculate(inputs)));
    }

    @Test
    void queueAndQuantityLengthenLeadTime() {
        assertThat(calculation.calculate(inputs(1)).leadTimeDays()).isEqualTo(4); // a day begun, and 3 on the way
        QuoteInputs one = inputs(1);
        QuoteInputs busy = new QuoteInputs(
                one.catalogueVersion(),
                one.currency(),
                one.geometry(),
                1,
                one.material(),
                one.amCentre(),
                one.capability(),
                80);
        assertThat(calculation.calculate(busy).leadTimeDays()).isEqualTo(6); // 40 h for each of two, 20 h a day
    }

    @Test
    void moneyIsRoundedHalfToEvenInItsCurrency() {
        assertThat(new Money(new BigDecimal("2.125"), "EUR")).hasToString("2.12 EUR");
        assertThat(new Money(new BigDecimal("2.135"), "EUR")).hasToString("2.14 EUR");
        assertThat(new Money(new BigDecimal("2.5"), "JPY")).hasToString("2 JPY");
        assertThatThrownBy(() -> Money.zero("EUR").plus(Money.zero("USD")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
