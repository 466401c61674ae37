package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.port.WebhookDeliveries;
import io.amsphub.processors.port.WebhookLanes;
import io.amsphub.processors.port.WebhookSubscriptions;
import io.amsphub.processors.port.WebhookTransport;
import io.amsphub.processors.step.WebhookDesk;
import io.amsphub.processors.webhook.WebhookDelivery;
import io.amsphub.processors.webhook.WebhookState;
import io.amsphub.processors.webhook.WebhookSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks: what partners subscribe to, and what became of each delivery. Where a target leads is looked at before a
 * unit of work begins, because a name server may take its time.
 */
public final class WebhookResource implements ApiResource {

    private static final String DELETED = WebhookState.DELETED.name();

    private final WebhookSubscriptions subscriptions;
    private final WebhookDeliveries deliveries;
    private final WebhookLanes lanes;
    private final WebhookTransport transport;
    private final WebhookDesk desk;
    private final UnitOfWork unitOfWork;

    /** The resource over its stores and steps. */
    public WebhookResource(
            WebhookSubscriptions subscriptions,
            WebhookDeliveries deliveries,
            WebhookLanes lanes,
            WebhookTransport transport,
            WebhookDesk desk,
            UnitOfWork unitOfWork) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.lanes = lanes;
        this.transport = transport;
        this.desk = desk;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                new ApiOperation("createWebhook", SENDERS, false, true, false, false, this::create),
                ApiOperation.of("listWebhooks", READERS, this::list),
                ApiOperation.of("getWebhook", READERS, r -> show(subscription(r))),
                new ApiOperation("describeWebhook", SENDERS, false, false, false, false, this::describe),
                ApiOperation.of("deleteWebhook", SENDERS, this::delete),
                ApiOperation.of("setWebhookState", SENDERS, this::move),
                ApiOperation.secret("rotateWebhookSecret", SENDERS, this::rotate),
                ApiOperation.of("testWebhook", SENDERS, r -> accepted(desk.test(subscription(r)))),
                ApiOperation.of("listWebhookDeliveries", READERS, this::history),
                ApiOperation.of("getWebhookDelivery", READERS, r -> HttpReply.json(200, delivery(r))),
                ApiOperation.of("replayWebhookDelivery", SENDERS, r -> accepted(desk.replay(found(r)))),
                ApiOperation.of("replayFailedWebhookDeliveries", SENDERS, this::replayFailed));
    }

    private HttpReply create(ApiRequest request) {
        NewWebhook wanted = request.body(NewWebhook.class);
        String organisation = wanted.organisation() == null ? request.who().organisation() : wanted.organisation();
        if (!organisation.equals(request.who().organisation())
                && !request.who().roles().contains(Role.OPERATOR)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    "only an operator subscribes for another organisation",
                    "/organisation",
                    "leave it out");
        }
        transport.require(wanted.url());
        WebhookDesk.Issued issued = unitOfWork.call(() -> desk.create(
                new WebhookDesk.Wish(
                        wanted.url(), wanted.types(), wanted.description() == null ? "" : wanted.description()),
                organisation,
                request.who()));
        return issued(201, issued)
                .with("Location", "/api/v1/webhooks/" + issued.subscription().id());
    }

    private HttpReply list(ApiRequest request) {
        PageRequest asked = request.page("state");
        Map<String, String> filters = new HashMap<>(asked.filters());
        filters.put("not", DELETED);
        return Views.page(
                subscriptions.page(new PageRequest(asked.organisation(), filters, asked.after(), asked.limit())),
                this::view);
    }

    private HttpReply describe(ApiRequest request) {
        Description wanted = request.body(Description.class);
        if (wanted.url() != null) {
            transport.require(wanted.url());
        }
        return unitOfWork.call(() -> {
            WebhookSubscription old = subscription(request);
            request.requireVersion(old.id(), old.version());
            return show(desk.describe(
                    old,
                    new WebhookDesk.Wish(
                            wanted.url() == null ? old.url() : wanted.url(),
                            wanted.types() == null ? old.types() : wanted.types(),
                            wanted.description() == null ? old.description() : wanted.description()),
                    request.who()));
        });
    }

    private HttpReply delete(ApiRequest request) {
        desk.delete(subscription(request), request.who());
        return HttpReply.empty(204);
    }

    private HttpReply move(ApiRequest request) {
        StateChange change = request.body(StateChange.class);
        WebhookSubscription old = subscription(request);
        request.requireVersion(old.id(), old.version());
        return show(
                old.state() == change.state() ? old : desk.move(old, change.state(), change.reason(), request.who()));
    }

    private HttpReply rotate(ApiRequest request) {
        Integer seconds = request.body(Rotation.class).overlapSeconds();
        return issued(
                200,
                desk.rotate(
                        subscription(request), seconds == null ? null : Duration.ofSeconds(seconds), request.who()));
    }

    private HttpReply history(ApiRequest request) {
        WebhookSubscription subscription = subscription(request);
        PageRequest asked = request.page("state");
        Map<String, String> filters = new HashMap<>(asked.filters());
        filters.put("subscriptionId", subscription.id());
        Page<WebhookDelivery> page =
                deliveries.page(new PageRequest(subscription.organisation(), filters, asked.after(), asked.limit()));
        return Views.page(page, WebhookResource::view);
    }

    private HttpReply replayFailed(ApiRequest request) {
        int count = desk.replayFailed(
                subscription(request), request.body(ReplaySince.class).since());
        return HttpReply.json(202, Map.of("replayed", count));
    }

    private WebhookSubscription subscription(ApiRequest request) {
        WebhookSubscription found = subscriptions.get(request.path("webhookId"));
        request.requireVisible(found.id(), found.organisation());
        if (found.state() == WebhookState.DELETED) {
            throw missing(found.id());
        }
        return found;
    }

    private WebhookDelivery found(ApiRequest request) {
        String subscription = subscription(request).id();
        String id = request.path("deliveryId");
        return deliveries
                .find(id)
                .filter(d -> d.subscriptionId().equals(subscription))
                .orElseThrow(() -> missing(id));
    }

    private ObjectNode delivery(ApiRequest request) {
        WebhookDelivery delivery = found(request);
        ObjectNode view = view(delivery);
        view.set("event", Json.read(delivery.body(), ObjectNode.class));
        return view;
    }

    private static HubException missing(String id) {
        return new HubException(
                FailureCode.NOT_FOUND, "there is no " + id, null, "check the id, or list what there is");
    }

    private HttpReply show(WebhookSubscription subscription) {
        return HttpReply.json(200, view(subscription)).withVersion(subscription.version());
    }

    private HttpReply issued(int status, WebhookDesk.Issued issued) {
        ObjectNode view = view(issued.subscription());
        view.put("secret", issued.secret());
        return HttpReply.json(status, view).withVersion(issued.subscription().version());
    }

    private static HttpReply accepted(WebhookDelivery delivery) {
        return HttpReply.json(202, view(delivery));
    }

    private ObjectNode view(WebhookSubscription subscription) {
        ObjectNode view = Views.plainly(subscription);
        view.remove(List.of("secrets", "afterSequence"));
        view.putPOJO(
                "secrets",
                subscription.secrets().stream()
                        .map(s -> new SecretView(s.createdAt(), s.validUntil()))
                        .toList());
        lanes.find(subscription.id())
                .ifPresent(lane -> view.putPOJO(
                        "target",
                        new TargetView(
                                lane.failures(),
                                lane.failingSince(),
                                lane.notBefore(),
                                lane.lastSuccessAt(),
                                lane.lastFailureAt(),
                                lane.lastError())));
        return view;
    }

    private static ObjectNode view(WebhookDelivery delivery) {
        ObjectNode view = Views.plainly(delivery);
        view.remove(List.of("body", "targetDown"));
        return view;
    }

    /** The body of createWebhook. */
    record NewWebhook(
            String url,
            List<String> types,
            @Nullable String description,
            @Nullable String organisation) {}

    /** The body of describeWebhook. */
    record Description(
            @Nullable String url,
            @Nullable List<String> types,
            @Nullable String description) {}

    /** The body of setWebhookState. */
    record StateChange(WebhookState state, @Nullable String reason) {}

    /** The body of rotateWebhookSecret. */
    record Rotation(@Nullable Integer overlapSeconds) {}

    /** The body of replayFailedWebhookDeliveries. */
    record ReplaySince(Instant since) {}

    /** What is shown of a secret. */
    record SecretView(Instant createdAt, @Nullable Instant validUntil) {}

    /** How the target of a subscription does. */
    record TargetView(
            int failures,
            @Nullable Instant failingSince,
            @Nullable Instant notBefore,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable String lastError) {}
}
