package io.amsphub.processors.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.Samples;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The worked example: 780 s, 2800 mm3, 100 layers; 2.8 cm3 x 1.24 x 1.05 = 3.6456 g, kept as 3.646 g. The rules
 * charge neither shipping, packing nor tax at home.
 */
class QuoteCalculationTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 3);

    private final QuoteCalculation calculation = new QuoteCalculation();

    private static QuoteInputs inputs(int quantity) {
        return inputs(quantity, "EUR", "STANDARD", "acme", "DE", 0, Samples.FIGURES);
    }

    private static QuoteInputs inputs(
            int quantity,
            String currency,
            String tier,
            String organisation,
            String shipTo,
            double queueHours,
            BuildFigures figures) {
        return new QuoteInputs(
                "v1",
                "r1",
                DAY,
                currency,
                new Geometry(Samples.SIZE, 6000, 2000, 12),
                figures,
                QuoteInputs.Calibration.NONE,
                quantity,
                Samples.PLA,
                Samples.CENTRE,
                "DE",
                Samples.CAPABILITY,
                120,
                queueHours,
                tier,
                0,
                organisation,
                shipTo,
                null,
                null,
                null);
    }

    private Price price(QuoteInputs inputs) {
        return calculation.calculate(inputs, Samples.RULES);
    }

    private static @Nullable BigDecimal amount(Price price, String item) {
        return price.items().stream()
                .filter(i -> i.name().equals(item))
                .findFirst()
                .map(i -> i.amount().amount())
                .orElse(null);
    }

    @Test
    void linesAreWhatOneWorksOutByHand() {
        Price price = price(inputs(4));
        assertThat(price.estimate().feedstockG()).isEqualTo(3.646);
        assertThat(amount(price, "material")).isEqualByComparingTo("0.35"); // 0.003646 kg x 24 x 4 = 0.350016
        assertThat(amount(price, "machine time")).isEqualByComparingTo("2.77"); // 780/3600 x 3.20 x 4 = 2.7733
        assertThat(amount(price, "set-up")).isEqualByComparingTo("3.80"); // 6/60 x 38
        assertThat(amount(price, "margin")).isEqualByComparingTo("1.73"); // a quarter of 6.92
        assertThat(price.total()).hasToString("8.65 EUR");
        assertThat(price.unitPrice()).hasToString("2.16 EUR"); // 2.1625, half to even
    }

    @Test
    void shippingAndTaxOfACountryAreLinesOfTheirOwn() {
        Price price = price(inputs(4, "EUR", "STANDARD", "acme", "FR", 0, Samples.FIGURES));
        assertThat(amount(price, "shipping")).isEqualByComparingTo("9.92"); // 9.90 + 1.30 x 0.014 kg
        assertThat(price.net()).hasToString("18.57 EUR");
        assertThat(amount(price, "tax")).isEqualByComparingTo("3.71"); // a fifth of 18.57 is 3.714
        assertThat(price.total()).hasToString("22.28 EUR");
        assertThat(price.leadTimeDays()).isEqualTo(price(inputs(4)).leadTimeDays() + 1);
    }

    @Test
    void supportsArePricedByTheirVolume() {
        BuildFigures supported = new BuildFigures(BuildFigures.LAYERS, 780, 780, 1, 2800, 1000, 100, List.of());
        Price price = price(inputs(10, "EUR", "STANDARD", "acme", "DE", 0, supported));
        assertThat(amount(price, "supports removal")).isEqualByComparingTo("12.03"); // 1.5 + 1 x 0.4 min, 10 parts
        assertThat(amount(price(inputs(10)), "supports removal")).isNull();
    }

    /** Sums of items are the total exactly, whatever the figures. */
    @Test
    void totalIsTheSumOfTheLinesForAnyFigures() {
        Random random = new Random(5);
        List<String> currencies = List.of("EUR", "USD", "JPY");
        for (int n = 0; n < 3000; n++) {
            BuildFigures figures = new BuildFigures(
                    BuildFigures.LAYERS,
                    Math.exp(random.nextDouble() * 14),
                    Math.exp(random.nextDouble() * 14),
                    1 + random.nextInt(50),
                    Math.exp(random.nextDouble() * 15),
                    random.nextBoolean() ? 0 : Math.exp(random.nextDouble() * 10),
                    1 + random.nextInt(4000),
                    List.of());
            QuoteInputs inputs = inputs(
                    1 + random.nextInt(random.nextBoolean() ? 20 : 10_000),
                    currencies.get(random.nextInt(3)),
                    random.nextBoolean() ? "STANDARD" : "EXPRESS",
                    random.nextBoolean() ? "acme" : "good-customer",
                    random.nextBoolean() ? "FR" : "DE",
                    random.nextDouble() * 400,
                    figures);
            Price price = price(inputs);
            BigDecimal sum =
                    price.items().stream().map(i -> i.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(price.total().amount()).isEqualTo(sum);
            BigDecimal tax = amount(price, "tax");
            assertThat(price.net().amount().add(tax == null ? BigDecimal.ZERO : tax))
                    .isEqualTo(sum);
            int digits = inputs.currency().equals("JPY") ? 0 : 2;
            assertThat(price.items())
                    .allSatisfy(i -> assertThat(i.amount().amount().scale()).isEqualTo(digits));
            Price.Break own = price.breaks().stream()
                    .filter(b -> b.quantity() == inputs.quantity())
                    .findFirst()
                    .orElseThrow();
            assertThat(own.total()).isEqualTo(price.total());
            QuoteInputs stored = Json.read(Json.write(inputs), QuoteInputs.class);
            PriceRules rules = Json.read(Json.write(Samples.RULES), PriceRules.class);
            assertThat(Json.write(calculation.calculate(stored, rules))).isEqualTo(Json.write(price));
        }
    }

    @Test
    void smallOrderIsRaisedToTheMinimumUnlessTheTermsWaiveIt() {
        Price price = price(inputs(1));
        assertThat(amount(price, "minimum order")).isNull(); // 0.09 + 0.69 + 3.80, and a quarter more, is 5.72
        BuildFigures tiny = new BuildFigures(BuildFigures.LAYERS, 10, 10, 1, 10, 0, 2, List.of());
        Price least = price(inputs(1, "EUR", "STANDARD", "acme", "DE", 0, tiny));
        assertThat(least.total().amount()).isEqualByComparingTo(Samples.CAPABILITY.minimumPerOrder());
        Price waived = price(inputs(1, "EUR", "STANDARD", "good-customer", "DE", 0, tiny));
        assertThat(waived.total().amount()).isLessThan(Samples.CAPABILITY.minimumPerOrder());
    }

    @Test
    void discountBeginsExactlyAtItsQuantityAndSparesSetUp() {
        Price nine = price(inputs(9));
        Price ten = price(inputs(10));
        assertThat(amount(nine, "machine time")).isEqualByComparingTo("6.24"); // 0.69333 x 9
        assertThat(amount(ten, "machine time")).isEqualByComparingTo("6.59"); // 0.69333 x 10 x 0.95
        assertThat(amount(ten, "set-up")).isEqualByComparingTo(amount(nine, "set-up"));
    }

    @Test
    void breaksTellWhatOtherQuantitiesWouldCost() {
        Price price = price(inputs(4));
        assertThat(price.breaks()).extracting(Price.Break::quantity).containsExactly(4, 10, 50);
        for (Price.Break other : price.breaks()) {
            assertThat(other.total()).isEqualTo(price(inputs(other.quantity())).total());
        }
    }

    @Test
    void quickerDeliveryPassesTheQueueAndCostsMoreTheLongerItIs() {
        Price idle = price(inputs(1, "EUR", "EXPRESS", "acme", "DE", 0, Samples.FIGURES));
        Price busy = price(inputs(1, "EUR", "EXPRESS", "acme", "DE", 80, Samples.FIGURES));
        Price patient = price(inputs(1, "EUR", "STANDARD", "acme", "DE", 80, Samples.FIGURES));
        assertThat(patient.leadTimeDays()).isEqualTo(6); // 40 h for each of two, 20 h a day, and 3 on the way
        assertThat(busy.leadTimeDays()).isEqualTo(idle.leadTimeDays()).isEqualTo(4);
        assertThat(amount(idle, "lead time")).isEqualByComparingTo("2.00"); // 35 % of 5.72
        assertThat(amount(busy, "lead time")).isEqualByComparingTo("3.15"); // and 10 % for each of two days
        assertThat(patient.tiers())
                .filteredOn(t -> t.tier().equals("EXPRESS"))
                .extracting(Price.TierPrice::total)
                .containsExactly(busy.total());
    }

    @Test
    void rateOfTheDayIsTheNewestThatIsNotOfALaterDay() {
        Price today = price(inputs(4, "USD", "STANDARD", "acme", "DE", 0, Samples.FIGURES));
        assertThat(amount(today, "set-up")).isEqualByComparingTo("4.41"); // 3.80 x 1.16
        assertThat(today.explanation()).anyMatch(line -> line.contains("1.16") && line.contains("2026-11-02"));
        assertThatThrownBy(() -> price(inputs(4, "NOK", "STANDARD", "acme", "DE", 0, Samples.FIGURES)))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("AMSP-3006");
    }

    @Test
    void buildsThatAreSharedTakeTheTimeOfAWholeBuild() {
        BuildFigures shared = new BuildFigures(BuildFigures.LAYERS, 3600, 72_000, 20, 2800, 0, 100, List.of());
        assertThat(price(inputs(40, "EUR", "STANDARD", "acme", "DE", 0, shared)).leadTimeDays())
                .isEqualTo(4); // two builds of 20 h on two machines: a day of 20 h, and 3 on the way
        assertThat(price(inputs(41, "EUR", "STANDARD", "acme", "DE", 0, shared)).leadTimeDays())
                .isEqualTo(5);
    }

    @Test
    void whatMachinesHaveTaughtIsAppliedAndSaid() {
        QuoteInputs one = inputs(1);
        QuoteInputs slower = Json.read(
                Json.write(one)
                        .replace(
                                "\"factor\":1.0,\"machines\":0,\"jobs\":0", "\"factor\":1.5,\"machines\":2,\"jobs\":9"),
                QuoteInputs.class);
        Price price = price(slower);
        assertThat(price.estimate().printTimeS()).isEqualTo(1170);
        assertThat(price.estimate().measuredTimeS()).isEqualTo(780);
        assertThat(price.estimate().basis()).contains("1.500").contains("9 finished job(s) on 2 machine(s)");
    }

    @Test
    void adjustedPriceKeepsTheLinesAndSaysWho() {
        QuoteInputs.Agreed agreed = new QuoteInputs.Agreed(
                QuoteInputs.Agreed.Kind.ADJUSTED, new BigDecimal("7.00"), 9, "olga", "a good customer");
        Price price = price(inputs(4).withAgreed(agreed));
        assertThat(price.net()).hasToString("7.00 EUR");
        assertThat(amount(price, "adjustment")).isEqualByComparingTo("-1.65");
        assertThat(price.leadTimeDays()).isEqualTo(9);
    }

    @Test
    void moneyIsRoundedHalfToEvenInItsCurrency() {
        assertThat(new Money(new BigDecimal("2.125"), "EUR")).hasToString("2.12 EUR");
        assertThat(new Money(new BigDecimal("2.135"), "EUR")).hasToString("2.14 EUR");
        assertThat(new Money(new BigDecimal("2.5"), "JPY")).hasToString("2 JPY");
        assertThatThrownBy(() -> Money.zero("EUR").plus(Money.zero("USD")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(new BigDecimal("1E-999999999"), "EUR"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
