package io.amsphub.processors.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.catalogue.PricingMode;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.BuildFigures;
import io.amsphub.processors.quote.BuildOrientationChoice;
import io.amsphub.processors.quote.Measurement;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteReview;
import io.amsphub.processors.quote.QuoteState;
import io.amsphub.processors.quote.QuoteWishes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuoteDeskTest {

    private static final QuoteWishes ON_REQUEST =
            new QuoteWishes(null, null, null, true, BuildOrientationChoice.AS_MODELLED);

    private final MemoryHub hub = new MemoryHub();

    @BeforeEach
    void begin() {
        hub.revisions.add(Samples.ready(Samples.SIZE));
    }

    private Quote ask(int quantity, QuoteWishes wishes) {
        return hub.quoteDesk.ask(hub.revisions.get("dsg_1.1"), "pla", quantity, null, wishes, Samples.ANNA);
    }

    private Quote decide(Quote quote, QuoteReview.Decision decision, BigDecimal... net) {
        return hub.quoteDesk.decide(quote, decision, "because", net.length == 0 ? null : net[0], null, Principal.HUB);
    }

    @Test
    void measuredRevisionIsPricedAtOnceAndAnotherOneByTheStage() {
        assertThat(ask(4, QuoteWishes.NONE).state()).isEqualTo(QuoteState.REQUESTED);
        assertThat(hub.handedOn).anyMatch(h -> h.startsWith("quoteRequested "));
        hub.measurements.add(Samples.measurement(Samples.SIZE));
        Quote quote = ask(4, QuoteWishes.NONE);
        assertThat(quote.state()).isEqualTo(QuoteState.PRICED);
        assertThat(quote.mode()).isEqualTo(PricingMode.INSTANT);
        assertThat(quote.candidates()).singleElement().satisfies(c -> assertThat(c.chosen())
                .isTrue());
    }

    @Test
    void largeQuoteWaitsForAPersonWhoMayApproveIt() {
        hub.measurements.add(Samples.measurement(Samples.SIZE));
        assertThat(ask(999, QuoteWishes.NONE).state()).isEqualTo(QuoteState.PRICED);
        Quote quote = ask(1000, QuoteWishes.NONE);
        assertThat(quote.state()).isEqualTo(QuoteState.IN_REVIEW);
        assertThat(hub.asked(WorkItem.Kind.REVIEW_QUOTE, quote.id())).isTrue();
        assertThatThrownBy(() -> hub.desk.place(quote, null, 0, Requirements.NONE, Samples.ANNA))
                .hasMessageContaining("AMSP-3002");
        Quote approved = decide(quote, QuoteReview.Decision.APPROVE);
        assertThat(approved.state()).isEqualTo(QuoteState.PRICED);
        assertThat(approved.price()).isEqualTo(quote.price());
        assertThat(hub.asked(WorkItem.Kind.REVIEW_QUOTE, quote.id())).isFalse();
        assertThatThrownBy(() -> decide(approved, QuoteReview.Decision.DECLINE)).hasMessageContaining("AMSP-3008");
    }

    @Test
    void adjustedPriceIsWorkedOutAgainFromWhatWasStored() {
        hub.measurements.add(Samples.measurement(Samples.SIZE));
        Quote quote = ask(4, ON_REQUEST);
        assertThat(quote.mode()).isEqualTo(PricingMode.ON_REQUEST);
        assertThatThrownBy(() -> decide(quote, QuoteReview.Decision.ADJUST)).hasMessageContaining("AMSP-1002");
        Quote adjusted = decide(quote, QuoteReview.Decision.ADJUST, new BigDecimal("7.77"));
        assertThat(requireNonNull(adjusted.price()).net()).hasToString("7.77 EUR");
        assertThat(hub.quoteDesk.again(adjusted)).isEqualTo(adjusted.price());
    }

    @Test
    void declinedQuoteSaysWhy() {
        hub.measurements.add(Samples.measurement(Samples.SIZE));
        Quote declined = decide(ask(4, ON_REQUEST), QuoteReview.Decision.DECLINE);
        assertThat(declined.state()).isEqualTo(QuoteState.REFUSED);
        assertThat(requireNonNull(declined.problem()).detail()).isEqualTo("because");
    }

    @Test
    void unknownCurrencyAndLeadTimeAreRefusedBeforeAnythingIsKept() {
        QuoteWishes norwegian = new QuoteWishes("NOK", null, null, false, BuildOrientationChoice.AS_MODELLED);
        assertThatThrownBy(() -> ask(4, norwegian)).hasMessageContaining("AMSP-3006");
        QuoteWishes now = new QuoteWishes(null, "NOW", null, false, BuildOrientationChoice.AS_MODELLED);
        assertThatThrownBy(() -> ask(4, now)).hasMessageContaining("AMSP-1005");
        assertThat(hub.events.path("quo_1")).isEmpty();
    }

    @Test
    void priceByParametersAsksForABodyThatCanBe() {
        ParameterPricing parameters = new ParameterPricing(hub.centres, Samples.CATALOGUE);
        SizeMm cube = new SizeMm(20, 20, 20);
        assertThat(parameters
                        .price("acme", new Geometry(cube, 8000, 2400, 0), "pla", 4, null, QuoteWishes.NONE)
                        .price()
                        .net()
                        .amount())
                .isPositive();
        assertThatThrownBy(() ->
                        parameters.price("acme", new Geometry(cube, 9000, 2400, 0), "pla", 4, null, QuoteWishes.NONE))
                .hasMessageContaining("AMSP-3010");
        assertThatThrownBy(() ->
                        parameters.price("acme", new Geometry(cube, 8000, 1900, 0), "pla", 4, null, QuoteWishes.NONE))
                .hasMessageContaining("AMSP-3010");
    }

    @Test
    void revisionIsMeasuredOnceFromItsLayers() throws Exception {
        byte[] stl = cube(20);
        MemoryHub fresh = new MemoryHub();
        var solid = fresh.blobs.store("model/stl", out -> out.write(stl));
        fresh.revisions.add(Samples.ready(new SizeMm(20, 20, 20)).withDetection(Samples.detection(solid)));
        fresh.measuring.measureReady(fresh.event("dsg_1.1"));
        List<Measurement> first = fresh.measurements.ofRevision("dsg_1.1");
        assertThat(first).singleElement().satisfies(m -> {
            assertThat(m.figures().method()).isEqualTo(BuildFigures.LAYERS);
            assertThat(m.figures().layers()).isBetween(95, 105);
            assertThat(m.figures().feedstockMm3()).isBetween(2000.0, 5000.0);
            assertThat(m.figures().features()).isNotEmpty();
        });
        fresh.clock.pass(Duration.ofHours(1));
        fresh.measuring.measureReady(fresh.event("dsg_1.1"));
        assertThat(fresh.measurements.ofRevision("dsg_1.1")).isEqualTo(first);
    }

    private static byte[] cube(float size) {
        int[] corners = {
            0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4, 1, 2, 6, 1, 6, 5, 2, 3, 7, 2, 7, 6, 3, 0, 4, 3, 4, 7
        };
        float[][] points = {
            {0, 0, 0}, {size, 0, 0}, {size, size, 0}, {0, size, 0},
            {0, 0, size}, {size, 0, size}, {size, size, size}, {0, size, size}
        };
        ByteBuffer out = ByteBuffer.allocate(84 + 50 * 12).order(ByteOrder.LITTLE_ENDIAN);
        out.position(80).putInt(12);
        for (int f = 0; f < 12; f++) {
            out.putFloat(0).putFloat(0).putFloat(0);
            for (int c = 0; c < 3; c++) {
                for (float value : points[corners[3 * f + c]]) {
                    out.putFloat(value);
                }
            }
            out.putShort((short) 0);
        }
        return out.array();
    }
}
