package io.amsphub.processors.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Placed;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Invoice;
import io.amsphub.processors.order.LedgerEntry;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderChange;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.order.Payment;
import io.amsphub.processors.order.PaymentState;
import io.amsphub.processors.order.SettlementRule;
import io.amsphub.processors.port.PaymentProvider;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.quote.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettlementTest {

    private static final Principal OLGA = new Principal("olga", "hub", Set.of(Role.OPERATOR));

    /** A provider that keeps books of its own, and loses answers after it has done what it was asked. */
    private static final class Books implements PaymentProvider {

        private final Map<String, BigDecimal[]> payments = new HashMap<>();
        private final Map<String, Answer> answered = new HashMap<>();
        private final Random random;
        private final double lost;
        private long number;

        Books(Random random, double lost) {
            this.random = random;
            this.lost = lost;
        }

        BigDecimal kept() {
            return payments.values().stream().map(p -> p[1].subtract(p[2])).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private Answer done(String key, String reference, String status, Runnable work) throws IOException {
            if (random.nextDouble() < lost) {
                throw new IOException("not reached");
            }
            Answer known = answered.get(key);
            if (known == null) {
                work.run();
                known = new Answer(reference, status, null, ++number);
                answered.put(key, known);
            }
            if (random.nextDouble() < lost) {
                throw new IOException("the answer is lost");
            }
            return known;
        }

        @Override
        public Answer create(String key, String payment, Money amount, @Nullable String url) throws IOException {
            return done(
                    key,
                    "ref-" + payment,
                    "OPEN",
                    () -> payments.put(
                            "ref-" + payment, new BigDecimal[] {amount.amount(), BigDecimal.ZERO, BigDecimal.ZERO}));
        }

        @Override
        public Answer capture(String key, String reference, Money amount) throws IOException {
            return done(key, reference, "AUTHORISED", () -> {
                BigDecimal[] p = requireNonNull(payments.get(reference));
                p[1] = p[1].add(amount.amount());
                assertThat(p[1]).isLessThanOrEqualTo(p[0]);
            });
        }

        @Override
        public Answer refund(String key, String reference, Money amount) throws IOException {
            return done(key, reference, "CLOSED", () -> {
                BigDecimal[] p = requireNonNull(payments.get(reference));
                p[2] = p[2].add(amount.amount());
                assertThat(p[2]).isLessThanOrEqualTo(p[1]);
            });
        }

        @Override
        public Answer release(String key, String reference) throws IOException {
            return done(key, reference, "VOIDED", () -> {});
        }
    }

    private static Placed placed(OrderTerms.Payment payment) {
        return new Placed(4, new OrderTerms(payment, null, null, null, null, null), "a");
    }

    private static void payerSaysYes(Placed placed) {
        for (Payment payment : placed.hub.payments.ofOrder(placed.order().id())) {
            if (payment.state() == PaymentState.OPEN || payment.state() == PaymentState.ASKED) {
                news(placed, payment, "payment.authorised", 1000 + payment.seen() + 1);
            }
        }
    }

    private static String news(Placed placed, Payment payment, String type, long number) {
        PaymentNews desk = new PaymentNews(
                placed.hub.payments, placed.hub.receipts, placed.hub.book, new byte[] {1}, placed.hub.journal);
        return placed.hub.unitOfWork.call(() -> desk.take(
                "msg-" + payment.id() + "-" + number,
                new PaymentNews.News(type, "ref-" + payment.id(), payment.id(), payment.amount(), number, "")));
    }

    private static void settle(Placed placed, OrderSettlement settlement) {
        settlement.settle(placed.hub.event(placed.order().id()));
    }

    @Test
    void nothingIsMadeBeforeTheAmountIsHeldAndItIsTakenWhenPartsAreHandedOver() {
        Placed placed = placed(OrderTerms.Payment.CARD);
        Books books = new Books(new Random(1), 0);
        OrderSettlement settlement = placed.hub.settlement(books);
        placed.confirm();
        assertThat(placed.order().state()).isEqualTo(OrderState.AWAITING_PAYMENT);
        settle(placed, settlement);
        placed.confirm();
        assertThat(placed.hub.parts.ofOrder(placed.order().id())).isEmpty();

        payerSaysYes(placed);
        placed.confirm();
        assertThat(placed.order().state()).isEqualTo(OrderState.CONFIRMED);
        settle(placed, settlement);
        assertThat(books.kept()).isZero();

        placed.release(1, 2);
        placed.hub.booking.handOver(placed.order(), List.of(placed.serial(1), placed.serial(2)), OLGA);
        settle(placed, settlement);
        assertThat(books.kept()).isEqualByComparingTo(SettlementRule.due(placed.order()));
        assertThat(books.kept()).isPositive().isLessThan(placed.order().owed().amount());

        placed.hub.cancellation.cancelLine(placed.order(), 1, Samples.ANNA, "two will do");
        settle(placed, settlement);
        placed.hub.booking.handOver(placed.hub.event(placed.order().id()));
        settle(placed, settlement);
        assertThat(placed.order().state()).isEqualTo(OrderState.SHIPPED);
        assertThat(books.kept()).isEqualByComparingTo(placed.order().owed().amount());
        assertThat(placed.hub.payments.ofOrder(placed.order().id()))
                .allSatisfy(p -> assertThat(p.held()).isZero());
    }

    @Test
    void cancelledOrderLetsGoOfWhatIsHeldAndGivesBackWhatWasTaken() {
        for (OrderTerms.Payment payment : List.of(OrderTerms.Payment.CARD, OrderTerms.Payment.PREPAID)) {
            Placed placed = placed(payment);
            Books books = new Books(new Random(1), 0);
            OrderSettlement settlement = placed.hub.settlement(books);
            placed.confirm();
            settle(placed, settlement);
            payerSaysYes(placed);
            settle(placed, settlement);
            placed.confirm();
            settle(placed, settlement);
            assertThat(books.kept())
                    .isEqualByComparingTo(
                            payment == OrderTerms.Payment.PREPAID
                                    ? placed.order().owed().amount()
                                    : BigDecimal.ZERO);
            placed.hub.cancellation.cancel(placed.order(), Samples.ANNA, "no");
            settle(placed, settlement);
            assertThat(books.kept()).isZero();
            assertThat(placed.hub.payments.ofOrder(placed.order().id()).get(0).state())
                    .isEqualTo(payment == OrderTerms.Payment.PREPAID ? PaymentState.CLOSED : PaymentState.VOIDED);
        }
    }

    @Test
    void newsThatAreRepeatedLateOrOfAnotherAmountMoveNothing() {
        Placed placed = placed(OrderTerms.Payment.CARD);
        OrderSettlement settlement = placed.hub.settlement(new Books(new Random(1), 0));
        placed.confirm();
        settle(placed, settlement);
        Payment open = placed.hub.payments.ofOrder(placed.order().id()).get(0);
        assertThat(news(placed, open, "payment.authorised", 7)).isEqualTo("TAKEN");
        assertThat(news(placed, open, "payment.authorised", 7)).isEqualTo("REPEATED");
        assertThat(news(placed, open, "payment.failed", 5)).isEqualTo("LATE");
        assertThat(news(placed, open, "payment.failed", 9)).as("it is held").isEqualTo("NOTED");
        assertThat(placed.hub.payments.get(open.id()).state()).isEqualTo(PaymentState.AUTHORISED);
        PaymentNews desk = new PaymentNews(
                placed.hub.payments, placed.hub.receipts, placed.hub.book, new byte[] {1}, placed.hub.journal);
        Money other = new Money(BigDecimal.ONE, open.amount().currency());
        assertThat(desk.take(
                        "m9", new PaymentNews.News("payment.authorised", "ref-" + open.id(), open.id(), other, 99, "")))
                .isEqualTo("SET_ASIDE");
        assertThat(placed.hub.payments.get(open.id()).problem()).contains("expected was");
        assertThat(placed.hub.ledger.ofOrder(placed.order().id())).hasSize(1);
    }

    @Test
    void failedPaymentIsAskedAgainWhenThePayerWants() {
        Placed placed = placed(OrderTerms.Payment.PREPAID);
        OrderSettlement settlement = placed.hub.settlement(new Books(new Random(1), 0));
        placed.confirm();
        settle(placed, settlement);
        Payment open = placed.hub.payments.ofOrder(placed.order().id()).get(0);
        news(placed, open, "payment.failed", 3);
        settle(placed, settlement);
        assertThat(placed.hub.payments.ofOrder(placed.order().id())).hasSize(1);
        settlement.askAgain(placed.order());
        settle(placed, settlement);
        assertThatThrownBy(() -> settlement.askAgain(placed.order())).isInstanceOf(HubException.class);
        payerSaysYes(placed);
        placed.confirm();
        assertThat(placed.order().state()).isEqualTo(OrderState.CONFIRMED);
    }

    @Test
    void invoiceIsWrittenForWhatWasHandedOverAndACreditNoteForWhatIsGranted() {
        Placed placed = new Placed(4, "a");
        OrderSettlement settlement = placed.hub.settlement(null);
        settle(placed, settlement);
        assertThat(placed.hub.invoices.ofOrder(placed.order().id())).isEmpty();
        placed.release(1, 2, 3, 4);
        placed.hub.booking.handOver(placed.hub.event(placed.order().id()));
        settle(placed, settlement);
        settle(placed, settlement);
        Invoice invoice = placed.hub.invoices.ofOrder(placed.order().id()).get(0);
        assertThat(invoice.total()).isEqualTo(placed.order().owed());
        assertThat(invoice.dueOn()).isEqualTo(invoice.issuedOn().plusDays(14));
        assertThat(invoice.overdue(invoice.dueOn())).isFalse();
        assertThat(invoice.overdue(invoice.dueOn().plusDays(1))).isTrue();

        Invoice paid = placed.hub.invoicing.paid(invoice, invoice.total().amount(), "bank-1", OLGA);
        assertThat(paid.overdue(invoice.dueOn().plusDays(1))).isFalse();
        assertThatThrownBy(() -> placed.hub.invoicing.paid(paid, BigDecimal.ONE, "bank-1", OLGA))
                .isInstanceOf(HubException.class);
        placed.hub.complaintDesk.grant(placed.order(), BigDecimal.ONE, OLGA, "late");
        settle(placed, settlement);
        assertThat(placed.hub.invoices.ofOrder(placed.order().id()))
                .extracting(Invoice::kind)
                .containsExactly(Invoice.Kind.INVOICE, Invoice.Kind.CREDIT_NOTE);
        assertThat(placed.hub.accounts.get(placed.order().id()).invoiced())
                .isEqualTo(placed.order().owed());
    }

    /** Whatever happens in whatever order, and whichever answers are lost: the books of both sides agree in the end. */
    @ParameterizedTest
    @EnumSource(value = OrderTerms.Payment.class, names = "INVOICE", mode = EnumSource.Mode.EXCLUDE)
    void capturedLessRefundedIsWhatIsOwedAfterAnySequence(OrderTerms.Payment payment) {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            Placed placed = placed(payment);
            Books books = new Books(random, 0.2);
            OrderSettlement settlement = placed.hub.settlement(books);
            for (int step = 0; step < 20; step++) {
                try {
                    placed.hub.unitOfWork.run(() -> something(placed, random));
                } catch (HubException e) {
                    assertThat(e.problem().remedy()).isNotBlank();
                }
                if (random.nextBoolean()) {
                    settle(placed, settlement);
                    assertBooksAgree(placed, books, seed);
                }
            }
            finish(placed, settlement);
            Order order = placed.order();
            assertThat(books.kept())
                    .as("seed %s, %s", seed, order)
                    .isEqualByComparingTo(order.owed().amount());
            assertBooksAgree(placed, books, seed);
            List<Payment> all = placed.hub.payments.ofOrder(order.id());
            assertThat(all).as("seed %s", seed).allSatisfy(p -> assertThat(p.held())
                    .isZero());
        }
    }

    private static void assertBooksAgree(Placed placed, Books books, int seed) {
        List<Payment> all = placed.hub.payments.ofOrder(placed.order().id());
        boolean quiet = all.stream().allMatch(p -> p.asked() == null);
        BigDecimal kept = all.stream().map(Payment::kept).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal entered = placed.hub.ledger.ofOrder(placed.order().id()).stream()
                .map(e -> e.kind() == LedgerEntry.Kind.CAPTURED
                        ? e.amount().amount()
                        : e.kind() == LedgerEntry.Kind.REFUNDED
                                ? e.amount().amount().negate()
                                : BigDecimal.ZERO)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(entered).as("ledger, seed %s", seed).isEqualByComparingTo(kept);
        if (quiet) {
            assertThat(books.kept()).as("seed %s", seed).isEqualByComparingTo(kept);
        }
    }

    private static void something(Placed placed, Random random) {
        MemoryHub hub = placed.hub;
        Order order = placed.order();
        int n = 1 + random.nextInt(Math.max(1, order.lastNumber()));
        switch (random.nextInt(10)) {
            case 0 -> hub.cancellation.cancelParts(order, Set.of(placed.serial(n)), Samples.ANNA, "x");
            case 1, 2 -> {
                OrderChange change = hub.changeDesk.propose(
                        order,
                        new OrderChange.Wish(
                                List.of(new OrderChange.LineQuantity(1, 1 + random.nextInt(8))), null, null),
                        Samples.ANNA);
                if (change.decidedAt() == null) {
                    hub.changeDesk.confirm(change, placed.order(), Samples.ANNA);
                }
            }
            case 3 -> payerSaysYes(placed);
            case 4 -> placed.confirm();
            case 5 -> {
                Part part = placed.part(n);
                if (part.state() == PartState.PLANNED) {
                    placed.release(n);
                }
            }
            case 6 -> hub.booking.handOver(order, List.of(placed.serial(placed.ready())), OLGA);
            case 7 -> hub.complaintDesk.grant(order, new BigDecimal("0.50"), OLGA, "x");
            case 8 -> hub.booking.confirm(order, null, "Anna", Samples.ANNA);
            default -> hub.cancellation.failOne(order, placed.part(n), OLGA, "x");
        }
    }

    /** The rest is made and handed over, or what cannot be is cancelled; every answer comes at last. */
    private static void finish(Placed placed, OrderSettlement settlement) {
        for (int round = 0; round < 15; round++) {
            settle(placed, settlement);
            placed.hub.unitOfWork.run(() -> payerSaysYes(placed));
            placed.confirm();
        }
        Order order = placed.order();
        if (!order.state().beforeParts() && order.state() != OrderState.CANCELLED) {
            for (Part part : placed.hub.parts.ofOrder(order.id())) {
                if (part.state() == PartState.PLANNED) {
                    placed.release(part.number());
                }
            }
            placed.hub.booking.handOver(placed.hub.event(order.id()));
        }
        for (int round = 0; round < 15; round++) {
            settle(placed, settlement);
            placed.hub.unitOfWork.run(() -> payerSaysYes(placed));
        }
    }
}
