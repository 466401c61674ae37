package io.amsphub.processors.port;

import io.amsphub.processors.webhook.WebhookDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where deliveries are kept. A delivery that is gone is gone: nothing else refers to it. */
public interface WebhookDeliveries extends Repository<WebhookDelivery> {

    /** Returns the oldest delivery of a subscription that is to be tried. */
    Optional<WebhookDelivery> nextDue(String subscription, Instant now);

    /** Returns when the next delivery of a subscription is to be tried. */
    Optional<Instant> earliest(String subscription);

    /**
     * Makes deliveries of a subscription due that wait for their next attempt.
     *
     * @param onlyUnreached whether only those whose last attempt did not reach the target
     */
    void hurry(String subscription, Instant now, boolean onlyUnreached);

    /** Returns deliveries of a subscription that failed for good and were made since an instant, oldest first. */
    List<WebhookDelivery> failedSince(String subscription, Instant since, int limit);

    /** Removes all deliveries of a subscription. */
    void removeOf(String subscription);
}
