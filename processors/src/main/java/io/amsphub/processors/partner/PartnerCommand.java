package io.amsphub.processors.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command: a CloudEvent 1.0 in structured mode whose type names an operation of the API.
 *
 * @param id of the command, and the idempotency key of the operation
 * @param operation as in the API description
 * @param subject the parameters in the path of the operation, in their order
 * @param query the query of the operation, as in a URL; null for none
 * @param ifMatch the version that a change is meant for; null for any
 * @param data the body of the operation; missing for none
 */
public record PartnerCommand(
        String id,
        String operation,
        List<String> subject,
        @Nullable String query,
        @Nullable String ifMatch,
        JsonNode data) {

    /** What the type of every command begins with. */
    public static final String TYPE = "io.amsphub.command.";

    private static final int MAX_ID = 120;
    private static final String REMEDY =
            "send a CloudEvent 1.0: specversion, id, source, type io.amsphub.command.<operation>, data";

    /** Copies the subject. */
    public PartnerCommand {
        subject = List.copyOf(subject);
    }

    /** Returns whether a document says of itself that it is a CloudEvent. */
    public static boolean isEnvelope(JsonNode document) {
        return document.isObject() && document.has("specversion");
    }

    /**
     * Reads an envelope.
     *
     * @param ownId the id of a command that brings none; null when it must bring one
     * @throws HubException with {@link FailureCode#COMMAND_MALFORMED} and the attribute that is wrong
     */
    public static PartnerCommand read(JsonNode envelope, @Nullable String ownId) {
        if (!envelope.isObject()) {
            throw malformed("it is no JSON object", "/");
        }
        if (!envelope.path("specversion").asText().equals("1.0")) {
            throw malformed("specversion is not 1.0", "/specversion");
        }
        required(envelope, "source", null);
        String type = required(envelope, "type", null);
        if (!type.startsWith(TYPE) || type.length() == TYPE.length()) {
            throw malformed("'" + type + "' is no type of a command", "/type");
        }
        String content = envelope.path("datacontenttype").asText("application/json");
        if (!content.split(";", 2)[0].trim().equals("application/json") || envelope.has("data_base64")) {
            throw malformed("the data of a command is JSON", "/datacontenttype");
        }
        String subject = text(envelope, "subject");
        return new PartnerCommand(
                required(envelope, "id", ownId),
                type.substring(TYPE.length()),
                subject == null || subject.isEmpty() ? List.of() : List.of(subject.split("/", -1)),
                text(envelope, "query"),
                text(envelope, "ifmatch"),
                envelope.has("data") ? envelope.get("data") : MissingNode.getInstance());
    }

    /** Returns the command with other data and another operation, under an id derived from its own. */
    public PartnerCommand then(String step, String nextOperation, List<String> nextSubject, ObjectNode nextData) {
        return new PartnerCommand(id + "/" + step, nextOperation, nextSubject, null, null, nextData);
    }

    private static String required(JsonNode envelope, String name, @Nullable String usual) {
        String value = text(envelope, name);
        String given = value == null ? usual : value;
        if (given == null || given.isBlank() || given.length() > MAX_ID) {
            throw malformed(name + " must be a string of 1 to " + MAX_ID + " characters", "/" + name);
        }
        return given;
    }

    private static @Nullable String text(JsonNode envelope, String name) {
        JsonNode value = envelope.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw malformed(name + " must be a string", "/" + name);
        }
        return value.asText();
    }

    private static HubException malformed(String detail, String where) {
        return new HubException(FailureCode.COMMAND_MALFORMED, detail, where, REMEDY);
    }
}
