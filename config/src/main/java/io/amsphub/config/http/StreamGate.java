package io.amsphub.config.http;

import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.HttpProblem;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Stands before a stream of server-sent events: lets in who is known, has a role that may listen, and is
 * not one too many; answers the others with a problem, as the rest of the API does.
 */
final class StreamGate {

    private final Authentication authentication;
    private final Set<Role> readers;
    private final int maxClients;
    private final AtomicInteger clients = new AtomicInteger();

    StreamGate(Authentication authentication, Set<Role> readers, int maxClients) {
        this.authentication = authentication;
        this.readers = Set.copyOf(readers);
        this.maxClients = maxClients;
    }

    /** Returns whether a request wants a stream, and not the list of the same path. */
    static boolean isAskedFor(RoutingContext context) {
        String accept = context.request().getHeader("Accept");
        return accept != null && accept.contains("text/event-stream");
    }

    /** Calls {@code begin} on the event loop when the sender may listen. */
    void admit(RoutingContext context, Consumer<Principal> begin) {
        context.vertx()
                .executeBlocking(() -> authenticate(context), false)
                .onSuccess(begin::accept)
                .onFailure(failure -> refuse(context, failure));
    }

    /** Begins the answer to an admitted sender; {@code gone} is called once, when it has left. */
    HttpServerResponse open(RoutingContext context, Runnable gone) {
        HttpServerResponse response = context.response();
        response.setChunked(true);
        response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
        response.putHeader("Cache-Control", "no-store");
        response.closeHandler(closed -> {
            gone.run();
            clients.decrementAndGet();
        });
        response.exceptionHandler(failure -> gone.run());
        response.write(": AMSP Hub events\n\n");
        return response;
    }

    private Principal authenticate(RoutingContext context) {
        Principal who = authentication.authenticate(new VertxHttpCall(context.request()));
        if (who.roles().stream().noneMatch(readers::contains)) {
            throw new HubException(
                    FailureCode.FORBIDDEN, who.name() + " may not listen", null, "it takes one of " + readers);
        }
        if (clients.incrementAndGet() > maxClients) {
            clients.decrementAndGet();
            throw new HubException(
                    FailureCode.TOO_BUSY, maxClients + " clients listen already", null, "try again later");
        }
        return who;
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        HubException refusal = failure instanceof HubException known
                ? known
                : new HubException(FailureCode.INTERNAL, "the stream cannot begin", null, "try again");
        HttpReply reply = HttpProblem.reply(refusal);
        context.response().setStatusCode(reply.status());
        reply.headers().forEach(context.response()::putHeader);
        context.response().end(reply.text());
    }
}
