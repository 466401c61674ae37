package io.amsphub.routes;

import io.amsphub.processors.port.EventSequencer;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.Relay;

/** Relay: what transactions have left in the outbox goes to the broker; events get their place. */
public final class RelayRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 25;
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
        from(scheduler(Flow.OUTBOX_RELAY).delay(TICK_MS).greedy(true))
            .routeId(Flow.OUTBOX_RELAY)
            .routeDescription("Moves messages from the outbox to the broker")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .process(Greedy.sparing(TICK_MS, relay::relay));

        from(scheduler(Flow.EVENT_SEQUENCE).delay(TICK_MS).greedy(true))
            .routeId(Flow.EVENT_SEQUENCE)
            .routeDescription("Gives committed events their place in the one order of events")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .process(Greedy.gathering(TICK_MS, MANY, sequencer::sequence));
    }
}
