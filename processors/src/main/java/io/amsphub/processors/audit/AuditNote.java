package io.amsphub.processors.audit;

import io.amsphub.processors.lifecycle.HubEvent;
import java.time.Instant;

/**
 * One thing that belongs into the audit, before it has its place in the chain.
 *
 * @param id unique; that of the event when it is one
 * @param time by the hub's clock, in milliseconds
 * @param action what was done: the id of the operation, or {@code order.CONFIRMED} for a transition
 * @param subject the id of what it was done to
 * @param organisation of the subject when it is known, or of who did it
 * @param who the principal
 * @param outcome {@link #DONE}, {@link #GIVEN} or {@link #REFUSED}
 * @param origin where the request came from; {@code hub} for what the hub did itself
 * @param detail in words
 */
public record AuditNote(
        String id,
        Instant time,
        String action,
        String subject,
        String organisation,
        String who,
        String outcome,
        String origin,
        String detail) {

    /** Something was decided or changed. */
    public static final String DONE = "DONE";

    /** Something was shown or handed out. */
    public static final String GIVEN = "GIVEN";

    /** Something was asked for and not allowed. */
    public static final String REFUSED = "REFUSED";

    /** The origin of what the hub does itself. */
    public static final String HUB = "hub";

    private static final int LENGTH = 500;
    private static final int ID_LENGTH = 140;

    /** Cuts what is too long: it may come from outside. */
    public AuditNote {
        detail = cut(detail, LENGTH);
        subject = cut(subject, ID_LENGTH);
        organisation = cut(organisation, ID_LENGTH);
        who = cut(who, ID_LENGTH);
        origin = cut(origin, ID_LENGTH);
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    /** Returns the note of an event: every transition and every decision is one. */
    public static AuditNote of(HubEvent event) {
        String from = event.from();
        String change = from == null || from.equals(event.to()) ? event.to() : from + " -> " + event.to();
        return new AuditNote(
                event.id(),
                event.time(),
                event.aggregate() + "." + event.to(),
                event.subject(),
                event.organisation(),
                event.who(),
                DONE,
                HUB,
                change + ": " + event.why());
    }
}
