package io.amsphub.config.http;

import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.UnitOfWork;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
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

    private final Events events;
    private final UnitOfWork unitOfWork;
    private final StreamGate gate;

    /** A stream of a record of events. */
    public EventStream(Events events, UnitOfWork unitOfWork, Authentication authentication) {
        this.events = events;
        this.unitOfWork = unitOfWork;
        this.gate = new StreamGate(authentication, "operation", ApiResource.READERS, MAX_CLIENTS);
    }

    @Override
    public void handle(RoutingContext context) {
        if (StreamGate.isAskedFor(context)) {
            gate.admit(context, who -> begin(context, who));
        } else {
            context.next();
        }
    }

    private void begin(RoutingContext context, Principal who) {
        Client client = new Client(
                context.vertx(),
                context.response(),
                who.seesAllOrganisations() ? null : who.organisation(),
                context.request().getParam("subject"),
                context.request().getParam("correlationId"),
                start(context));
        gate.open(context, who, client::stop);
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
