package io.amsphub.processors.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Location;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.PriceRuleBook;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteState;
import io.amsphub.processors.quote.QuoteWishes;
import io.amsphub.processors.rfq.Answer;
import io.amsphub.processors.rfq.Choice;
import io.amsphub.processors.rfq.Invitation;
import io.amsphub.processors.rfq.Rfq;
import io.amsphub.processors.rfq.RfqState;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request to three centres: north by its rates (8.65 EUR for four), south and east over a call. */
class RfqTest {

    private final MemoryHub hub = new MemoryHub();
    private final Catalogue catalogue = new Catalogue(
            "v1",
            "EUR",
            14,
            Samples.CATALOGUE.materials(),
            List.of(Samples.DESKTOP),
            List.of(
                    centre("north", 59, null),
                    centre("south", 42, "http://south.test/rfq"),
                    centre("east", 50, "http://east.test/rfq")));
    private final CentrePricing centres = new CentrePricing(
            hub.jobs, hub.calibrations, catalogue, new PriceRuleBook(List.of(Samples.RULES)), hub.journal);
    private final QuotePricing pricing = new QuotePricing(
            hub.quotes,
            hub.revisions,
            hub.measurements,
            centres,
            catalogue,
            PrintRights.NONE,
            hub.production,
            hub.journal);
    private final QuoteDesk quotes = new QuoteDesk(
            hub.quotes, hub.priceRules, centres, pricing, catalogue, hub.production, hub.intake, hub.journal);
    private final RfqDesk desk = new RfqDesk(
            hub.rfqs, hub.invitations, hub.priceRules, quotes, catalogue, PrintRights.NONE, hub.intake, hub.journal);
    private final RfqScatter scatter = new RfqScatter(
            hub.rfqs,
            hub.invitations,
            hub.revisions,
            pricing,
            hub.measuring,
            catalogue,
            hub.intake,
            hub.unitOfWork,
            hub.journal);
    private final RfqGathering gathering =
            new RfqGathering(hub.rfqs, hub.invitations, hub.quotes, hub.jobs, hub.priceRules, catalogue, hub.journal);

    private static AmCentre centre(String id, double latitude, @Nullable String url) {
        return new AmCentre(
                id,
                id,
                id,
                "DE",
                new Location(latitude, 12),
                url == null ? null : URI.create(url),
                List.of(Samples.CAPABILITY));
    }

    @BeforeEach
    void measure() {
        hub.revisions.add(Samples.ready(Samples.SIZE));
        hub.measurements.add(Samples.measurement(Samples.SIZE));
    }

    private Rfq open(Choice choice) {
        Rfq rfq = desk.open(
                "acme",
                hub.revisions.get("dsg_1.1"),
                new RfqDesk.Question(
                        "pla",
                        4,
                        List.of(),
                        QuoteWishes.NONE,
                        new Location(42, 12),
                        choice,
                        hub.clock.instant().plus(Duration.ofHours(1))),
                Samples.ANNA);
        scatter.send(hub.event(rfq.id()));
        return rfq;
    }

    private Invitation answer(Rfq rfq, String centre, String net, int quantity, int days) {
        Answer answer = new Answer(false, new Money(new BigDecimal(net), "EUR"), quantity, days, null, "");
        return answer(rfq, centre, answer);
    }

    private Invitation answer(Rfq rfq, String centre, Answer answer) {
        Invitation noted = desk.answer(hub.invitations.get(Invitation.idOf(rfq.id(), centre)), answer);
        gathering.gather(hub.event(rfq.id()));
        return noted;
    }

    private Rfq after(Rfq rfq, Duration time) {
        hub.clock.pass(time);
        gathering.endDue();
        return hub.rfqs.get(rfq.id());
    }

    @Test
    void lowestOfferBecomesAQuoteThatCanBeOrdered() {
        Rfq rfq = open(Choice.PRICE);
        answer(rfq, "south", "7.50", 4, 6);
        assertThat(hub.rfqs.get(rfq.id()).state()).isEqualTo(RfqState.OPEN);
        answer(rfq, "east", "9.99", 4, 2);
        Rfq ended = hub.rfqs.get(rfq.id());
        assertThat(ended.state()).isEqualTo(RfqState.AWARDED);
        assertThat(ended.chosen()).isEqualTo("south");
        Quote quote = hub.quotes.get(requireNonNull(ended.quoteId()));
        assertThat(quote.state()).isEqualTo(QuoteState.PRICED);
        assertThat(requireNonNull(quote.price()).net()).hasToString("7.50 EUR");
        assertThat(quote.price().leadTimeDays()).isEqualTo(6);
        assertThat(quotes.again(quote)).isEqualTo(quote.price());
        assertThat(hub.desk
                        .place(quote, null, 0, Requirements.NONE, Samples.ANNA)
                        .amCentre())
                .isEqualTo("south");
    }

    @Test
    void eachWayOfChoosingFindsItsOwn() {
        for (Choice choice : List.of(Choice.DATE, Choice.DISTANCE, Choice.PRICE)) {
            Rfq rfq = open(choice);
            answer(rfq, "south", "30.00", 4, 9);
            answer(rfq, "east", "40.00", 4, 1);
            String best = choice == Choice.DATE ? "east" : choice == Choice.DISTANCE ? "south" : "north";
            assertThat(hub.rfqs.get(rfq.id()).chosen()).as(choice.name()).isEqualTo(best);
        }
        Rfq first = open(Choice.FIRST);
        gathering.gather(hub.event(first.id()));
        assertThat(hub.rfqs.get(first.id()).chosen()).isEqualTo("north");
    }

    @Test
    void deadlineEndsItWithWhatHasCome() {
        Rfq rfq = open(Choice.PRICE);
        answer(rfq, "south", "20.00", 4, 6);
        assertThat(after(rfq, Duration.ofMinutes(59)).state()).isEqualTo(RfqState.OPEN);
        Rfq ended = after(rfq, Duration.ofMinutes(2));
        assertThat(ended.chosen()).isEqualTo("north");
        assertThat(ended.reasons()).anyMatch(r -> r.startsWith("east: did not answer in time"));
        assertThatThrownBy(() -> answer(rfq, "east", "1.00", 4, 1))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("AMSP-3101");
    }

    @Test
    void sameAnswerAgainIsTakenAndAnotherOneIsNot() {
        Rfq rfq = open(Choice.PRICE);
        Invitation noted = answer(rfq, "south", "20.00", 4, 6);
        assertThat(answer(rfq, "south", "20.00", 4, 6)).isEqualTo(noted);
        assertThatThrownBy(() -> answer(rfq, "south", "5.00", 4, 6)).hasMessageContaining("AMSP-3102");
        assertThatThrownBy(() -> answer(rfq, "north", "5.00", 4, 6)).hasMessageContaining("AMSP-3102");
    }

    @Test
    void offerThatNobodyBelievesAndOfferOfFewerPartsAreNotChosenByThemselves() {
        Rfq rfq = open(Choice.PRICE);
        assertThat(answer(rfq, "south", "0.50", 4, 1).state()).isEqualTo(Invitation.State.SUSPICIOUS);
        assertThat(answer(rfq, "east", "6.00", 3, 1).state()).isEqualTo(Invitation.State.PARTIAL);
        Rfq ended = hub.rfqs.get(rfq.id());
        assertThat(ended.chosen()).isEqualTo("north");
        assertThat(ended.reasons())
                .anyMatch(r -> r.startsWith("south: its offer waits for a person"))
                .contains("east: offers 3 part(s) only");
    }

    @Test
    void userMayChooseByHandAPartialOffer() {
        Rfq rfq = open(Choice.BY_HAND);
        answer(rfq, "east", "6.00", 3, 1);
        Rfq closed = after(rfq, Duration.ofHours(2));
        assertThat(closed.state()).isEqualTo(RfqState.CLOSED);
        assertThatThrownBy(() -> gathering.choose(closed, "south", Samples.ANNA, "nice"))
                .hasMessageContaining("AMSP-3105");
        Rfq chosen = gathering.choose(closed, "east", Samples.ANNA, "three are enough");
        assertThat(hub.quotes.get(requireNonNull(chosen.quoteId())).quantity()).isEqualTo(3);
    }

    @Test
    void offersThatCannotBeAreRefused() {
        Rfq rfq = open(Choice.PRICE);
        assertThatThrownBy(() -> answer(rfq, "south", "20.00", 5, 6)).hasMessageContaining("AMSP-3104");
        assertThatThrownBy(() -> answer(rfq, "south", "0.00", 4, 6)).hasMessageContaining("AMSP-3104");
        Answer norwegian = new Answer(false, new Money(new BigDecimal("90"), "NOK"), 4, 6, null, "");
        assertThatThrownBy(() -> answer(rfq, "south", norwegian)).hasMessageContaining("AMSP-3006");
        Answer past = new Answer(
                false,
                new Money(new BigDecimal("20"), "EUR"),
                4,
                6,
                hub.clock.instant().minusSeconds(1),
                "");
        assertThatThrownBy(() -> answer(rfq, "south", past)).hasMessageContaining("AMSP-3104");
    }

    @Test
    void withdrawnRequestTakesNoAnswers() {
        Rfq rfq = open(Choice.PRICE);
        desk.cancel(hub.rfqs.get(rfq.id()), Samples.ANNA, "changed my mind");
        assertThatThrownBy(() -> answer(rfq, "south", "20.00", 4, 6)).hasMessageContaining("AMSP-3101");
        gathering.gather(hub.event(rfq.id()));
        assertThat(hub.rfqs.get(rfq.id()).state()).isEqualTo(RfqState.CANCELLED);
    }
}
