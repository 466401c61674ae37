package io.amsphub.processors.order;

import io.amsphub.processors.quote.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * An invoice, or the credit note that takes some of one back. Its text is fixed when it is issued; only what was paid
 * changes.
 *
 * @param id its number, such as {@code 2026-000042}: without gaps within a year
 * @param orderId the order
 * @param organisation who pays
 * @param kind invoice or credit note
 * @param lines what it is for; they add up to the total
 * @param total what is to be paid, above 0; of a credit note what is paid back
 * @param issuedOn the day
 * @param dueOn the last day of payment
 * @param paid what was paid so far
 * @param issuedAt by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record Invoice(
        String id,
        String orderId,
        String organisation,
        Kind kind,
        List<Line> lines,
        Money total,
        LocalDate issuedOn,
        LocalDate dueOn,
        Money paid,
        Instant issuedAt,
        long version) {

    /** Copies the lines. */
    public Invoice {
        lines = List.copyOf(lines);
    }

    /** What it is. */
    public enum Kind {
        INVOICE,
        CREDIT_NOTE
    }

    /**
     * A line.
     *
     * @param text what for
     * @param amount tax included
     */
    public record Line(String text, Money amount) {}

    /** Returns whether all of it was paid. */
    public boolean settled() {
        return paid.amount().compareTo(total.amount()) >= 0;
    }

    /** Returns whether it should have been paid before a day. */
    public boolean overdue(LocalDate today) {
        return kind == Kind.INVOICE && !settled() && dueOn.isBefore(today);
    }

    /** Returns the invoice with more paid. */
    public Invoice paying(Money more) {
        return new Invoice(
                id, orderId, organisation, kind, lines, total, issuedOn, dueOn, paid.plus(more), issuedAt, version);
    }
}
