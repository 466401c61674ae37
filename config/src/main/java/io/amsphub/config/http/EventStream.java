package io.amsphub.config.http;

import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.HttpProblem;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.UnitOfWork;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events: {@code GET /events} with {@code Accept: text/event-stream}. Each client reads the
 * record of events from where it says, so that a reconnect misses nothing; a client that reads slowly
 * waits, and costs no memory. A request that does not ask for a stream is passed on.
 */
public final class EventStream implements Handler<RoutingContext> {

    private static final int MAX_CLIENTS = 200;
    private static final int BATCH = 200;
    private static final long POLL_MS = 200;
    private static final int POLLS_PER_BEAT = 75;
    private static final Set<Role> READERS =
            Set.of(Role.USER, Role.DESIGNER, Role.AM_CENTRE, Role.OPERATOR, Role.AUDITOR);

    private final Events events;
    private final UnitOfWork unitOfWork;
    private final Authentication authentication;
    private final AtomicInteger clients = new AtomicInteger();

    /** A stream of a record of events. */
    public EventStream(Events events, UnitOfWork unitOfWork, Authentication authentication) {
        this.events = events;
        this.unitOfWork = unitOfWork;
        this.authentication = authentication;
    }

    @Override
    public void handle(RoutingContext context) {
        String accept = context.request().getHeader("Accept");
        if (accept == null || !accept.contains("text/event-stream")) {
            context.next();
            return;
        }
        context.vertx()
                .executeBlocking(() -> authenticate(context), false)
                .onSuccess(who -> begin(context, who))
                .onFailure(failure -> refuse(context, failure));
    }

    private Principal authenticate(RoutingContext context) {
        Principal who = authentication.authenticate(new VertxHttpCall(context.request()));
        if (who.roles().stream().noneMatch(READERS::contains)) {
            throw new HubException(
                    FailureCode.FORBIDDEN, who.name() + " may not listen", null, "it takes one of " + READERS);
        }
        if (clients.incrementAndGet() > MAX_CLIENTS) {
            clients.decrementAndGet();
            throw new HubException(
                    FailureCode.TOO_BUSY, MAX_CLIENTS + " clients listen already", null, "try again later");
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

    private void begin(RoutingContext context, Principal who) {
        HttpServerResponse response = context.response();
        response.setChunked(true);
        response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
        response.putHeader("Cache-Control", "no-store");
        Client client = new Client(
                context.vertx(),
                response,
                who.seesAllOrganisations() ? null : who.organisation(),
                context.request().getParam("subject"),
                context.request().getParam("correlationId"),
                start(context));
        response.closeHandler(closed -> {
            client.stop();
            clients.decrementAndGet();
        });
        response.exceptionHandler(failure -> client.stop());
        response.write(": AMSP Hub events\n\n");
        client.start();
    }

    /** Where to begin: after the last event that the client has, or with what comes from now on. */
    private static long start(RoutingContext context) {
        String last = context.request().getHeader("Last-Event-ID");
        String after = last == null ? context.request().getParam("after") : last;
        if (after == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Math.max(0, Long.parseLong(after.trim()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** One listener. */
    private final class Client {

        private final Vertx vertx;
        private final HttpServerResponse response;
        private final @Nullable String organisation;
        private final @Nullable String subject;
        private final @Nullable String correlationId;
        private long position;
        private long timer;
        private int idlePolls;
        private boolean reading;

        private Client(
                Vertx vertx,
                HttpServerResponse response,
                @Nullable String organisation,
                @Nullable String subject,
                @Nullable String correlationId,
                long position) {
            this.vertx = vertx;
            this.response = response;
            this.organisation = organisation;
            this.subject = subject;
            this.correlationId = correlationId;
            this.position = position;
        }

        private void start() {
            timer = vertx.setPeriodic(POLL_MS, tick -> poll());
        }

        private void stop() {
            vertx.cancelTimer(timer);
        }

        private void poll() {
            if (reading || response.writeQueueFull()) {
                return;
            }
            reading = true;
            vertx.executeBlocking(this::read, false).onSuccess(this::send).onComplete(done -> reading = false);
        }

        private List<HubEvent> read() {
            return unitOfWork.call(() -> {
                if (position == Long.MAX_VALUE) {
                    position = events.newest();
                    return List.of();
                }
                return events.after(organisation, subject, correlationId, position, BATCH);
            });
        }

        private void send(List<HubEvent> found) {
            if (response.ended() || response.closed()) {
                stop();
                return;
            }
            for (HubEvent event : found) {
                position = event.sequence();
                response.write("id: " + event.sequence() + "\nevent: " + event.aggregate() + "\ndata: "
                        + Json.write(event) + "\n\n");
            }
            idlePolls = found.isEmpty() ? idlePolls + 1 : 0;
            if (idlePolls == POLLS_PER_BEAT) {
                idlePolls = 0;
                response.write(": alive\n\n");
            }
        }
    }
}
