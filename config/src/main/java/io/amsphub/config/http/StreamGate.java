package io.amsphub.config.http;

import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.HttpProblem;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.failure.DatabaseAwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Stands before a stream of server-sent events: lets in who is known, has a role that may listen, and is
 * not one too many; answers the others with a problem, as the rest of the API does. Once a second it looks again, and
 * ends the stream of whoever would not be let in any more.
 */
final class StreamGate {

    private static final long LOOK_AGAIN_MS = 1000;

    private final Authentication authentication;
    private final Authentication again;
    private final String heading;
    private final Set<Role> readers;
    private final int maxClients;
    private final AtomicInteger clients = new AtomicInteger();

    StreamGate(Authentication authentication, String heading, Set<Role> readers, int maxClients) {
        this.authentication = authentication;
        this.again = authentication.again();
        this.heading = heading;
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
                .executeBlocking(() -> admitted(context), false)
                .onSuccess(begin::accept)
                .onFailure(failure -> refuse(context, failure));
    }

    /** Begins the answer to an admitted sender; {@code gone} is called once, when it has left. */
    HttpServerResponse open(RoutingContext context, Principal who, Runnable gone) {
        HttpServerResponse response = context.response();
        Vertx vertx = context.vertx();
        long watch = vertx.setPeriodic(LOOK_AGAIN_MS, tick -> vertx.executeBlocking(() -> stillIn(context, who), false)
                .onSuccess(in -> {
                    if (!in) {
                        response.reset();
                    }
                }));
        response.setChunked(true);
        response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
        response.putHeader("Cache-Control", "no-store");
        response.closeHandler(closed -> {
            vertx.cancelTimer(watch);
            gone.run();
            clients.decrementAndGet();
        });
        response.exceptionHandler(failure -> {
            vertx.cancelTimer(watch);
            gone.run();
        });
        response.write(": AMSP Hub events\n\n");
        return response;
    }

    /** Whoever is let in must be the same with the same roles; what fails otherwise says nothing of that. */
    private boolean stillIn(RoutingContext context, Principal who) {
        try {
            return authenticate(again, context).equals(who);
        } catch (HubException refusal) {
            return refusal.failureCode() != FailureCode.UNAUTHENTICATED
                    && refusal.failureCode() != FailureCode.FORBIDDEN;
        } catch (DatabaseAwayException e) {
            return true;
        }
    }

    private Principal authenticate(Authentication by, RoutingContext context) {
        Principal who = by.authenticate(new VertxHttpCall(context.request()));
        Access.require(who, "listen", readers, heading, true);
        return who;
    }

    private Principal admitted(RoutingContext context) {
        Principal who = authenticate(authentication, context);
        if (clients.incrementAndGet() > maxClients) {
            clients.decrementAndGet();
            throw new HubException(
                    FailureCode.TOO_BUSY, maxClients + " clients listen already", null, "try again later");
        }
        return who;
    }

    private static HubException refusal(Throwable failure) {
        if (failure instanceof DatabaseAwayException away) {
            return away.refusal();
        }
        return failure instanceof HubException known
                ? known
                : new HubException(FailureCode.INTERNAL, "the stream cannot begin", null, "try again");
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        HttpReply reply = HttpProblem.reply(refusal(failure));
        context.response().setStatusCode(reply.status());
        reply.headers().forEach(context.response()::putHeader);
        context.response().end(reply.text());
    }
}
