package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Credit;
import io.amsphub.processors.order.Invoice;
import io.amsphub.processors.order.LedgerEntry;
import io.amsphub.processors.order.NumberRange;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderAccount;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.order.SettlementRule;
import io.amsphub.processors.port.Invoices;
import io.amsphub.processors.port.Ledger;
import io.amsphub.processors.port.NumberRanges;
import io.amsphub.processors.port.OrderAccounts;
import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes invoices for what was handed over, and credit notes for what is owed no more. Their numbers have no gaps: a
 * number is taken in the transaction that uses it. Must be called in a unit of work.
 */
public final class Invoicing {

    private final Invoices invoices;
    private final NumberRanges ranges;
    private final OrderAccounts accounts;
    private final Ledger ledger;
    private final LinePricing pricing;
    private final Journal journal;

    /** Brings together what an invoice is made of. */
    public Invoicing(
            Invoices invoices,
            NumberRanges ranges,
            OrderAccounts accounts,
            Ledger ledger,
            LinePricing pricing,
            Journal journal) {
        this.invoices = invoices;
        this.ranges = ranges;
        this.accounts = accounts;
        this.ledger = ledger;
        this.pricing = pricing;
        this.journal = journal;
    }

    /** Brings what was invoiced to what is due; does nothing when it is. */
    public void follow(Order order) {
        OrderAccount account = accounts.find(order.id()).orElse(null);
        if (account == null) {
            return;
        }
        BigDecimal due = SettlementRule.due(order);
        BigDecimal invoiced = account.invoiced().amount();
        BigDecimal owed = order.owed().amount();
        if (due.compareTo(invoiced) > 0) {
            issue(order, account, Invoice.Kind.INVOICE, due.subtract(invoiced));
        } else if (owed.compareTo(invoiced) < 0) {
            issue(order, account, Invoice.Kind.CREDIT_NOTE, invoiced.subtract(owed));
        }
    }

    private void issue(Order order, OrderAccount account, Invoice.Kind kind, BigDecimal amount) {
        Money total = new Money(amount, order.total().currency());
        LocalDate today = LocalDate.ofInstant(journal.now(), ZoneOffset.UTC);
        String number = number(today);
        Invoice invoice = invoices.add(new Invoice(
                number,
                order.id(),
                order.organisation(),
                kind,
                lines(order, account, kind, total),
                total,
                today,
                today.plusDays(pricing.paymentDays(order.lines().get(0))),
                Money.zero(total.currency()),
                journal.now(),
                0));
        boolean asks = kind == Invoice.Kind.INVOICE;
        accounts.update(account.invoicing(new Money(
                asks
                        ? account.invoiced().amount().add(amount)
                        : account.invoiced().amount().subtract(amount),
                total.currency())));
        enter(invoice, number, asks ? LedgerEntry.Kind.INVOICED : LedgerEntry.Kind.CREDITED, total, Principal.HUB);
    }

    private static List<Invoice.Line> lines(Order order, OrderAccount account, Invoice.Kind kind, Money total) {
        boolean whole = kind == Invoice.Kind.INVOICE
                && account.invoiced().amount().signum() == 0
                && order.owed().equals(total);
        if (!whole) {
            String what = kind == Invoice.Kind.INVOICE
                    ? "Parts of order " + order.id() + " that were handed over"
                    : "Order " + order.id() + " costs " + order.owed() + " now";
            return List.of(new Invoice.Line(what + ", " + account.invoiced() + " was invoiced before", total));
        }
        List<Invoice.Line> lines = new ArrayList<>();
        for (OrderLine line : order.lines()) {
            lines.add(new Invoice.Line(
                    "Line " + line.number() + ": " + line.billed() + " of " + line.revisionId() + " in "
                            + line.materialId(),
                    line.total()));
        }
        for (Credit credit : order.credits()) {
            lines.add(new Invoice.Line(
                    credit.reason(), new Money(credit.amount().amount().negate(), total.currency())));
        }
        return lines;
    }

    private String number(LocalDate today) {
        String id = "invoice-" + today.getYear();
        NumberRange range = ranges.find(id).orElseGet(() -> ranges.add(new NumberRange(id, 1, 0)));
        ranges.update(range.advanced());
        return String.format(Locale.ROOT, "%d-%06d", today.getYear(), range.next());
    }

    /**
     * Notes that an invoice was paid, or a credit note paid back.
     *
     * @param reference of the bank; the same one again is refused
     * @throws HubException when the amount does not fit
     */
    public Invoice paid(Invoice invoice, BigDecimal amount, String reference, Principal who) {
        Money paid = new Money(amount, invoice.total().currency());
        BigDecimal open = invoice.total().amount().subtract(invoice.paid().amount());
        String key = invoice.id() + "/" + reference;
        if (paid.amount().signum() <= 0
                || paid.amount().compareTo(open) > 0
                || ledger.find(key).isPresent()) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "invoice " + invoice.id() + " has " + open + " open, and "
                            + (ledger.find(key).isPresent() ? reference + " was booked" : paid + " is to be booked"),
                    "/amount",
                    "book each payment once, up to what is open");
        }
        boolean back = invoice.kind() == Invoice.Kind.CREDIT_NOTE;
        enter(invoice, key, back ? LedgerEntry.Kind.PAID_BACK : LedgerEntry.Kind.PAID, paid, who);
        return invoices.update(invoice.paying(paid));
    }

    private void enter(Invoice invoice, String key, LedgerEntry.Kind kind, Money amount, Principal who) {
        String why = kind + " " + amount + " by " + invoice.id();
        ledger.add(new LedgerEntry(
                key,
                invoice.orderId(),
                invoice.organisation(),
                kind,
                amount,
                invoice.id(),
                who.name(),
                why,
                journal.now(),
                0));
        journal.noted(
                new Journal.Entry("invoice", invoice.id(), invoice.organisation(), invoice.orderId(), who, why),
                invoice.kind());
    }
}
