package io.amsphub.processors.retention;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A kind of data that may be removed by its age. What is not listed here is never removed by age: orders, parts, jobs,
 * invoices and every other aggregate, the audit with its chain, and messages that wait.
 */
public enum Retained {
    /** Events of machines and scanners after their registration. */
    MACHINE_EVENTS("device", "scanner"),

    /** Events of what comes before an order and beside it. */
    OTHER_EVENTS("revision", "quote", "rfq", "scan-request", "sliced-file", "webhook", "partner", "centre-key"),

    /** Events of orders, parts, jobs and what belongs to their record. */
    RECORD_EVENTS(
            "order",
            "order-change",
            "part",
            "job",
            "build",
            "scan",
            "delivery",
            "complaint",
            "invoice",
            "payment",
            "licence",
            "protection",
            "copy"),

    /** Replies that were kept for idempotency keys. */
    REPLIES,

    /** Ids of messages that stages have handled, and why earlier attempts at messages failed. */
    INBOX,

    /** Dead letters that were replayed. */
    DEAD_LETTERS,

    /** Deliveries of webhooks. */
    WEBHOOK_DELIVERIES,

    /** Which trace an order belongs to. */
    TRACES,

    /** Uploads that nobody goes on with. */
    UPLOADS,

    /** Files for machines that were made of models, and can be made again. */
    PRINT_FILES,

    /** Contents that nothing refers to. */
    CONTENTS;

    /** The kinds that are rows of the database. */
    public static final Set<Retained> ROWS = Set.of(
            MACHINE_EVENTS, OTHER_EVENTS, RECORD_EVENTS, REPLIES, INBOX, DEAD_LETTERS, WEBHOOK_DELIVERIES, TRACES);

    @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
    private final List<String> aggregates;

    Retained(String... aggregates) {
        this.aggregates = List.of(aggregates);
    }

    /** Returns the aggregates whose events these are; none when they are no events. */
    public List<String> aggregates() {
        return aggregates;
    }

    /** Returns its name as settings, metrics and the API write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
