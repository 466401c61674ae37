package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.WorkItems;
import java.util.List;
import java.util.Set;

/** What operators and auditors look at: events, the work list, dead letters, credentials. */
public final class OperationResource implements ApiResource {

    private static final int DEFAULT_LIMIT = 100;

    private final Events events;
    private final WorkItems workItems;
    private final DeadLetters deadLetters;
    private final Credentials credentials;

    /** The resource over its stores. */
    public OperationResource(Events events, WorkItems workItems, DeadLetters deadLetters, Credentials credentials) {
        this.events = events;
        this.workItems = workItems;
        this.deadLetters = deadLetters;
        this.credentials = credentials;
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
                        r -> Views.page(deadLetters.page(r.page()), letter -> letter)),
                ApiOperation.of("getDeadLetter", OPERATION_READERS, this::deadLetter),
                ApiOperation.of("replayDeadLetter", OPERATORS, this::replay),
                ApiOperation.secret("issueCredential", OPERATORS, this::issue),
                ApiOperation.of("revokeCredential", OPERATORS, this::revoke),
                ApiOperation.of("whoAmI", Set.of(), r -> HttpReply.json(200, r.who())));
    }

    private HttpReply events(ApiRequest request) {
        long after = request.query("after").map(Long::parseLong).orElse(0L);
        int limit = request.query("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
        List<HubEvent> found = events.after(
                request.who().seesAllOrganisations() ? null : request.who().organisation(),
                request.query("subject").orElse(null),
                request.query("correlationId").orElse(null),
                after,
                limit);
        ObjectNode body = Json.mapper().createObjectNode();
        body.putPOJO("items", found);
        if (found.size() == limit) {
            body.put("next", Long.toString(found.get(limit - 1).sequence()));
        }
        return HttpReply.json(200, body);
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

    private HttpReply issue(ApiRequest request) {
        NewCredential wanted = request.body(NewCredential.class);
        Principal principal = new Principal(wanted.name(), wanted.organisation(), Set.copyOf(wanted.roles()));
        String secret = credentials.issue(principal);
        ObjectNode view = (ObjectNode) Json.tree(principal);
        view.put("secret", secret);
        return HttpReply.json(201, view);
    }

    private HttpReply revoke(ApiRequest request) {
        credentials.revoke(request.path("name"));
        return HttpReply.empty(204);
    }

    /** The body of issueCredential. */
    record NewCredential(String name, String organisation, List<Role> roles) {}
}
