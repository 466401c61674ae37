package io.amsphub.processors.step;

import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.WebhookDeliveries;
import io.amsphub.processors.port.WebhookLanes;
import io.amsphub.processors.port.WebhookSubscriptions;
import io.amsphub.processors.webhook.CloudEvents;
import io.amsphub.processors.webhook.DeliveryState;
import io.amsphub.processors.webhook.SecretSeal;
import io.amsphub.processors.webhook.SigningSecret;
import io.amsphub.processors.webhook.WebhookDelivery;
import io.amsphub.processors.webhook.WebhookRules;
import io.amsphub.processors.webhook.WebhookSignature;
import io.amsphub.processors.webhook.WebhookState;
import io.amsphub.processors.webhook.WebhookSubscription;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What partners do with their subscriptions. Must be called in a unit of work; targets were checked before. */
public final class WebhookDesk {

    private static final int REPLAYS = 1000;

    private final WebhookSubscriptions subscriptions;
    private final WebhookDeliveries deliveries;
    private final WebhookLanes lanes;
    private final Events events;
    private final CloudEvents cloudEvents;
    private final SecretSeal seal;
    private final WebhookRules rules;
    private final Journal journal;
    private final SecureRandom random = new SecureRandom();

    /** A desk over its stores. */
    public WebhookDesk(
            WebhookSubscriptions subscriptions,
            WebhookDeliveries deliveries,
            WebhookLanes lanes,
            Events events,
            CloudEvents cloudEvents,
            SecretSeal seal,
            WebhookRules rules,
            Journal journal) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.lanes = lanes;
        this.events = events;
        this.cloudEvents = cloudEvents;
        this.seal = seal;
        this.rules = rules;
        this.journal = journal;
    }

    /**
     * What a partner wants.
     *
     * @param url what is called
     * @param types which types of events
     * @param description for people
     */
    public record Wish(String url, List<String> types, String description) {}

    /**
     * A subscription with its newest secret, which is shown once.
     *
     * @param subscription as stored
     * @param secret {@code whsec_...}
     */
    public record Issued(WebhookSubscription subscription, String secret) {}

    /**
     * Makes a subscription.
     *
     * @throws HubException when the organisation has as many as it may
     */
    public Issued create(Wish wish, String organisation, Principal who) {
        if (subscriptions.count(organisation) >= rules.perOrganisation()) {
            throw new HubException(
                    FailureCode.WEBHOOK_LIMIT,
                    organisation + " has " + rules.perOrganisation() + " webhooks",
                    null,
                    "delete one that is not needed, or let one take more types");
        }
        String id = Ids.next("whk");
        String secret = WebhookSignature.freshSecret(random);
        Instant now = journal.now();
        WebhookSubscription subscription = subscriptions.add(new WebhookSubscription(
                id,
                organisation,
                wish.url(),
                wish.types(),
                wish.description(),
                WebhookState.ACTIVE,
                null,
                List.of(new SigningSecret(seal.seal(id, secret), now, null)),
                events.newest(),
                who.name(),
                now,
                0));
        lanes.open(id, organisation);
        journal.began(entry(subscription, who, "subscribed to " + wish.types()), subscription.state());
        return new Issued(subscription, secret);
    }

    /** Describes a subscription anew. With another target, what waits is tried there at once. */
    public WebhookSubscription describe(WebhookSubscription subscription, Wish wish, Principal who) {
        WebhookSubscription changed =
                subscriptions.update(subscription.described(wish.url(), wish.types(), wish.description()));
        if (!wish.url().equals(subscription.url()) && changed.state() == WebhookState.ACTIVE) {
            begin(changed.id());
        }
        journal.noted(entry(changed, who, "described anew"), changed.state());
        return changed;
    }

    /** Pauses a subscription, or has it served again: then what waits is tried at once. */
    public WebhookSubscription move(
            WebhookSubscription subscription, WebhookState to, @Nullable String reason, Principal who) {
        String why = reason == null ? "asked for" : reason;
        journal.moved(WebhookState.TRANSITIONS, entry(subscription, who, why), subscription.state(), to);
        WebhookSubscription moved =
                subscriptions.update(subscription.withState(to, to == WebhookState.ACTIVE ? null : why));
        if (to == WebhookState.ACTIVE) {
            begin(moved.id());
        }
        return moved;
    }

    private void begin(String id) {
        Instant now = journal.now();
        deliveries.hurry(id, now, false);
        lanes.restart(id, now);
    }

    /** Deletes a subscription with everything that was or was to be delivered to it. */
    public void delete(WebhookSubscription subscription, Principal who) {
        journal.moved(
                WebhookState.TRANSITIONS,
                entry(subscription, who, "deleted"),
                subscription.state(),
                WebhookState.DELETED);
        subscriptions.update(subscription.withState(WebhookState.DELETED, "deleted"));
        deliveries.removeOf(subscription.id());
        lanes.close(subscription.id());
    }

    /**
     * Gives a subscription a new secret.
     *
     * @param overlap how long the old one goes on signing beside it; null for what is usual
     */
    public Issued rotate(WebhookSubscription subscription, @Nullable Duration overlap, Principal who) {
        String secret = WebhookSignature.freshSecret(random);
        Instant now = journal.now();
        Instant until = now.plus(overlap == null ? rules.secretOverlap() : overlap);
        WebhookSubscription rotated =
                subscriptions.update(subscription.rotated(seal.seal(subscription.id(), secret), now, until));
        journal.noted(entry(rotated, who, "a new secret; the old one signs until " + until), rotated.state());
        return new Issued(rotated, secret);
    }

    /**
     * Sends an event that stands for nothing that happened.
     *
     * @throws HubException when the subscription is not active
     */
    public WebhookDelivery test(WebhookSubscription subscription) {
        if (subscription.state() != WebhookState.ACTIVE) {
            throw new HubException(
                    FailureCode.WEBHOOK_NOT_ACTIVE,
                    subscription.id() + " is " + subscription.state(),
                    null,
                    "set its state to ACTIVE first");
        }
        Instant now = journal.now();
        var event = cloudEvents.test(subscription.id(), now);
        WebhookDelivery delivery = deliveries.add(WebhookDelivery.begun(
                Ids.next("whd"),
                subscription,
                event.get("id").asText(),
                CloudEvents.TEST,
                subscription.id(),
                Json.write(event),
                now));
        lanes.wake(subscription.id(), now);
        return delivery;
    }

    /** Delivers again, under the same id, whatever became of it before. */
    public WebhookDelivery replay(WebhookDelivery delivery) {
        Instant now = journal.now();
        if (delivery.state() != DeliveryState.PENDING) {
            DeliveryState.TRANSITIONS.require(delivery.id(), delivery.state(), DeliveryState.PENDING);
        }
        WebhookDelivery again = deliveries.update(delivery.again(now));
        lanes.restart(delivery.subscriptionId(), now);
        return again;
    }

    /** Delivers again what failed for good since an instant, up to 1000; returns how many those are. */
    public int replayFailed(WebhookSubscription subscription, Instant since) {
        List<WebhookDelivery> failed = deliveries.failedSince(subscription.id(), since, REPLAYS);
        failed.forEach(this::replay);
        return failed.size();
    }

    static Journal.Entry entry(WebhookSubscription subscription, Principal who, String why) {
        return new Journal.Entry(
                "webhook", subscription.id(), subscription.organisation(), subscription.id(), who, why);
    }
}
