package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.WorkItems;
import io.amsphub.processors.step.EventFeed;
import io.amsphub.processors.webhook.CloudEvents;
import io.amsphub.processors.webhook.EventTypes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What operators and auditors look at: events, the work list, dead letters. */
public final class OperationResource implements ApiResource {

    private static final int DEFAULT_LIMIT = 100;

    private final EventFeed feed;
    private final CloudEvents cloudEvents;
    private final WorkItems workItems;
    private final DeadLetters deadLetters;

    /** The resource over its stores. */
    public OperationResource(EventFeed feed, CloudEvents cloudEvents, WorkItems workItems, DeadLetters deadLetters) {
        this.feed = feed;
        this.cloudEvents = cloudEvents;
        this.workItems = workItems;
        this.deadLetters = deadLetters;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("listEvents", READERS, this::events),
                ApiOperation.of(
                        "listWorkItems",
                        READERS,
                        r -> Views.page(workItems.page(r.page("state", "kind", "subject")), Views::workItem)),
                ApiOperation.of(
                        "listDeadLetters",
                        OPERATION_READERS,
                        r -> Views.page(deadLetters.page(r.page("state")), letter -> letter)),
                ApiOperation.of("getDeadLetter", OPERATION_READERS, this::deadLetter),
                ApiOperation.of("replayDeadLetter", OPERATORS, this::replay),
                ApiOperation.of("replayDeadLetterCorrected", OPERATORS, this::replayCorrected));
    }

    private HttpReply events(ApiRequest request) {
        EventFeed.Slice slice = feed.read(new EventFeed.Question(
                request.who().seesAllOrganisations() ? null : request.who().organisation(),
                request.query("subject").orElse(null),
                request.query("correlationId").orElse(null),
                request.query("types").map(OperationResource::types).orElse(null),
                request.query("after").map(Long::parseLong).orElse(0L),
                request.query("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT)));
        boolean cloud = request.call()
                .header("Accept")
                .filter(accept -> accept.contains(CloudEvents.BATCH))
                .isPresent();
        return cloud ? batch(request, slice) : page(slice);
    }

    private static HttpReply page(EventFeed.Slice slice) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.putPOJO("items", slice.events());
        if (slice.more()) {
            body.put("next", Long.toString(slice.next()));
        }
        return HttpReply.json(200, body);
    }

    /** A batch is a bare list, so where to go on is in a header; always, because the reader comes back. */
    private HttpReply batch(ApiRequest request, EventFeed.Slice slice) {
        StringBuilder next =
                new StringBuilder(request.call().path()).append("?after=").append(slice.next());
        for (String same : List.of("types", "limit", "subject", "correlationId")) {
            request.query(same).ifPresent(value -> next.append('&')
                    .append(same)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        HttpReply reply =
                HttpReply.json(200, slice.events().stream().map(cloudEvents::of).toList());
        return reply.with("Content-Type", CloudEvents.BATCH).with("Link", "<" + next + ">; rel=\"next\"");
    }

    private static EventTypes types(String list) {
        try {
            return EventTypes.of(list);
        } catch (IllegalArgumentException e) {
            HubException refusal = new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    String.valueOf(e.getMessage()),
                    "query types",
                    "see docs/webhooks.md");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private HttpReply deadLetter(ApiRequest request) {
        String id = request.path("deadLetterId");
        return HttpReply.json(
                200,
                deadLetters
                        .find(id)
                        .orElseThrow(() -> new HubException(
                                FailureCode.NOT_FOUND,
                                "there is no dead letter " + id,
                                null,
                                "GET /dead-letters lists them")));
    }

    private HttpReply replay(ApiRequest request) {
        deadLetters.replay(request.path("deadLetterId"), request.who().name());
        return deadLetter(request);
    }

    private HttpReply replayCorrected(ApiRequest request) {
        deadLetters.replayAs(
                request.path("deadLetterId"),
                request.body(Correction.class).body(),
                request.who().name());
        return deadLetter(request);
    }

    /** The body of replayDeadLetterCorrected. */
    record Correction(String body) {}
}
