package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Grant;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.CredentialRegister;
import io.amsphub.processors.port.CredentialRegister.Known;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.People;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Credentials: made with an end and scopes, listed without their secrets, taken away. */
public final class CredentialResource implements ApiResource {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialResource.class);

    private static final int MOST_SHOWN = 1000;

    private final Credentials credentials;
    private final CredentialRegister register;
    private final People people;
    private final Clock clock;
    private final Map<Principal, HttpReply> shown = new ConcurrentHashMap<>();

    /** The resource over its stores. */
    public CredentialResource(Credentials credentials, CredentialRegister register, People people, Clock clock) {
        this.credentials = credentials;
        this.register = register;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.secret("issueCredential", OPERATORS, this::issue),
                ApiOperation.of(
                        "listCredentials",
                        OPERATION_READERS,
                        r -> Views.page(register.page(r.page("role")), this::view)),
                ApiOperation.of("getCredential", OPERATION_READERS, r -> HttpReply.json(200, view(known(r)))),
                ApiOperation.of("revokeCredential", OPERATORS, this::revoke),
                ApiOperation.ofMemory("whoAmI", KNOWN, r -> who(r.who())));
    }

    /** What is shown depends on nothing but the principal, so it is written once for all who ask again and again. */
    private HttpReply who(Principal asking) {
        if (shown.size() >= MOST_SHOWN) {
            shown.clear();
        }
        return shown.computeIfAbsent(
                asking, who -> HttpReply.json(200, view(who)).onceWritten());
    }

    private HttpReply issue(ApiRequest request) {
        NewCredential wanted = request.body(NewCredential.class);
        if (Principal.RESERVED.contains(wanted.name())) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED, wanted.name() + " is the hub itself", "/name", "take another name");
        }
        if (people.find(wanted.name()).isPresent()) {
            throw new HubException(
                    FailureCode.NAME_TAKEN, wanted.name() + " is a person", "/name", "take another name");
        }
        Principal principal = new Principal(
                wanted.name(), wanted.organisation(), Set.copyOf(wanted.roles()), wanted.grant(clock.instant()));
        String secret = credentials.issue(principal);
        ObjectNode view = view(principal);
        view.put("secret", secret);
        LOG.info("{} gave a credential to {} of {}", request.who().name(), wanted.name(), wanted.organisation());
        return HttpReply.json(201, view);
    }

    private HttpReply revoke(ApiRequest request) {
        LOG.info("{} takes the credential of {} away", request.who().name(), request.path("name"));
        credentials.revoke(request.path("name"));
        return HttpReply.empty(204);
    }

    private Known known(ApiRequest request) {
        String name = request.path("name");
        return register.find(name)
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND, "there is no credential " + name, null, "GET /credentials lists them"));
    }

    private ObjectNode view(Known known) {
        ObjectNode view = view(known.principal());
        view.put("expired", known.principal().grant().over(clock.instant()));
        put(view, "createdAt", known.createdAt());
        put(view, "lastUsedAt", known.lastUsedAt());
        return view;
    }

    private static ObjectNode view(Principal principal) {
        ObjectNode view = (ObjectNode) Json.tree(principal);
        view.remove("grant");
        view.putPOJO("scopes", principal.grant().scopes().stream().sorted().toList());
        put(view, "expiresAt", principal.grant().expiresAt());
        return view;
    }

    private static void put(ObjectNode view, String name, @Nullable Instant at) {
        if (at != null) {
            view.put(name, at.toString());
        }
    }

    /** The body of issueCredential. */
    record NewCredential(
            String name,
            String organisation,
            List<Role> roles,
            @Nullable List<String> scopes,
            @Nullable Instant expiresAt,
            @Nullable Integer validForSeconds) {

        Grant grant(Instant now) {
            if (expiresAt != null && validForSeconds != null) {
                throw new HubException(
                        FailureCode.CONTRACT_VIOLATED,
                        "a credential ends at a time or after a time",
                        "/expiresAt",
                        "say one of the two");
            }
            Instant end = validForSeconds == null ? expiresAt : now.plus(Duration.ofSeconds(validForSeconds));
            if (end != null && !end.isAfter(now)) {
                throw new HubException(
                        FailureCode.CONTRACT_VIOLATED,
                        "the credential would be over at once",
                        "/expiresAt",
                        "say a time in the future");
            }
            return new Grant(Set.copyOf(Objects.requireNonNullElse(scopes, List.of())), end);
        }
    }
}
