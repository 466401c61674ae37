package io.amsphub.processors.exchange;

/** The names of the headers that the hub's own messages carry. */
public final class HubHeaders {

    /** Unique id of a message: what a stage that has seen it knows it by. */
    public static final String EVENT_ID = "HubEventId";

    /** What ties everything together that happens for one order, or one revision. */
    public static final String CORRELATION_ID = "HubCorrelationId";

    /** What a step decided, for the router behind it. Never leaves the hub. */
    public static final String OUTCOME = "HubOutcome";

    private HubHeaders() {}
}
