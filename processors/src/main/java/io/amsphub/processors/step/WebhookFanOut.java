package io.amsphub.processors.step;

import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.EventCursors;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.port.WebhookDeliveries;
import io.amsphub.processors.port.WebhookLanes;
import io.amsphub.processors.port.WebhookSubscriptions;
import io.amsphub.processors.webhook.CloudEvents;
import io.amsphub.processors.webhook.WebhookDelivery;
import io.amsphub.processors.webhook.WebhookState;
import io.amsphub.processors.webhook.WebhookSubscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Follows the record of events and makes a delivery of each event for each subscription of its organisation that wants
 * it. The deliveries and how far it has come are kept in one transaction: after a crash it goes on where it was, and
 * makes none twice. One thread of one node calls it.
 */
public final class WebhookFanOut {

    /** The name under which it remembers how far it has come. */
    public static final String READER = "webhooks";

    private static final int BATCH = 200;

    private final Events events;
    private final EventCursors cursors;
    private final WebhookSubscriptions subscriptions;
    private final WebhookDeliveries deliveries;
    private final WebhookLanes lanes;
    private final CloudEvents cloudEvents;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** A fan-out over its stores. */
    public WebhookFanOut(
            Events events,
            EventCursors cursors,
            WebhookSubscriptions subscriptions,
            WebhookDeliveries deliveries,
            WebhookLanes lanes,
            CloudEvents cloudEvents,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.events = events;
        this.cursors = cursors;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.lanes = lanes;
        this.cloudEvents = cloudEvents;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /** Works up a batch of events and returns how many those were; 0 when none waits. */
    public int fanOut() {
        return unitOfWork.call(() -> {
            List<HubEvent> found = events.after(null, null, null, cursors.position(READER, events::newest), BATCH);
            if (!found.isEmpty()) {
                deliver(found);
                cursors.move(READER, found.get(found.size() - 1).sequence());
            }
            return found.size();
        });
    }

    private void deliver(List<HubEvent> found) {
        Set<String> organisations = found.stream().map(HubEvent::organisation).collect(Collectors.toSet());
        Map<String, List<WebhookSubscription>> byOrganisation = subscriptions.receiving(organisations).stream()
                .collect(Collectors.groupingBy(WebhookSubscription::organisation));
        Instant now = journal.now();
        Set<String> woken = new TreeSet<>();
        for (HubEvent event : found) {
            String type = CloudEvents.type(event);
            for (WebhookSubscription subscription : byOrganisation.getOrDefault(event.organisation(), List.of())) {
                if (subscription.wants(type, event.sequence())) {
                    deliveries.add(WebhookDelivery.begun(
                            Ids.next("whd"),
                            subscription,
                            event.id(),
                            type,
                            event.subject(),
                            Json.write(cloudEvents.of(event)),
                            now));
                    if (subscription.state() == WebhookState.ACTIVE) {
                        woken.add(subscription.id());
                    }
                }
            }
        }
        woken.forEach(subscription -> lanes.wake(subscription, now));
    }
}
