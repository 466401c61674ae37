package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.port.WebhookDeliveries;
import io.amsphub.processors.port.WebhookLanes;
import io.amsphub.processors.port.WebhookSubscriptions;
import io.amsphub.processors.port.WebhookTransport;
import io.amsphub.processors.webhook.CloudEvents;
import io.amsphub.processors.webhook.DeliveryAttempt;
import io.amsphub.processors.webhook.RetryAfter;
import io.amsphub.processors.webhook.SecretSeal;
import io.amsphub.processors.webhook.WebhookDelivery;
import io.amsphub.processors.webhook.WebhookRules;
import io.amsphub.processors.webhook.WebhookSignature;
import io.amsphub.processors.webhook.WebhookState;
import io.amsphub.processors.webhook.WebhookSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of one subscription, one after the other, oldest event first. A call is made outside of transactions
 * and noted afterwards: if the hub dies between the two, it is made again, under the same id. Thread-safe; one thread
 * at a time for each subscription.
 */
public final class WebhookSending {

    private static final int CALLS_OF_A_TURN = 25;
    private static final int TRIES = 3;
    private static final int GONE = 410;
    private static final String USER_AGENT = "AMSP-Hub-Webhooks/1.0";

    private final WebhookSubscriptions subscriptions;
    private final WebhookDeliveries deliveries;
    private final WebhookLanes lanes;
    private final WebhookTransport transport;
    private final SecretSeal seal;
    private final WebhookRules rules;
    private final DoubleSupplier random;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /**
     * Sending over its stores.
     *
     * @param random numbers from 0 up to 1, which spread the attempts that follow failures
     */
    public WebhookSending(
            WebhookSubscriptions subscriptions,
            WebhookDeliveries deliveries,
            WebhookLanes lanes,
            WebhookTransport transport,
            SecretSeal seal,
            WebhookRules rules,
            DoubleSupplier random,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.lanes = lanes;
        this.transport = transport;
        this.seal = seal;
        this.rules = rules;
        this.random = random;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /** Looks after a subscription until nothing is due, its target fails, or others should have a turn. */
    public void lookAfter(String subscription) {
        boolean goOn = true;
        for (int call = 0; goOn && call < CALLS_OF_A_TURN; call++) {
            Optional<Call> next = unitOfWork.call(() -> next(subscription));
            goOn = next.isPresent() && make(next.get());
        }
    }

    /** One call that is due. */
    private record Call(WebhookSubscription subscription, WebhookDelivery delivery) {}

    private Optional<Call> next(String id) {
        Optional<WebhookLanes.Lane> lane = lanes.find(id);
        if (lane.isEmpty()) {
            return Optional.empty();
        }
        Instant notBefore = lane.get().notBefore();
        if (notBefore != null && notBefore.isAfter(journal.now())) {
            return Optional.empty(); // whoever sends us here read the lane before its target failed
        }
        Optional<WebhookSubscription> active = subscriptions.find(id).filter(s -> s.state() == WebhookState.ACTIVE);
        if (active.isEmpty()) {
            lanes.rest(id, lane.get().wakes(), null);
            return Optional.empty();
        }
        Optional<WebhookDelivery> due = deliveries.nextDue(id, journal.now());
        if (due.isEmpty()) {
            lanes.rest(id, lane.get().wakes(), deliveries.earliest(id).orElse(null));
        }
        return due.map(delivery -> new Call(active.get(), delivery));
    }

    private boolean make(Call call) {
        Instant at = journal.now();
        long before = System.nanoTime();
        WebhookTransport.Answer answer = send(call, at);
        long tookMs = Duration.ofNanos(System.nanoTime() - before).toMillis();
        for (int attempt = 1; ; attempt++) {
            try {
                return unitOfWork.call(() -> note(call, at, tookMs, answer));
            } catch (HubException e) {
                if (e.failureCode() != FailureCode.CONCURRENT_CHANGE || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private WebhookTransport.Answer send(Call call, Instant at) {
        WebhookSubscription to = call.subscription();
        WebhookDelivery delivery = call.delivery();
        List<String> secrets;
        try {
            secrets = to.secrets().stream()
                    .filter(secret -> secret.signsAt(at))
                    .map(secret -> seal.open(to.id(), secret.sealed()))
                    .toList();
        } catch (IllegalStateException e) {
            return new WebhookTransport.Answer(
                    null, null, null, "SECRET", "the secret cannot be read; rotate it", false);
        }
        Map<String, String> headers =
                new HashMap<>(WebhookSignature.headers(secrets, delivery.eventId(), at, delivery.body()));
        headers.put("Content-Type", CloudEvents.MEDIA_TYPE + "; charset=utf-8");
        headers.put("User-Agent", USER_AGENT);
        return transport.post(to.url(), headers, delivery.body());
    }

    /** Notes what came of a call; returns whether the next one may follow at once. */
    private boolean note(Call call, Instant at, long tookMs, WebhookTransport.Answer answer) {
        Optional<WebhookDelivery> now = deliveries.find(call.delivery().id());
        if (now.isEmpty()) {
            return false;
        }
        WebhookDelivery delivery = now.get();
        String id = delivery.subscriptionId();
        Integer status = answer.status();
        boolean success = status != null && status >= 200 && status < 300;
        DeliveryAttempt attempt = new DeliveryAttempt(
                delivery.nextNumber(),
                at,
                tookMs,
                status,
                success ? null : status == null ? answer.code() : "STATUS",
                success ? null : status == null ? answer.detail() : "the target answered " + status,
                answer.excerpt());
        if (success) {
            boolean wasDown = lanes.find(id).map(lane -> lane.failures() > 0).orElse(false);
            deliveries.update(delivery.delivered(attempt));
            lanes.succeeded(id, at);
            if (wasDown) {
                deliveries.hurry(id, journal.now(), true);
            }
            return true;
        }
        return failed(delivery, attempt, answer);
    }

    private boolean failed(WebhookDelivery delivery, DeliveryAttempt attempt, WebhookTransport.Answer answer) {
        String id = delivery.subscriptionId();
        Instant now = journal.now();
        boolean gone = Integer.valueOf(GONE).equals(attempt.status());
        Duration wanted = RetryAfter.parse(answer.retryAfter(), now).orElse(Duration.ZERO);
        Optional<Instant> next = gone
                ? Optional.empty()
                : rules.schedule()
                        .after(delivery.failures() + 1, random.getAsDouble())
                        .map(delay -> now.plus(longer(delay, wanted)));
        deliveries.update(delivery.failed(attempt, next.orElse(null), unreached(attempt.status(), answer)));
        WebhookLanes.Lane lane = lanes.find(id).orElse(null);
        int failures = lane == null ? 1 : lane.failures() + 1;
        boolean unwell = targetIsUnwell(attempt.status()) || !wanted.isZero();
        Instant notBefore =
                unwell ? now.plus(longer(rules.schedule().pause(failures, random.getAsDouble()), wanted)) : null;
        lanes.failed(id, attempt.at(), attempt.code() + ": " + attempt.detail(), notBefore);
        Instant since = lane == null ? null : lane.failingSince();
        if (gone) {
            disable(id, "the target answered 410: it wants no more calls");
        } else if (since != null && since.plus(rules.disableAfter()).isBefore(now)) {
            disable(id, "no call has succeeded since " + since + "; at last: " + attempt.detail());
        } else {
            return !unwell;
        }
        return false;
    }

    private void disable(String id, String why) {
        subscriptions.find(id).filter(s -> s.state() == WebhookState.ACTIVE).ifPresent(s -> {
            subscriptions.update(s.withState(WebhookState.DISABLED, why));
            journal.moved(
                    WebhookState.TRANSITIONS,
                    WebhookDesk.entry(s, Principal.HUB, why),
                    s.state(),
                    WebhookState.DISABLED);
        });
    }

    /** Whether the target as a whole does not do well, so that more calls would not help it. */
    private static boolean targetIsUnwell(@Nullable Integer status) {
        return status == null || status >= 500 || status == 429 || status == 408;
    }

    /** Whether nobody was there who could have looked at the event. */
    private static boolean unreached(@Nullable Integer status, WebhookTransport.Answer answer) {
        return status == null ? !answer.reached() : status == 502 || status == 503 || status == 504;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
