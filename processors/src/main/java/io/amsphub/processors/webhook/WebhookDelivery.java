package io.amsphub.processors.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one subscription. What is sent stays the same to the byte, however often it is tried.
 *
 * @param id {@code whd_...}; sorts in the order of the events
 * @param organisation whose
 * @param subscriptionId to whom
 * @param eventId the id of the event, which the consumer knows it by ({@code webhook-id})
 * @param type the type of the event
 * @param subject what the event is about
 * @param body the CloudEvent
 * @param state where it is
 * @param createdAt when the event was found, by the hub's clock
 * @param nextAttemptAt when it is tried; null when it has ended
 * @param endedAt when it ended; null when it has not
 * @param failures since it began, or began anew
 * @param targetDown whether the last attempt failed because the target could not be reached at all
 * @param attempts the last 30
 * @param version for optimistic locking; 0 until stored
 */
public record WebhookDelivery(
        String id,
        String organisation,
        String subscriptionId,
        String eventId,
        String type,
        String subject,
        String body,
        DeliveryState state,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt,
        int failures,
        boolean targetDown,
        List<DeliveryAttempt> attempts,
        long version) {

    private static final int KEPT_ATTEMPTS = 30;

    /** Copies the attempts. */
    public WebhookDelivery {
        attempts = List.copyOf(attempts);
    }

    /** A delivery that begins. */
    public static WebhookDelivery begun(
            String id, WebhookSubscription to, String eventId, String type, String subject, String body, Instant now) {
        return new WebhookDelivery(
                id,
                to.organisation(),
                to.id(),
                eventId,
                type,
                subject,
                body,
                DeliveryState.PENDING,
                now,
                now,
                null,
                0,
                false,
                List.of(),
                0);
    }

    /** Returns the number of the next attempt. */
    public int nextNumber() {
        return attempts.isEmpty() ? 1 : attempts.get(attempts.size() - 1).number() + 1;
    }

    /** Returns it as the target took it. */
    public WebhookDelivery delivered(DeliveryAttempt attempt) {
        return copy(DeliveryState.DELIVERED, null, attempt.at(), failures, false, and(attempt));
    }

    /**
     * Returns it as an attempt failed.
     *
     * @param next when it is tried again; null for never
     * @param down whether the target could not be reached at all
     */
    public WebhookDelivery failed(DeliveryAttempt attempt, @Nullable Instant next, boolean down) {
        return next == null
                ? copy(DeliveryState.FAILED, null, attempt.at(), failures + 1, down, and(attempt))
                : copy(DeliveryState.PENDING, next, null, failures + 1, down, and(attempt));
    }

    /** Returns it as it begins anew; the table is the caller's to ask. */
    public WebhookDelivery again(Instant now) {
        return copy(DeliveryState.PENDING, now, null, 0, false, attempts);
    }

    /** Returns it with another time of the next attempt. */
    public WebhookDelivery due(@Nullable Instant at) {
        return copy(state, at, endedAt, failures, targetDown, attempts);
    }

    private List<DeliveryAttempt> and(DeliveryAttempt attempt) {
        List<DeliveryAttempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return all.subList(Math.max(0, all.size() - KEPT_ATTEMPTS), all.size());
    }

    private WebhookDelivery copy(
            DeliveryState newState,
            @Nullable Instant next,
            @Nullable Instant ended,
            int newFailures,
            boolean down,
            List<DeliveryAttempt> newAttempts) {
        return new WebhookDelivery(
                id,
                organisation,
                subscriptionId,
                eventId,
                type,
                subject,
                body,
                newState,
                createdAt,
                next,
                ended,
                newFailures,
                down,
                newAttempts,
                version);
    }
}
