package io.amsphub.config.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import java.util.Map;

/**
 * Makes a body that a schema of the contract accepts: all that it requires, and of the rest what is asked for by name.
 * Texts with a pattern come from a table, because a pattern cannot be turned round.
 */
final class SampleBody {

    private static final String TEXT = "sample-text";

    private final JsonNode document;
    private final Map<String, ?> named;

    /**
     * Bodies for a contract.
     *
     * @param named values of properties by their name; they are set wherever a schema has such a property
     */
    SampleBody(JsonNode document, Map<String, ?> named) {
        this.document = document;
        this.named = named;
    }

    JsonNode of(JsonNode schemaOrReference) {
        JsonNode schema = resolve(schemaOrReference);
        if (schema.has("allOf")) {
            ObjectNode all = Json.mapper().createObjectNode();
            schema.get("allOf").forEach(part -> {
                if (of(part) instanceof ObjectNode object) {
                    all.setAll(object);
                }
            });
            return all;
        }
        if (schema.has("oneOf") || schema.has("anyOf")) {
            return of(schema.path(schema.has("oneOf") ? "oneOf" : "anyOf").get(0));
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        return switch (schema.path("type").asText("object")) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer" ->
                Json.mapper()
                        .getNodeFactory()
                        .numberNode(Math.max(1, schema.path("minimum").asLong(1)));
            case "number" ->
                Json.mapper()
                        .getNodeFactory()
                        .numberNode(Math.max(1.0, schema.path("minimum").asDouble(1)));
            case "boolean" -> Json.mapper().getNodeFactory().booleanNode(true);
            default -> Json.mapper().getNodeFactory().textNode(text(schema));
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = Json.mapper().createObjectNode();
        schema.path("properties").properties().forEach(property -> {
            boolean required = false;
            for (JsonNode name : schema.path("required")) {
                required |= name.asText().equals(property.getKey());
            }
            Object wanted = named.get(property.getKey());
            if (wanted != null) {
                boolean list =
                        resolve(property.getValue()).path("type").asText().equals("array");
                if (list == (wanted instanceof Iterable)) {
                    object.set(property.getKey(), Json.tree(wanted));
                    return;
                }
            }
            if (required) {
                object.set(property.getKey(), of(property.getValue()));
            }
        });
        return object;
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = Json.mapper().createArrayNode();
        if (schema.path("minItems").asInt() > 0) {
            array.add(of(schema.get("items")));
        }
        return array;
    }

    private static String text(JsonNode schema) {
        if (schema.path("format").asText().equals("date-time")) {
            return "2099-01-01T00:00:00Z";
        }
        if (schema.has("pattern")) {
            return schema.get("pattern").asText().contains("A-Z]{3}") ? "EUR" : "sample";
        }
        int most = schema.path("maxLength").asInt(TEXT.length());
        return TEXT.substring(0, Math.min(most, TEXT.length()));
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
