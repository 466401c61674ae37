package io.amsphub.processors.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteCalculation;
import io.amsphub.processors.quote.QuoteCandidate;
import io.amsphub.processors.quote.QuoteState;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotePricingTest {

    private final MemoryHub hub = new MemoryHub();
    private final FloorWatch watch = new FloorWatch(
            hub.devices, hub.quotes, hub.production, hub.journal, Duration.ofSeconds(90), Duration.ofMinutes(10));

    private Quote price() {
        hub.quotes.add(Samples.quote(4));
        hub.measurements.add(
                Samples.measurement(hub.revisions.get("dsg_1.1").geometry().size()));
        hub.unitOfWork.run(() -> hub.pricing.priceAsked(hub.event("quo_1")));
        return hub.quotes.get("quo_1");
    }

    @Test
    void priceIsKeptWithWhatItWasWorkedOutFrom() {
        hub.revisions.add(Samples.ready(Samples.SIZE));
        Quote quote = price();
        assertThat(quote.state()).isEqualTo(QuoteState.PRICED);
        assertThat(new QuoteCalculation().calculate(requireNonNull(quote.inputs()), Samples.RULES))
                .isEqualTo(quote.price());
        assertThat(quote.expiresAt()).isEqualTo(hub.clock.instant().plus(Duration.ofDays(14)));
        assertThat(hub.events.path("quo_1")).containsExactly("REQUESTED>PRICED");
    }

    @Test
    void partThatFitsNowhereIsRefusedWithCodeAndRemedy() {
        hub.revisions.add(Samples.ready(new SizeMm(40, 30, 221)));
        Quote quote = price();
        assertThat(quote.state()).isEqualTo(QuoteState.REFUSED);
        Problem problem = requireNonNull(quote.problem());
        assertThat(problem.code()).isEqualTo("AMSP-3004");
        assertThat(problem.remedy()).isNotBlank();
    }

    @Test
    void partThatFitsTurnedAboutZIsPriced() {
        hub.revisions.add(Samples.ready(new SizeMm(200, 240, 220)));
        assertThat(price().state()).isEqualTo(QuoteState.PRICED);
    }

    private Quote priceWhereTheLicenceAllows(String amCentre) {
        PrintRights rights = (PrintRights) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PrintRights.class},
                (proxy, method, values) -> method.getName().equals("centres")
                        ? List.of(amCentre)
                        : method.invoke(PrintRights.NONE, values));
        hub.revisions.add(Samples.ready(Samples.SIZE));
        hub.measurements.add(Samples.measurement(Samples.SIZE));
        return new QuotePricing(
                        hub.quotes,
                        hub.revisions,
                        hub.measurements,
                        hub.centres,
                        Samples.CATALOGUE,
                        rights,
                        hub.production,
                        hub.journal)
                .answered(Samples.quote(4), hub.revisions.get("dsg_1.1"));
    }

    @Test
    void centreThatTheLicenceDoesNotAllowIsNotOffered() {
        Quote quote = priceWhereTheLicenceAllows("elsewhere");
        assertThat(quote.state()).isEqualTo(QuoteState.REFUSED);
        assertThat(requireNonNull(quote.problem()).detail()).contains("licence");
        assertThat(quote.candidates()).extracting(QuoteCandidate::reason).allMatch(r -> r.contains("licence"));
    }

    @Test
    void centreThatTheLicenceAllowsIsOffered() {
        String allowed = Samples.CATALOGUE.centres().get(0).id();
        Quote quote = priceWhereTheLicenceAllows(allowed);
        assertThat(quote.state()).isEqualTo(QuoteState.PRICED);
        assertThat(requireNonNull(quote.inputs()).amCentre()).isEqualTo(allowed);
    }

    @Test
    void secondDeliveryOfTheEventChangesNothing() {
        hub.revisions.add(Samples.ready(Samples.SIZE));
        Quote first = price();
        hub.clock.pass(Duration.ofDays(1));
        hub.pricing.priceAsked(hub.event("quo_1"));
        assertThat(hub.quotes.get("quo_1")).isEqualTo(first);
    }

    @Test
    void offerEndsWhenItsTimeIsOverAndNotBefore() {
        hub.revisions.add(Samples.ready(Samples.SIZE));
        price();
        hub.clock.pass(Duration.ofDays(14).minusMillis(1));
        watch.expireQuotes();
        assertThat(hub.quotes.get("quo_1").state()).isEqualTo(QuoteState.PRICED);
        hub.clock.pass(Duration.ofMillis(1));
        watch.expireQuotes();
        assertThat(hub.quotes.get("quo_1").state()).isEqualTo(QuoteState.EXPIRED);
    }
}
