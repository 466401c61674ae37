package io.amsphub.processors.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.lifecycle.Ids;
import java.time.Instant;
import java.util.Locale;

/**
 * The hub's events as CloudEvents 1.0.2 in the JSON format. The type is {@code <kind of thing>.<state it came into>},
 * or {@code <kind of thing>.noted} when only a fact was written down, in small letters, digits and underscores. The
 * extension {@code sequence} is the place in the hub's one order of events, with leading zeros so that it sorts as
 * text; {@code correlationid} ties the events of one order together.
 */
public final class CloudEvents {

    /** The media type of one event. */
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    /** The media type of a list of events. */
    public static final String BATCH = "application/cloudevents-batch+json";

    /** The type of the event that tries a subscription. */
    public static final String TEST = "webhook.test";

    private final String source;

    /**
     * Events of a hub.
     *
     * @param source where its API is reached; together with the id unique in the world
     */
    public CloudEvents(String source) {
        this.source = source;
    }

    /** Returns the type of an event. */
    public static String type(HubEvent event) {
        return word(event.aggregate()) + "." + (event.to().equals(event.from()) ? "noted" : word(event.to()));
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Returns an event of the hub. */
    public ObjectNode of(HubEvent event) {
        ObjectNode json = begin(event.id(), type(event), event.subject(), event.time());
        json.put("sequence", String.format(Locale.ROOT, "%019d", event.sequence()));
        json.put("correlationid", event.correlationId());
        ObjectNode data = json.putObject("data");
        data.put("kind", event.aggregate());
        data.put("id", event.subject());
        if (event.from() != null) {
            data.put("from", event.from());
        }
        data.put("to", event.to());
        data.put("who", event.who());
        data.put("why", event.why());
        return json;
    }

    /** Returns an event that tries a subscription and stands for nothing that happened. */
    public ObjectNode test(String subscription, Instant time) {
        ObjectNode json = begin(Ids.next("evt"), TEST, subscription, time);
        json.putObject("data").put("kind", "webhook").put("id", subscription);
        return json;
    }

    private ObjectNode begin(String id, String type, String subject, Instant time) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("specversion", "1.0");
        json.put("id", id);
        json.put("source", source);
        json.put("type", type);
        json.put("subject", subject);
        json.put("time", time.toString());
        json.put("datacontenttype", "application/json");
        return json;
    }
}
