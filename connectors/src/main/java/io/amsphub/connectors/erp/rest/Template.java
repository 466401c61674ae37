package io.amsphub.connectors.erp.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts and JSON with {@code {names}} in braces that values are put in for. In JSON a text that is one name and
 * nothing else becomes the value with its type, so that a number stays one.
 */
final class Template {

    private static final Pattern NAME = Pattern.compile("\\{([a-zA-Z.]+)}");
    private static final String EACH_LINE = "lines";

    private Template() {}

    /** Puts values in for names in the path and query of an address, written as addresses are. */
    static String address(String template, Map<String, ?> values) {
        // a quote within a text of OData is written twice
        return text(template, values, value -> URLEncoder.encode(value.replace("'", "''"), StandardCharsets.UTF_8)
                        .replace("+", "%20"))
                .replace(" ", "%20");
    }

    /** Puts values in for names in a text. */
    static String text(String template, Map<String, ?> values) {
        return text(template, values, UnaryOperator.identity());
    }

    private static String text(String template, Map<String, ?> values, UnaryOperator<String> written) {
        Matcher matcher = NAME.matcher(template);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            Object value = value(matcher.group(1), values);
            matcher.appendReplacement(out, Matcher.quoteReplacement(written.apply(String.valueOf(value))));
        }
        return matcher.appendTail(out).toString();
    }

    private static Object value(String name, Map<String, ?> values) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("the mapping names {" + name + "}; there are " + values.keySet());
        }
        Object value = values.get(name);
        return value == null ? "" : value;
    }

    /**
     * Puts values in for names in JSON.
     *
     * @param lines the values of each line, for the object that stands for one
     */
    static JsonNode json(JsonNode template, Map<String, ?> values, List<? extends Map<String, ?>> lines) {
        if (template.isTextual()) {
            Matcher whole = NAME.matcher(template.asText());
            return whole.matches()
                    ? Json.tree(value(whole.group(1), values))
                    : JsonNodeFactory.instance.textNode(text(template.asText(), values));
        }
        if (template.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            template.properties().forEach(field -> object.set(field.getKey(), json(field.getValue(), values, lines)));
            return object;
        }
        if (template.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            template.forEach(element -> add(array, element, values, lines));
            return array;
        }
        return template;
    }

    private static void add(
            ArrayNode array, JsonNode element, Map<String, ?> values, List<? extends Map<String, ?>> lines) {
        if (element.size() == 1 && element.has(EACH_LINE)) {
            lines.forEach(line -> array.add(json(element.get(EACH_LINE), line, List.of())));
        } else {
            array.add(json(element, values, lines));
        }
    }
}
