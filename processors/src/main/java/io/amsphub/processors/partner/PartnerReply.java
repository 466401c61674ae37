package io.amsphub.processors.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.api.HttpProblem;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.production.Secrets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What partners are told, as CloudEvents 1.0 in structured mode. */
public final class PartnerReply {

    /** The type of a reply. */
    public static final String TYPE = "io.amsphub.reply";

    /** What the type of every event begins with; the kind of thing and its new state follow. */
    public static final String EVENT = "io.amsphub.event.";

    /** The type of the invitation of an AM centre to make an offer. */
    public static final String INVITATION = "io.amsphub.rfq.invitation";

    private static final String SOURCE = "/amsp-hub";
    private static final Map<String, String> ATTRIBUTES = Map.of(
            "Location", "location",
            "ETag", "etag",
            "Retry-After", "retryafter",
            "Idempotent-Replayed", "replayed");

    private PartnerReply() {}

    /**
     * Returns the reply to a command.
     *
     * @param command null when the message was none
     */
    public static ObjectNode of(@Nullable PartnerCommand command, HttpReply reply, Instant now) {
        ObjectNode event = event(Ids.next("rpl"), TYPE, now);
        if (command != null) {
            event.put("subject", command.id());
            event.put("operation", command.operation());
        }
        event.put("status", reply.status());
        reply.headers().forEach((name, value) -> {
            String attribute = ATTRIBUTES.get(name);
            if (attribute != null) {
                event.put(attribute, value);
            }
        });
        Object body = reply.json();
        if (body != null) {
            event.put("datacontenttype", reply.headers().getOrDefault("Content-Type", "application/json"));
            event.set("data", body instanceof JsonNode node ? node : Json.tree(body));
        }
        return event;
    }

    /** Returns the reply to a command that was refused. */
    public static ObjectNode refusal(@Nullable PartnerCommand command, HubException refusal, Instant now) {
        return of(command, HttpProblem.reply(refusal), now);
    }

    /** Returns what happened to something of the partner's organisation. */
    public static ObjectNode happened(HubEvent happened) {
        String state = happened.to().toLowerCase(Locale.ROOT).replace('_', '-');
        ObjectNode event = event(happened.id(), EVENT + happened.aggregate() + "." + state, happened.time());
        event.put("subject", happened.subject());
        event.put("sequence", Long.toString(happened.sequence()));
        event.put("datacontenttype", "application/json");
        event.set("data", Json.tree(happened));
        return event;
    }

    /**
     * Returns the invitation of an AM centre to make an offer.
     *
     * @param invitation its id; the event has an id made of it, the same whenever this is told
     * @param subject what an answer has as its subject: request and centre, with / between them
     * @param letter what is asked
     */
    public static ObjectNode invitation(String invitation, String subject, ObjectNode letter, Instant now) {
        ObjectNode event = event("ivt_" + Secrets.sha256(invitation).substring(0, 32), INVITATION, now);
        event.put("subject", subject);
        event.put("datacontenttype", "application/json");
        event.set("data", letter);
        return event;
    }

    private static ObjectNode event(String id, String type, Instant time) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", SOURCE);
        event.put("type", type);
        event.put("time", time.toString());
        return event;
    }
}
