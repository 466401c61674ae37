package io.amsphub.processors.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.PartnerFolders;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model file and what to make of it, in one command (Process Manager): upload, correction, quote and order one after
 * the other by the operations of the API. It keeps no state of its own. Every look repeats the steps from the first;
 * those that were done are answered from the store of replies, until one has to wait.
 *
 * <p>The data of the command: {@code file}, the name of the model beside the document; {@code quote}, the body of
 * createQuote without its revision; {@code order}, the body of createOrder without its quote; {@code revision}, more of
 * the body of createRevision, such as a unit; {@code acceptCorrection}, whether a correction may be taken without
 * asking anybody; {@code maxTotal}, the price with tax beyond which nothing is ordered.
 */
final class ModelOrdering {

    /** The operation of such a command, which the API does not have. */
    static final String OPERATION = "orderModel";

    private static final List<String> KNOWN =
            List.of("file", "quote", "order", "revision", "acceptCorrection", "maxTotal");
    private static final String FIRST = "1";

    private final CommandExecution execution;
    private final PartnerFolders folders;

    /** Of drops that are not finished, by partner and name, so that a large model is read once. */
    private final Map<String, String> digests = new HashMap<>();

    ModelOrdering(CommandExecution execution, PartnerFolders folders) {
        this.execution = execution;
        this.folders = folders;
    }

    /** Goes on as far as it can; returns the reply of createOrder when the order is placed. */
    Optional<HttpReply> advance(Partner partner, String drop, PartnerCommand command) throws IOException {
        JsonNode data = command.data();
        check(data);
        String file = data.path("file").asText();
        long bytes = folders.take(partner, drop, file);
        PartnerCommand keyed = withFile(command, sha256(partner, drop, file));
        JsonNode revision = uploaded(partner, drop, keyed, file, bytes);
        return switch (revision.path("state").asText()) {
            case "READY" -> order(partner, keyed, revision.path("id").asText());
            case "IN_REVIEW" -> review(partner, keyed, revision);
            case "REJECTED", "CANCELLED" -> throw rejected(revision, file);
            default -> Optional.empty();
        };
    }

    private static void check(JsonNode data) {
        data.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw wrong("there is no field " + name + "; there are " + KNOWN, name);
            }
        });
        if (!data.path("file").isTextual()) {
            throw wrong("file must be the name of the model beside the document", "file");
        }
        for (String body : List.of("quote", "order", "revision")) {
            if (data.has(body) && !data.get(body).isObject()) {
                throw wrong(body + " must be an object", body);
            }
        }
        if (data.has("maxTotal")
                && !(data.at("/maxTotal/amount").isNumber()
                        && data.at("/maxTotal/currency").isTextual())) {
            throw wrong("maxTotal has an amount and a currency", "maxTotal");
        }
    }

    private static HubException wrong(String detail, String field) {
        return new HubException(
                FailureCode.COMMAND_MALFORMED, detail, "/data/" + field, "see the page about partners for orderModel");
    }

    /** The id of all that is done for one document and one content of the file. */
    private static PartnerCommand withFile(PartnerCommand command, String sha256) {
        return new PartnerCommand(
                command.id() + "-" + sha256.substring(0, 16),
                command.operation(),
                command.subject(),
                null,
                null,
                command.data());
    }

    /** Forgets what it knows of a drop that is finished: the next of its name may be another. */
    void forget(String key) {
        digests.remove(key);
    }

    private String sha256(Partner partner, String drop, String file) throws IOException {
        String key = partner.name() + "/" + drop;
        String known = digests.get(key);
        if (known != null) {
            return known;
        }
        MessageDigest digest = Secrets.sha256();
        try (InputStream in = new DigestInputStream(folders.open(partner, drop, file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        digests.put(key, sha256);
        return sha256;
    }

    private JsonNode uploaded(Partner partner, String drop, PartnerCommand command, String file, long bytes)
            throws IOException {
        ObjectNode design = Json.mapper().createObjectNode().put("name", file);
        String designId = json(perform(partner, command, "design", "createDesign", List.of(), design))
                .path("id")
                .asText();
        ObjectNode wanted = body(command.data(), "revision");
        wanted.put("fileName", file).put("bytes", bytes);
        JsonNode announced = json(perform(partner, command, "revision", "createRevision", List.of(designId), wanted));
        JsonNode revision = look(partner, command, "getRevision", List.of(designId, FIRST));
        if (!revision.path("state").asText().equals("UPLOADING")) {
            return revision;
        }
        String uploadUrl = announced.path("uploadUrl").asText();
        String uploadId = uploadUrl.substring(uploadUrl.lastIndexOf('/') + 1);
        long offset = execution.offset(partner, uploadId);
        try (InputStream in = folders.open(partner, drop, file)) {
            in.skipNBytes(offset);
            execution.upload(partner, uploadId, offset, bytes, in);
        }
        return look(partner, command, "getRevision", List.of(designId, FIRST));
    }

    private Optional<HttpReply> review(Partner partner, PartnerCommand command, JsonNode revision) {
        if (!command.data().path("acceptCorrection").asBoolean()) {
            throw new HubException(
                    FailureCode.CORRECTION_REFUSED,
                    "the model of revision " + revision.path("id").asText()
                            + " was corrected so far that somebody must decide about it",
                    "/data/acceptCorrection",
                    "look at the correction of the revision, then drop it again with acceptCorrection, or corrected");
        }
        perform(
                partner,
                command,
                "correction",
                "decideCorrection",
                List.of(revision.path("designId").asText(), FIRST),
                Json.mapper().createObjectNode().put("decision", "ACCEPT"));
        return Optional.empty();
    }

    private static HubException rejected(JsonNode revision, String file) {
        JsonNode problem = revision.path("problem");
        return new HubException(
                FailureCode.MODEL_NOT_SOLID,
                "revision " + revision.path("id").asText() + " is "
                        + revision.path("state").asText() + ": "
                        + problem.path("detail").asText("the model cannot be made"),
                file,
                problem.path("remedy").asText("correct the model and drop it again"));
    }

    private Optional<HttpReply> order(Partner partner, PartnerCommand command, String revisionId) {
        ObjectNode wanted = body(command.data(), "quote").put("revision", revisionId);
        JsonNode asked = json(perform(partner, command, "quote", "createQuote", List.of(), wanted));
        String quoteId = asked.path("id").asText();
        JsonNode quote = look(partner, command, "getQuote", List.of(quoteId));
        return switch (quote.path("state").asText()) {
            case "PRICED", "ORDERED" -> {
                checkPrice(command.data(), quote);
                ObjectNode order = body(command.data(), "order").put("quote", quoteId);
                yield Optional.of(perform(partner, command, "order", "createOrder", List.of(), order));
            }
            case "REFUSED", "EXPIRED" ->
                throw new HubException(
                        FailureCode.QUOTE_DECLINED,
                        "quote " + quoteId + " is " + quote.path("state").asText() + ": "
                                + quote.at("/problem/detail").asText("there is no offer"),
                        "/data/quote",
                        quote.at("/problem/remedy").asText("change what is asked for and drop it again"));
            default -> Optional.empty();
        };
    }

    private static void checkPrice(JsonNode data, JsonNode quote) {
        JsonNode limit = data.path("maxTotal");
        JsonNode total = quote.at("/price/total");
        if (limit.isMissingNode()) {
            return;
        }
        BigDecimal most = limit.path("amount").decimalValue();
        String currency = limit.path("currency").asText();
        if (!total.path("currency").asText().equals(currency)
                || total.path("amount").decimalValue().compareTo(most) > 0) {
            throw new HubException(
                    FailureCode.QUOTE_DECLINED,
                    "quote " + quote.path("id").asText() + " comes to "
                            + total.path("amount").asText() + " "
                            + total.path("currency").asText() + ", more than " + most + " " + currency,
                    "/data/maxTotal",
                    "order the quote by its id, or drop it again with another limit");
        }
    }

    private static ObjectNode body(JsonNode data, String name) {
        JsonNode given = data.path(name);
        return given instanceof ObjectNode object
                ? object.deepCopy()
                : Json.mapper().createObjectNode();
    }

    private HttpReply perform(
            Partner partner,
            PartnerCommand command,
            String step,
            String operation,
            List<String> subject,
            ObjectNode data) {
        return execution.perform(partner, command.then(step, operation, subject, data));
    }

    private JsonNode look(Partner partner, PartnerCommand command, String operation, List<String> subject) {
        return json(execution.perform(
                partner, new PartnerCommand(command.id(), operation, subject, null, null, MissingNode.getInstance())));
    }

    private static JsonNode json(HttpReply reply) {
        Object value = reply.json();
        if (value == null) {
            throw new IllegalStateException("the reply has no body");
        }
        return value instanceof JsonNode node ? node : Json.tree(value);
    }
}
