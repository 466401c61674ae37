package io.amsphub.processors.step;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.LedgerEntry;
import io.amsphub.processors.order.Payment;
import io.amsphub.processors.order.PaymentState;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Ledger;
import io.amsphub.processors.port.PaymentProvider;
import io.amsphub.processors.port.Payments;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what the provider did: the payment, the ledger and the event in one. What was written once is not written
 * again, whichever of answer and webhook comes first. Must be called in a unit of work.
 */
public final class PaymentBook {

    private final Payments payments;
    private final Ledger ledger;
    private final Production production;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what a movement of money touches. */
    public PaymentBook(Payments payments, Ledger ledger, Production production, Intake intake, Journal journal) {
        this.payments = payments;
        this.ledger = ledger;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
    }

    /** Takes in the answer to what the provider was asked; nothing when it was taken in before. */
    public void done(Payment before, PaymentProvider.Answer answer) {
        Payment payment = payments.get(before.id());
        Payment.Asked asked = payment.asked();
        if (asked == null
                || before.asked() == null
                || !asked.key().equals(before.asked().key())) {
            return;
        }
        Payment told = payment.named(answer.reference(), answer.redirectUrl())
                .asking(null)
                .troubled(null)
                .seeing(answer.number());
        switch (asked.kind()) {
            case CREATE -> opened(told, answer.status());
            case CAPTURE -> {
                Payment taken = told.taking(asked.amount());
                enter(asked.key(), taken, LedgerEntry.Kind.CAPTURED, asked.amount(), asked.why());
                if (taken.held().signum() == 0 && taken.state() == PaymentState.AUTHORISED) {
                    move(taken, PaymentState.CLOSED, "all of it is taken");
                } else {
                    payments.update(taken);
                }
            }
            case REFUND -> {
                enter(asked.key(), told, LedgerEntry.Kind.REFUNDED, asked.amount(), asked.why());
                payments.update(told.givingBack(asked.amount()));
            }
            case VOID -> {
                if (told.held().signum() > 0) {
                    enter(asked.key(), told, LedgerEntry.Kind.RELEASED, asked.amount(), asked.why());
                }
                boolean some = told.captured().amount().signum() > 0;
                move(told, some ? PaymentState.CLOSED : PaymentState.VOIDED, asked.why());
            }
        }
    }

    private void opened(Payment payment, String status) {
        if (payment.state() != PaymentState.ASKED) {
            payments.update(payment);
        } else if (status.equals("AUTHORISED")) {
            authorised(payment);
        } else {
            move(payment, PaymentState.OPEN, "the payer is asked for " + payment.amount());
        }
    }

    /** Notes that the provider holds the amount, once. */
    public Payment authorised(Payment payment) {
        enter(payment.id() + "-held", payment, LedgerEntry.Kind.AUTHORISED, payment.amount(), "the payer said yes");
        Payment held = move(payment, PaymentState.AUTHORISED, payment.amount() + " is held");
        intake.orderPlaced(payment.orderId());
        intake.settlementDue(payment.orderId());
        return held;
    }

    /** Notes that nothing comes of a payment. */
    public Payment failed(Payment payment, String why) {
        production.ask(
                WorkItem.Kind.RESOLVE_PAYMENT,
                payment.id(),
                payment.organisation(),
                "Payment " + payment.id() + " of " + payment.amount() + " failed: " + why + ". POST /orders/"
                        + payment.orderId() + "/payments asks the payer again.");
        return move(payment.asking(null).troubled(why), PaymentState.FAILED, why);
    }

    /** Notes that the provider refuses what it was asked; a person looks at it, and nothing more is asked until then. */
    public void refused(Payment before, String why) {
        Payment payment = payments.get(before.id());
        if (payment.asked() == null) {
            return;
        }
        if (payment.asked().kind() == Payment.Kind.CREATE && payment.state() == PaymentState.ASKED) {
            failed(payment, why);
        } else {
            trouble(
                    payment.asking(null),
                    "the provider refuses to " + payment.asked().kind() + " "
                            + payment.asked().amount() + ": " + why);
        }
    }

    /** Notes that a person has to look at a payment. */
    public Payment trouble(Payment payment, String why) {
        production.askAnew(
                WorkItem.Kind.RESOLVE_PAYMENT,
                payment.id(),
                payment.organisation(),
                "Payment " + payment.id() + ": " + why + ". Look at it at the provider, then POST /payments/"
                        + payment.id() + "/retry.");
        journal.noted(entry(payment, why), payment.state());
        return payments.update(payment.troubled(why));
    }

    /** Writes a movement into the ledger. */
    public void enter(String key, Payment payment, LedgerEntry.Kind kind, Money amount, String why) {
        if (amount.amount().compareTo(BigDecimal.ZERO) <= 0 || ledger.find(key).isPresent()) {
            return;
        }
        String reference = payment.reference() == null ? payment.id() : payment.reference();
        ledger.add(new LedgerEntry(
                key,
                payment.orderId(),
                payment.organisation(),
                kind,
                amount,
                reference,
                Principal.HUB.name(),
                why,
                journal.now(),
                0));
        journal.noted(entry(payment, kind + " " + amount + ": " + why), payment.state());
    }

    /** Moves a payment and stores it. */
    public Payment move(Payment payment, PaymentState next, String why) {
        journal.moved(PaymentState.TRANSITIONS, entry(payment, why), payment.state(), next);
        return payments.update(payment.withState(next));
    }

    /** Begins a payment. */
    public Payment begin(Payment payment, @Nullable String why) {
        Payment added = payments.add(payment);
        journal.began(entry(payment, String.valueOf(why)), payment.state());
        return added;
    }

    private static Journal.Entry entry(Payment payment, String why) {
        return new Journal.Entry(
                "payment", payment.id(), payment.organisation(), payment.orderId(), Principal.HUB, why);
    }
}
