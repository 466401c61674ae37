package io.amsphub.processors.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport.Outcome;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Placed;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Address;
import io.amsphub.processors.order.Complaint;
import io.amsphub.processors.order.ComplaintState;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderChange;
import io.amsphub.processors.order.OrderChangeState;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OrderCommandsTest {

    private static final Principal OLGA = new Principal("olga", "hub", Set.of(Role.OPERATOR));
    private static final Address PARIS = new Address("Zoe", "1 rue X", "75001", "Paris", "FR");

    private final Placed placed = new Placed(4, "a");
    private final MemoryHub hub = placed.hub;

    private Order order() {
        return placed.order();
    }

    private static void assertRefused(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(code));
    }

    private static OrderChange.Wish quantity(int parts) {
        return new OrderChange.Wish(List.of(new OrderChange.LineQuantity(1, parts)), null, null);
    }

    /** What each command does in each state, written out; what is not listed is refused. */
    @Test
    void commandsAreTakenInTheStatesOfThisTableAndInNoOther() {
        Map<String, String> table = Map.of(
                "cancel", "CREATED AWAITING_APPROVAL AWAITING_PAYMENT CONFIRMED IN_PRODUCTION",
                "cancelLine", "CREATED AWAITING_APPROVAL AWAITING_PAYMENT CONFIRMED IN_PRODUCTION PARTIALLY_DELIVERED",
                "cancelPart", "CONFIRMED IN_PRODUCTION PARTIALLY_DELIVERED",
                "hold",
                        "CREATED AWAITING_APPROVAL AWAITING_PAYMENT CONFIRMED IN_PRODUCTION PARTIALLY_DELIVERED"
                                + " INSPECTED",
                "change", "CREATED AWAITING_APPROVAL AWAITING_PAYMENT CONFIRMED IN_PRODUCTION PARTIALLY_DELIVERED",
                "ship", "IN_PRODUCTION PARTIALLY_DELIVERED INSPECTED",
                "confirm", "PARTIALLY_DELIVERED SHIPPED",
                "complain", "PARTIALLY_DELIVERED DELIVERED");
        Map<String, Consumer<Placed>> commands = Map.of(
                "cancel", p -> p.hub.cancellation.cancel(p.order(), Samples.ANNA, "x"),
                "cancelLine", p -> p.hub.cancellation.cancelLine(p.order(), 1, Samples.ANNA, "x"),
                "cancelPart", p -> p.hub.cancellation.cancelParts(p.order(), Set.of(p.serial(2)), Samples.ANNA, "x"),
                "hold", p -> p.hub.holds.hold(p.order(), OLGA, "x"),
                "change", p -> p.hub.changeDesk.propose(p.order(), quantity(5), Samples.ANNA),
                "ship", p -> p.hub.booking.handOver(p.order(), List.of(p.serial(p.ready())), OLGA),
                "confirm", p -> p.hub.booking.confirm(p.order(), null, "Anna", Samples.ANNA),
                "complain", p -> p.hub.complaintDesk.raise(p.part(1), Samples.ANNA, "x"));
        Map<OrderState, Set<String>> expected = new EnumMap<>(OrderState.class);
        Map<OrderState, Set<String>> taken = new EnumMap<>(OrderState.class);
        for (OrderState state : OrderState.values()) {
            commands.forEach((name, command) -> {
                if (List.of(requireNonNull(table.get(name)).split(" ")).contains(state.name())) {
                    expected.computeIfAbsent(state, s -> new TreeSet<>()).add(name);
                }
                Placed there = Placed.in(state);
                try {
                    there.hub.unitOfWork.run(() -> command.accept(there));
                    taken.computeIfAbsent(state, s -> new TreeSet<>()).add(name);
                } catch (HubException e) {
                    assertThat(e.problem().remedy()).isNotBlank();
                }
            });
        }
        assertThat(taken).isEqualTo(expected);
    }

    @Test
    void partThatNoMachineHasCostsNothingWhenItIsCancelledAndItsJobGoes() {
        Money before = order().total();
        Order less = hub.cancellation.cancelParts(order(), Set.of(placed.serial(4)), Samples.ANNA, "one less");
        assertThat(less.quantity()).isEqualTo(3);
        assertThat(less.total()).isEqualTo(hub.linePricing.price(less.line(1), 3, null));
        assertThat(less.total().amount()).isLessThan(before.amount());
        assertThat(placed.part(4).state()).isEqualTo(PartState.CANCELLED);
        assertThat(placed.job(4, 1).state()).isEqualTo(JobState.CANCELLED);
        assertThat(placed.job(3, 1).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void partThatAMachineHasBegunIsPaidForWhenItIsCancelledAndTheMachineIsTold() {
        placed.accepted(1);
        placed.progress("a", placed.serial(1) + ".1", 5, 900);
        Money before = order().total();
        Order less = hub.cancellation.cancelParts(order(), Set.of(placed.serial(1)), Samples.ANNA, "one less");
        assertThat(less.total()).isEqualTo(before);
        assertThat(less.line(1).charged()).isEqualTo(1);
        assertThat(hub.sent(DeviceCommand.Control.class)).hasSize(1);
    }

    @Test
    void lastPartThatIsMissingCompletesTheOrderWhenItIsCancelled() {
        placed.release(1, 2, 3);
        Order less = hub.cancellation.cancelParts(order(), Set.of(placed.serial(4)), Samples.ANNA, "three will do");
        assertThat(less.state()).isEqualTo(OrderState.INSPECTED);
        assertThat(hub.handedOn).contains("orderComplete " + less.id());
        hub.booking.handOver(hub.event(less.id()));
        assertThat(order().state()).isEqualTo(OrderState.SHIPPED);
        assertThat(order().deliveries()).singleElement().satisfies(d -> assertThat(d.parts())
                .hasSize(3));
    }

    @Test
    void orderOfWhichNothingIsLeftIsCancelled() {
        Order none = hub.cancellation.cancelLine(order(), 1, Samples.ANNA, "no more");
        assertThat(none.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(none.owed().amount()).isZero();
        assertThat(hub.dispatchAll()).isZero();
    }

    @Test
    void nothingBecomesDearerByBeingLess() {
        Placed ten = new Placed(10, "a");
        Money at10 = ten.order().total();
        Order nine = ten.hub.cancellation.cancelParts(
                ten.order(), Set.of(ten.serial(10)), Samples.ANNA, "below the quantity break");
        assertThat(nine.total().amount()).isLessThanOrEqualTo(at10.amount());
    }

    @Test
    void heldOrderIsNotSentUntilItIsReleased() {
        hub.holds.hold(order(), OLGA, "the address is unclear");
        assertThat(hub.dispatchAll()).isZero();
        assertThat(placed.job(1, 1).matching()).singleElement().asString().contains("on hold: the address is unclear");
        assertRefused(FailureCode.ILLEGAL_TRANSITION, () -> hub.holds.hold(order(), OLGA, "again"));
        hub.holds.release(order(), OLGA, "it is clear");
        assertThat(hub.dispatchAll()).isEqualTo(1);
    }

    @Test
    void completeOrderOnHoldIsHandedOverWhenItIsReleased() {
        hub.holds.hold(order(), OLGA, "wait");
        placed.release(1, 2, 3, 4);
        hub.booking.handOver(hub.event(order().id()));
        assertThat(order().state()).isEqualTo(OrderState.INSPECTED);
        assertRefused(FailureCode.ORDER_ON_HOLD, () -> hub.booking.handOver(order(), List.of(placed.serial(1)), OLGA));
        hub.holds.release(order(), OLGA, "go");
        hub.booking.handOver(hub.event(order().id()));
        assertThat(order().state()).isEqualTo(OrderState.SHIPPED);
    }

    @Test
    void changeIsPricedByTheRulesOfTheQuoteAndDoneWhenTheCustomerSaysYes() {
        OrderChange change = hub.changeDesk.propose(order(), quantity(6), OLGA);
        assertThat(change.state()).isEqualTo(OrderChangeState.PROPOSED);
        assertThat(change.difference().amount()).isPositive();
        assertThat(hub.parts.ofOrder(order().id())).hasSize(4);
        assertRefused(FailureCode.NOT_THE_CUSTOMER, () -> hub.changeDesk.confirm(change, order(), OLGA));

        OrderChange done = hub.changeDesk.confirm(change, order(), Samples.ANNA);
        assertThat(done.state()).isEqualTo(OrderChangeState.APPLIED);
        assertThat(order().quantity()).isEqualTo(6);
        assertThat(order().total()).isEqualTo(change.after());
        assertThat(placed.job(6, 1).state()).isEqualTo(JobState.QUEUED);
        assertRefused(FailureCode.ILLEGAL_TRANSITION, () -> hub.changeDesk.confirm(done, order(), Samples.ANNA));
    }

    @Test
    void changeThatTheOrderHasOvertakenIsNotDone() {
        OrderChange change = hub.changeDesk.propose(order(), quantity(6), Samples.ANNA);
        hub.cancellation.cancelParts(order(), Set.of(placed.serial(4)), Samples.ANNA, "one less");
        assertRefused(FailureCode.CHANGE_OVERTAKEN, () -> hub.changeDesk.confirm(change, order(), Samples.ANNA));
        assertThat(hub.parts.ofOrder(order().id())).hasSize(4);
    }

    @Test
    void fewerPartsAreThoseThatNoMachineHas() {
        placed.accepted(1);
        placed.progress("a", placed.serial(1) + ".1", 5, 900);
        OrderChange change = hub.changeDesk.propose(order(), quantity(1), Samples.ANNA);
        hub.changeDesk.confirm(change, order(), Samples.ANNA);
        assertThat(placed.part(1).state()).isEqualTo(PartState.IN_PRODUCTION);
        assertThat(List.of(2, 3, 4))
                .allSatisfy(n -> assertThat(placed.part(n).state()).isEqualTo(PartState.CANCELLED));
        assertRefused(
                FailureCode.CHANGE_NOT_POSSIBLE, () -> hub.changeDesk.propose(order(), quantity(0), Samples.ANNA));
    }

    @Test
    void anotherCountryChangesShippingAndTaxAndAnotherTimeReachesTheJobs() {
        OrderChange there = hub.changeDesk.propose(order(), new OrderChange.Wish(List.of(), PARIS, null), Samples.ANNA);
        assertThat(there.difference().amount()).isPositive();
        hub.changeDesk.confirm(there, order(), Samples.ANNA);
        assertThat(order().terms().deliverTo()).isEqualTo(PARIS);

        Instant due = hub.clock.instant().plusSeconds(3600);
        OrderChange time = hub.changeDesk.propose(order(), new OrderChange.Wish(List.of(), null, due), Samples.ANNA);
        assertThat(time.state()).as("it costs nothing").isEqualTo(OrderChangeState.APPLIED);
        assertThat(placed.job(2, 1).requirements().dueAt()).isEqualTo(due);
    }

    @Test
    void chosenPartsGoAheadAndTheOrderIsPartiallyDeliveredUntilAllHaveGone() {
        placed.release(1, 2);
        hub.booking.handOver(order(), List.of(placed.serial(2)), OLGA);
        assertThat(order().state()).isEqualTo(OrderState.PARTIALLY_DELIVERED);
        assertRefused(
                FailureCode.NOT_DELIVERABLE, () -> hub.booking.handOver(order(), List.of(placed.serial(2)), OLGA));
        assertRefused(
                FailureCode.NOT_DELIVERABLE, () -> hub.booking.handOver(order(), List.of(placed.serial(3)), OLGA));
        hub.booking.confirm(order(), "C-1", "Anna", Samples.ANNA);
        assertThat(placed.part(2).state()).isEqualTo(PartState.DELIVERED);
        assertThat(order().state()).isEqualTo(OrderState.PARTIALLY_DELIVERED);

        placed.release(3, 4);
        assertThat(order().state()).isEqualTo(OrderState.INSPECTED);
        hub.booking.handOver(hub.event(order().id()));
        assertThat(order().state()).isEqualTo(OrderState.SHIPPED);
        assertThat(order().deliveries()).hasSize(2);
        hub.booking.confirm(order(), null, "Anna", Samples.ANNA);
        assertThat(order().state()).isEqualTo(OrderState.DELIVERED);
    }

    @Test
    void partThatIsComplainedAboutIsMadeAgainUnderANumberOfItsOwn() {
        Placed done = Placed.in(OrderState.DELIVERED);
        Part part = done.part(1);
        Complaint complaint = done.hub.complaintDesk.raise(part, Samples.ANNA, "cracked");
        assertThat(done.hub.asked(WorkItem.Kind.DECIDE_COMPLAINT, complaint.id()))
                .isTrue();
        assertRefused(FailureCode.ILLEGAL_TRANSITION, () -> done.hub.complaintDesk.raise(part, Samples.ANNA, "again"));

        Complaint decided =
                done.hub.complaintDesk.decide(complaint, ComplaintDesk.Decision.REPRINT, null, OLGA, "it is");
        assertThat(decided.state()).isEqualTo(ComplaintState.REPRINTED);
        assertThat(decided.replacement()).isEqualTo(done.serial(3));
        assertThat(done.part(1).state()).isEqualTo(PartState.RETURNED);
        assertThat(done.order().state()).isEqualTo(OrderState.PARTIALLY_DELIVERED);
        assertThat(done.hub.events.after(null, part.serial(), null, 0, 100))
                .anySatisfy(e -> assertThat(e.why()).contains(complaint.id(), done.serial(3)));
        assertRefused(
                FailureCode.COMPLAINT_DECIDED,
                () -> done.hub.complaintDesk.decide(decided, ComplaintDesk.Decision.REJECT, null, OLGA, "no"));

        done.release(3);
        done.hub.booking.handOver(done.hub.event(done.order().id()));
        done.hub.booking.confirm(done.order(), null, "Anna", Samples.ANNA);
        assertThat(done.order().state()).isEqualTo(OrderState.DELIVERED);
    }

    @Test
    void refundLessensWhatIsOwedAndNeverBelowNothing() {
        Placed done = Placed.in(OrderState.DELIVERED);
        Complaint complaint = done.hub.complaintDesk.raise(done.part(1), Samples.ANNA, "cracked");
        done.hub.complaintDesk.decide(complaint, ComplaintDesk.Decision.REFUND, null, OLGA, "it is");
        Order order = done.order();
        assertThat(order.state()).isEqualTo(OrderState.DELIVERED);
        assertThat(order.owed().amount().doubleValue())
                .isCloseTo(order.total().amount().doubleValue() / 2, offset(0.02));
        assertRefused(
                FailureCode.REFUND_TOO_LARGE,
                () -> done.hub.complaintDesk.grant(order, order.total().amount(), OLGA, "too much"));
        Order free = done.hub.complaintDesk.grant(order, null, OLGA, "sorry");
        assertThat(free.owed().amount()).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void partThatCannotBeMadeIsTakenOffAndTheRestGoesOn() {
        placed.release(1, 2, 3);
        Order less = hub.cancellation.failOne(order(), placed.part(4), OLGA, "no machine can print it");
        assertThat(less.state()).isEqualTo(OrderState.INSPECTED);
        assertThat(less.line(1).failures()).singleElement().asString().contains("no machine can print it");
        assertThat(less.total()).isEqualTo(hub.linePricing.price(less.line(1), 3, null));
        assertThat(hub.asked(WorkItem.Kind.ORDER_SHORTENED, placed.serial(4))).isTrue();
    }

    @Test
    void machineThatWasToldToStopDoesNotMakeACancelledPartAgain() {
        placed.accepted(1);
        hub.cancellation.cancelParts(order(), Set.of(placed.serial(1)), Samples.ANNA, "no");
        placed.end("a", placed.serial(1) + ".1", Outcome.CANCELLED, null);
        placed.clear("a");
        placed.state("a", DeviceState.IDLE, true, null);
        assertThat(hub.jobs.ofPart(placed.serial(1))).hasSize(1);
    }
}
