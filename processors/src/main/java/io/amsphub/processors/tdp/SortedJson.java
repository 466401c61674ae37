package io.amsphub.processors.tdp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import java.util.Map;
import java.util.TreeMap;

/** JSON whose fields are in the order of their names, so that the same value is the same text. */
final class SortedJson {

    private SortedJson() {}

    static String of(JsonNode value) {
        return Json.write(sorted(value));
    }

    private static JsonNode sorted(JsonNode value) {
        if (value instanceof ObjectNode object) {
            Map<String, JsonNode> fields = new TreeMap<>();
            object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode result = Json.mapper().createObjectNode();
            fields.forEach(result::set);
            return result;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode result = Json.mapper().createArrayNode();
            array.forEach(item -> result.add(sorted(item)));
            return result;
        }
        return value;
    }
}
