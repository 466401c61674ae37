package io.amsphub.connectors.jpa;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Which trace an order belongs to: that of the request which placed it. So one trace follows the order, also past what
 * carries no trace, such as a report of a machine or a person who takes a part from it. Does nothing until it is told to
 * {@link #follow}.
 */
public final class JpaTraces {

    private static final String ORDER = "ord_";
    private static final String VERSION = "00";

    private final EntityManager entityManager;
    private final Clock clock;
    private volatile boolean following;

    /** Traces over a shared entity manager. */
    JpaTraces(EntityManager entityManager, Clock clock) {
        this.entityManager = entityManager;
        this.clock = clock;
    }

    /** Messages carry traces from now on. */
    public void follow() {
        following = true;
    }

    /**
     * Returns what a message that leaves now carries as {@code traceparent} (W3C Trace Context): the span that writes it, or
     * the first one of its order when the former is of another trace; null when there is none.
     *
     * @param correlationId what the message belongs to
     */
    @Nullable
    String parentOf(String correlationId) {
        if (!following) {
            return null;
        }
        SpanContext current = Span.current().getSpanContext();
        String here = current.isValid() ? text(current) : null;
        if (!correlationId.startsWith(ORDER)) {
            return here;
        }
        TraceRow known = entityManager.find(TraceRow.class, correlationId);
        if (known != null) {
            return known.traceparent.contains(current.getTraceId()) ? here : known.traceparent;
        }
        if (here != null) {
            TraceRow row = new TraceRow();
            row.correlationId = correlationId;
            row.traceparent = here;
            row.begunAt = clock.instant();
            entityManager.persist(row);
        }
        return here;
    }

    private static String text(SpanContext span) {
        return String.join(
                "-",
                VERSION,
                span.getTraceId(),
                span.getSpanId(),
                span.getTraceFlags().asHex());
    }
}
