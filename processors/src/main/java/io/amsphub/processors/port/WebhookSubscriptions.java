package io.amsphub.processors.port;

import io.amsphub.processors.webhook.WebhookSubscription;
import java.util.Collection;
import java.util.List;

/** Where subscriptions are kept. */
public interface WebhookSubscriptions extends Repository<WebhookSubscription> {

    /** Returns the subscriptions of organisations for which events are kept: active and paused ones. */
    List<WebhookSubscription> receiving(Collection<String> organisations);

    /** Returns how many subscriptions an organisation has. */
    long count(String organisation);
}
