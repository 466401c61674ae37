package io.amsphub.routes;

import io.amsphub.processors.api.Precedence;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.ContentsState;
import io.amsphub.processors.port.DatabaseState;
import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.step.SetAside;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteConfigurationBuilder;

/** How a route fails: each route names one of these. */
public final class ErrorPolicies extends RouteConfigurationBuilder {

    /**
     * Undo everything, note the reason, let the broker deliver again, in the end to the dead letters. Nothing is tried while
     * the database or the contents are away. Requests go first.
     */
    public static final String RETRY = "retry";

    /** As {@link #RETRY}, but what is invalid by its content is kept aside at once (Invalid Message Channel). */
    public static final String REJECT_INVALID = "reject-invalid";

    /**
     * Undo everything and log it; the next tick of the timer tries again. Ticks pause while the database is away. Of
     * several nodes one has the ticks of a route: who has the lease of its id. Requests go first.
     */
    public static final String NEXT_TICK = "next-tick";

    /** As {@link #NEXT_TICK}, for what each node does for itself. */
    public static final String EACH_NODE = "each-node";

    /** Answer with a problem (RFC 9457). */
    public static final String PROBLEM = "problem";

    /** Headers that steer components, in any case: no message brings them in from a queue. */
    private static final String STEERING = "Camel*";

    private static final String TRIES_AGAIN = "${routeId} failed and tries again: ${exception.message}";

    private final DeadLetters deadLetters;
    private final SetAside aside;
    private final DatabaseState database;
    private final ContentsState contents;
    private final Leases leases;
    private final Precedence requests;

    /** Policies that keep failures in a store, when its database is there. */
    public ErrorPolicies(
            DeadLetters deadLetters,
            SetAside aside,
            DatabaseState database,
            ContentsState contents,
            Leases leases,
            Precedence requests) {
        this.requests = requests;
        this.leases = leases;
        this.deadLetters = deadLetters;
        this.aside = aside;
        this.database = database;
        this.contents = contents;
    }

    @Override
    public void configuration() {
        routeConfiguration(RETRY)
                .interceptFrom()
                .removeHeaders(STEERING)
                .process(LogContext.INSTANCE)
                .process(new StoreGate(database, contents))
                .process(new GiveWay(requests))
                .end()
                .onException(Exception.class)
                .process(new FailureNote(deadLetters));

        routeConfiguration(REJECT_INVALID)
                .interceptFrom()
                .removeHeaders(STEERING)
                .process(LogContext.INSTANCE)
                .process(new StoreGate(database, contents))
                .end()
                .onException(HubException.class)
                .onWhen(InvalidInput.INSTANCE)
                .handled(true)
                .process(new InvalidMessage(aside))
                .end()
                .onException(Exception.class)
                .process(new FailureNote(deadLetters));

        routeConfiguration(NEXT_TICK)
                .interceptFrom()
                .process(new DatabasePause(database))
                .process(new GiveWay(requests))
                .process(new OneNode(leases))
                .end()
                .onException(Exception.class)
                .handled(true)
                .log(LoggingLevel.WARN, TRIES_AGAIN)
                .markRollbackOnly();

        routeConfiguration(EACH_NODE)
                .interceptFrom()
                .process(new DatabasePause(database))
                .end()
                .onException(Exception.class)
                .handled(true)
                .log(LoggingLevel.WARN, TRIES_AGAIN)
                .markRollbackOnly();

        routeConfiguration(PROBLEM).onException(Exception.class).handled(true).process(ProblemReply.INSTANCE);
    }
}
