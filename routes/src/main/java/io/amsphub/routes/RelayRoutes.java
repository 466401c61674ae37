package io.amsphub.routes;

import io.amsphub.processors.port.EventSequencer;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.Relay;
import java.time.Duration;

/** Relay: what transactions have left in the outbox goes to the broker; events get their place. */
public final class RelayRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 25;

    /** How soon the relay looks by itself: at what another process has left, or an earlier life of this one. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final int MANY = 50;

    private final Relay relay;
    private final EventSequencer sequencer;

    /** Routes over the relay and the sequencer. */
    public RelayRoutes(Outbox outbox, Relay relay, EventSequencer sequencer) {
        super(outbox);
        this.relay = relay;
        this.sequencer = sequencer;
    }

    @Override
    public void configure() {
        from(scheduler(Flow.OUTBOX_RELAY).delay(1).greedy(true))
            .routeId(Flow.OUTBOX_RELAY)
            .routeDescription("Moves messages from the outbox to the broker")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .process(new Greedy(this::relay));

        from(scheduler(Flow.EVENT_SEQUENCE).delay(TICK_MS).greedy(true))
            .routeId(Flow.EVENT_SEQUENCE)
            .routeDescription("Gives committed events their place in the one order of events")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .process(Greedy.gathering(TICK_MS, MANY, sequencer::sequence));
    }

    private int relay() {
        relay.awaitNews(LOOK);
        // a thread that is told to stop must not write into the database, which would lose its file by it
        return Thread.currentThread().isInterrupted() ? 0 : relay.relay();
    }
}
