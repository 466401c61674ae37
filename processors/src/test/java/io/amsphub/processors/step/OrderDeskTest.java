package io.amsphub.processors.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport.Outcome;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.Floor;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderDeskTest {

    private final Floor floor = new Floor(2, Samples.PLA, "a");
    private final MemoryHub hub = floor.hub;

    private Quote priced() {
        hub.revisions.add(Samples.ready(Samples.SIZE));
        hub.measurements.add(Samples.measurement(Samples.SIZE));
        hub.quotes.add(Samples.quote(4));
        hub.pricing.priceAsked(hub.event("quo_1"));
        return hub.quotes.get("quo_1");
    }

    private Order place() {
        return hub.unitOfWork.call(
                () -> hub.desk.place(hub.quotes.get("quo_1"), null, 0, Requirements.NONE, Samples.ANNA));
    }

    private void assertRefused(FailureCode code) {
        assertThatThrownBy(this::place).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(code));
    }

    @Test
    void orderIsPlacedAtTheQuotedPriceAndOnce() {
        Quote quote = priced();
        Order order = place();
        assertThat(order.total()).isEqualTo(requireNonNull(quote.price()).total());
        assertThat(order.state()).isEqualTo(OrderState.CREATED);
        assertThat(hub.handedOn).containsExactly("orderPlaced " + order.id());
        assertRefused(FailureCode.QUOTE_USED);
        assertThat(hub.handedOn).hasSize(1);
    }

    @Test
    void orderAtACentreThatTheLicenceForbidsIsRefused() {
        Quote quote = priced();
        Requirements southOnly = new Requirements(null, List.of(), List.of(), List.of("south"), List.of(), null, null);
        assertThatThrownBy(() -> hub.desk.place(quote, null, 0, southOnly, Samples.ANNA))
                .hasMessageContaining("AMSP-4012");
        assertThat(hub.quotes.get("quo_1").state()).isEqualTo(QuoteState.PRICED);
    }

    @Test
    void orderHandsWhatItAsksToItsJobs() {
        priced();
        Requirements black = new Requirements("black", List.of(), List.of(), List.of(), List.of(), null, null);
        Order order = hub.unitOfWork.call(() -> hub.desk.place(hub.quotes.get("quo_1"), null, 3, black, Samples.ANNA));
        hub.unitOfWork.run(() -> hub.confirmation.confirm(hub.event(order.id())));
        Job job = hub.jobs.get(order.id() + "-1.1");
        assertThat(job.requirements()).isEqualTo(black);
        assertThat(job.priority()).isEqualTo(3);
    }

    @Test
    void expiredQuoteIsRefusedThoughNobodyHasMarkedItYet() {
        priced();
        hub.clock.pass(Duration.ofDays(14));
        assertThat(hub.quotes.get("quo_1").state()).isEqualTo(QuoteState.PRICED);
        assertRefused(FailureCode.QUOTE_EXPIRED);
    }

    @Test
    void quoteWithoutPriceIsRefused() {
        hub.quotes.add(Samples.quote(4));
        assertRefused(FailureCode.QUOTE_NOT_PRICED);
    }

    @Test
    void cancelEndsWaitingJobsAndTellsTheMachine() {
        floor.accepted(1);
        hub.cancellation.cancel(hub.orders.get(Samples.ORDER), Samples.ANNA, "changed my mind");
        assertThat(floor.part(1).state()).isEqualTo(PartState.CANCELLED);
        assertThat(floor.job(2, 1).state()).isEqualTo(JobState.CANCELLED);
        assertThat(floor.job(1, 1).state()).as("until the machine says so").isEqualTo(JobState.ACCEPTED);
        assertThat(hub.sent(DeviceCommand.Control.class)).singleElement().satisfies(c -> {
            assertThat(c.job()).isEqualTo("ord_1-1.1");
            assertThat(c.verb()).isEqualTo(DeviceCommand.Verb.CANCEL);
        });
    }

    @Test
    void cancelledPrintIsNotMadeAgainAndItsMachineIsUsedAgain() {
        floor.accepted(1);
        hub.cancellation.cancel(hub.orders.get(Samples.ORDER), Samples.ANNA, "changed my mind");
        floor.end("a", "ord_1-1.1", Outcome.CANCELLED, null);
        floor.clear("a");
        floor.state("a", DeviceState.IDLE, true, null);
        assertThat(hub.jobs.ofPart("ord_1-1")).hasSize(1);
        assertThat(hub.device("a").free()).isTrue();
        assertThat(hub.orders.get(Samples.ORDER).state()).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void cancelTakesTheOrdersWorkOffTheWorkList() {
        hub.production.ask(WorkItem.Kind.DECIDE_PART, "ord_1-1", "acme", "decide");
        hub.production.ask(WorkItem.Kind.POST_PROCESS, "ord_1-2", "acme", "wash it");
        hub.production.ask(WorkItem.Kind.RESOLVE_JOB, "ord_1-2.1", "acme", "look at it");
        hub.cancellation.cancel(hub.orders.get(Samples.ORDER), Samples.ANNA, "changed my mind");
        assertThat(hub.asked(WorkItem.Kind.DECIDE_PART, "ord_1-1")).isFalse();
        assertThat(hub.asked(WorkItem.Kind.POST_PROCESS, "ord_1-2")).isFalse();
        assertThat(hub.asked(WorkItem.Kind.RESOLVE_JOB, "ord_1-2.1")).isFalse();
    }

    @Test
    void receiptIsConfirmedOnlyOfWhatWasShipped() {
        assertThatThrownBy(() -> hub.booking.confirm(hub.orders.get(Samples.ORDER), null, "Anna", Samples.ANNA))
                .hasMessageContaining("AMSP-4001");
    }
}
