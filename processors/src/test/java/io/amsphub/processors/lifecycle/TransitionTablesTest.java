package io.amsphub.processors.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.nesting.BuildState;
import io.amsphub.processors.order.ComplaintState;
import io.amsphub.processors.order.OrderChangeState;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.order.PaymentState;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.quote.QuoteState;
import io.amsphub.processors.rfq.RfqState;
import io.amsphub.processors.scan.ScanRequestState;
import io.amsphub.processors.scan.ScanState;
import io.amsphub.processors.webhook.DeliveryState;
import io.amsphub.processors.webhook.WebhookState;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table against the picture of it that is written out here, all pairs of states. */
class TransitionTablesTest {

    static Stream<Arguments> tables() {
        return Stream.of(
                arguments(
                        RevisionState.TRANSITIONS,
                        RevisionState.values(),
                        "UPLOADING>UPLOADED UPLOADING>REJECTED UPLOADING>CANCELLED"
                                + " COMPOSING>UPLOADED COMPOSING>REJECTED"
                                + " UPLOADED>DEFECTIVE UPLOADED>READY UPLOADED>REJECTED"
                                + " DEFECTIVE>IN_REVIEW DEFECTIVE>READY DEFECTIVE>REJECTED"
                                + " IN_REVIEW>READY IN_REVIEW>REJECTED IN_REVIEW>DEFECTIVE"),
                arguments(
                        QuoteState.TRANSITIONS,
                        QuoteState.values(),
                        "REQUESTED>PRICED REQUESTED>IN_REVIEW REQUESTED>REFUSED IN_REVIEW>PRICED IN_REVIEW>REFUSED"
                                + " PRICED>ORDERED PRICED>EXPIRED"),
                arguments(
                        RfqState.TRANSITIONS,
                        RfqState.values(),
                        "OPEN>AWARDED OPEN>CLOSED OPEN>UNANSWERED OPEN>CANCELLED CLOSED>AWARDED CLOSED>CANCELLED"),
                arguments(
                        OrderState.TRANSITIONS,
                        OrderState.values(),
                        "CREATED>CONFIRMED CREATED>CANCELLED CONFIRMED>IN_PRODUCTION CONFIRMED>CANCELLED"
                                + " CREATED>AWAITING_APPROVAL CREATED>AWAITING_PAYMENT"
                                + " AWAITING_APPROVAL>AWAITING_PAYMENT AWAITING_APPROVAL>CONFIRMED"
                                + " AWAITING_APPROVAL>CANCELLED AWAITING_PAYMENT>CONFIRMED AWAITING_PAYMENT>CANCELLED"
                                + " IN_PRODUCTION>INSPECTED IN_PRODUCTION>PARTIALLY_DELIVERED"
                                + " IN_PRODUCTION>CANCELLED PARTIALLY_DELIVERED>INSPECTED PARTIALLY_DELIVERED>SHIPPED"
                                + " PARTIALLY_DELIVERED>DELIVERED INSPECTED>SHIPPED INSPECTED>PARTIALLY_DELIVERED"
                                + " SHIPPED>DELIVERED SHIPPED>PARTIALLY_DELIVERED DELIVERED>PARTIALLY_DELIVERED"),
                arguments(
                        PartState.TRANSITIONS,
                        PartState.values(),
                        "PLANNED>IN_PRODUCTION PLANNED>STOPPED PLANNED>CANCELLED"
                                + " IN_PRODUCTION>PRINTED IN_PRODUCTION>PLANNED IN_PRODUCTION>STOPPED"
                                + " IN_PRODUCTION>CANCELLED PRINTED>IN_POST_PROCESSING PRINTED>CANCELLED"
                                + " PRINTED>PLANNED PRINTED>STOPPED IN_POST_PROCESSING>PLANNED"
                                + " IN_POST_PROCESSING>STOPPED"
                                + " IN_POST_PROCESSING>IN_INSPECTION IN_POST_PROCESSING>CANCELLED"
                                + " IN_INSPECTION>RELEASED IN_INSPECTION>PLANNED IN_INSPECTION>STOPPED"
                                + " IN_INSPECTION>CANCELLED RELEASED>DELIVERED DELIVERED>RETURNED STOPPED>PLANNED STOPPED>CANCELLED"));
    }

    static Stream<Arguments> tablesOfOrders() {
        return Stream.of(
                arguments(
                        OrderChangeState.TRANSITIONS, OrderChangeState.values(), "PROPOSED>APPLIED PROPOSED>DECLINED"),
                arguments(
                        ComplaintState.TRANSITIONS,
                        ComplaintState.values(),
                        "OPEN>REPRINTED OPEN>REFUNDED OPEN>REJECTED"),
                arguments(
                        PaymentState.TRANSITIONS,
                        PaymentState.values(),
                        "ASKED>OPEN ASKED>AUTHORISED ASKED>FAILED ASKED>VOIDED OPEN>AUTHORISED OPEN>FAILED OPEN>VOIDED"
                                + " AUTHORISED>CLOSED AUTHORISED>VOIDED AUTHORISED>FAILED"));
    }

    static Stream<Arguments> tablesOfTheFloor() {
        return Stream.of(
                arguments(
                        JobState.TRANSITIONS,
                        JobState.values(),
                        "QUEUED>DISPATCHED QUEUED>HELD QUEUED>CANCELLED HELD>QUEUED HELD>CANCELLED"
                                + " QUEUED>IN_BUILD IN_BUILD>QUEUED IN_BUILD>FINISHED IN_BUILD>FAILED"
                                + " IN_BUILD>CANCELLED"
                                + " DISPATCHED>ACCEPTED DISPATCHED>PRINTING DISPATCHED>FINISHED DISPATCHED>FAILED"
                                + " DISPATCHED>CANCELLED DISPATCHED>QUEUED DISPATCHED>HELD DISPATCHED>UNCERTAIN"
                                + " UNCERTAIN>ACCEPTED UNCERTAIN>PRINTING UNCERTAIN>FINISHED UNCERTAIN>FAILED"
                                + " UNCERTAIN>CANCELLED UNCERTAIN>QUEUED UNCERTAIN>HELD"
                                + " ACCEPTED>PRINTING ACCEPTED>PAUSED ACCEPTED>FINISHED ACCEPTED>FAILED"
                                + " ACCEPTED>CANCELLED PRINTING>PAUSED PRINTING>FINISHED PRINTING>FAILED"
                                + " PRINTING>CANCELLED PAUSED>PRINTING PAUSED>FINISHED PAUSED>FAILED PAUSED>CANCELLED"),
                arguments(
                        BuildState.TRANSITIONS,
                        BuildState.values(),
                        "NESTING>PROPOSED NESTING>REFUSED NESTING>FORMED NESTING>DISSOLVED PROPOSED>FORMED"
                                + " PROPOSED>DISSOLVED FORMED>DISSOLVED"),
                arguments(
                        ScanRequestState.TRANSITIONS,
                        ScanRequestState.values(),
                        "SENT>ACCEPTED SENT>REFUSED SENT>EXPIRED SENT>SCANNED SENT>WITHDRAWN ACCEPTED>SCANNED"
                                + " ACCEPTED>WITHDRAWN REFUSED>WITHDRAWN EXPIRED>SCANNED EXPIRED>WITHDRAWN"),
                arguments(
                        ScanState.TRANSITIONS,
                        ScanState.values(),
                        "ANNOUNCED>RECEIVED ANNOUNCED>DISMISSED DELIVERED>RECEIVED DELIVERED>DISMISSED"
                                + " RECEIVED>EVALUATED RECEIVED>NOT_EVALUATED RECEIVED>DISMISSED"
                                + " EVALUATED>DECIDED EVALUATED>DISMISSED NOT_EVALUATED>DECIDED"
                                + " NOT_EVALUATED>DISMISSED"),
                arguments(
                        WebhookState.TRANSITIONS,
                        WebhookState.values(),
                        "ACTIVE>PAUSED ACTIVE>DISABLED ACTIVE>DELETED PAUSED>ACTIVE PAUSED>DELETED DISABLED>ACTIVE"
                                + " DISABLED>DELETED"),
                arguments(
                        DeliveryState.TRANSITIONS,
                        DeliveryState.values(),
                        "PENDING>DELIVERED PENDING>FAILED DELIVERED>PENDING FAILED>PENDING"),
                arguments(
                        Registration.TRANSITIONS,
                        Registration.values(),
                        "REGISTERED>QUALIFIED REGISTERED>RETIRED QUALIFIED>SUSPENDED QUALIFIED>RETIRED"
                                + " SUSPENDED>QUALIFIED SUSPENDED>RETIRED"));
    }

    @ParameterizedTest
    @MethodSource({"tables", "tablesOfOrders", "tablesOfTheFloor"})
    <S extends Enum<S>> void allowsWhatThePictureShowsAndNothingElse(Transitions<S> table, S[] states, String picture) {
        Set<String> drawn = Set.of(picture.split(" "));
        Set<String> allowed = new TreeSet<>();
        for (S from : states) {
            for (S to : states) {
                if (table.allows(from, to)) {
                    table.require("x", from, to);
                    allowed.add(from + ">" + to);
                } else {
                    assertThatThrownBy(() -> table.require("x", from, to))
                            .isInstanceOfSatisfying(HubException.class, e -> {
                                assertThat(e.failureCode()).isEqualTo(FailureCode.ILLEGAL_TRANSITION);
                                assertThat(e.problem().detail()).contains("x is " + from, "become " + to);
                                assertThat(e.problem().remedy()).isNotBlank();
                            });
                }
            }
        }
        assertThat(allowed).isEqualTo(new TreeSet<>(drawn));
    }

    @Test
    void jobThatMachineHasIsLive() {
        for (JobState state : JobState.values()) {
            assertThat(!state.onMachine() || state.live()).as(state.name()).isTrue();
        }
        assertThat(JobState.QUEUED.onMachine()).isFalse();
        assertThat(JobState.HELD.onMachine()).isFalse();
        assertThat(JobState.UNCERTAIN.onMachine()).isTrue();
    }
}
