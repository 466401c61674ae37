package io.amsphub.processors.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.amsphub.processors.exchange.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a document tells of one person: where it names the person as who did something, what the person wrote there, and
 * where something is delivered that the person asked for. Ids, states, amounts and times are never touched. Thread-safe.
 */
public final class PersonalFields {

    /** What stands in the place of words and addresses. */
    public static final String ERASED = "(erased)";

    private static final Pattern ACTOR = Pattern.compile("who|by|owner|approvers|[a-z]+By");
    private static final Pattern AUTHOR = Pattern.compile("who|by|(created|proposed|requested|sent|started)By");
    private static final Set<String> WRITTEN =
            Set.of("reference", "reason", "note", "description", "remark", "why", "returnUrl", "receivedBy");
    private static final Set<String> PROSE =
            Set.of("reason", "note", "description", "remark", "why", "text", "detail", "receivedBy");

    /** What is left of an address, the country, decided about shipping and tax. */
    private static final Set<String> OF_ADDRESS = Set.of("name", "street", "postalCode", "city");

    private static final String ADDRESS = "deliverTo";
    private static final String LATITUDE = "latitude";

    private final String name;
    private final String quoted;
    private final Pattern word;

    /** The fields of a person. */
    public PersonalFields(String name) {
        this.name = name;
        quoted = '"' + name + '"';
        word = Pattern.compile("(?<![\\p{Alnum}_.@-])" + Pattern.quote(name) + "(?![\\p{Alnum}_@-]|\\.\\p{Alnum})");
    }

    /** Returns what a document tells of the person, by JSON pointer. */
    public Map<String, String> of(JsonNode document) {
        return replace(document.deepCopy(), ERASED);
    }

    /**
     * Puts a pseudonym in the place of the person, and {@link #ERASED} in that of words and addresses.
     *
     * @return what was there, by JSON pointer
     */
    public Map<String, String> replace(JsonNode document, String pseudonym) {
        Map<String, String> found = new TreeMap<>();
        walk(document, "", false, pseudonym, found);
        return found;
    }

    /** Returns a text with the pseudonym wherever the person is named in it. */
    public String inText(String text, String pseudonym) {
        return word.matcher(text).replaceAll(Matcher.quoteReplacement(pseudonym));
    }

    /**
     * Erases what somebody wrote, where it stands as a whole as a reason, a note and so on.
     *
     * @return whether anything was erased
     */
    public static boolean eraseWords(JsonNode node, Set<String> words) {
        boolean changed = false;
        if (node instanceof ObjectNode object) {
            for (String key : names(object)) {
                JsonNode value = object.get(key);
                String erased = value.isTextual() ? withoutWords(key, value.textValue(), words) : null;
                if (erased != null && !erased.equals(value.textValue())) {
                    object.put(key, erased);
                    changed = true;
                }
            }
        }
        for (JsonNode child : node) {
            changed |= eraseWords(child, words);
        }
        return changed;
    }

    /** A document in a document has them in quotes. */
    private static String withoutWords(String key, String value, Set<String> words) {
        if (PROSE.contains(key) && words.contains(value)) {
            return ERASED;
        }
        String left = value;
        for (String word : words) {
            left = left.replace(Json.write(word), Json.write(ERASED));
        }
        return left;
    }

    private void walk(JsonNode node, String at, boolean own, String pseudonym, Map<String, String> found) {
        if (node instanceof ObjectNode object) {
            boolean ours = own(object, own);
            for (String key : names(object)) {
                JsonNode value = object.get(key);
                String pointer = at + "/" + key;
                if (value.isTextual()) {
                    put(object, key, pointer, changed(key, value.textValue(), ours, pseudonym), found);
                } else if (ours && key.equals(ADDRESS) && value instanceof ObjectNode address) {
                    place(object, address, pointer, found);
                } else if (ACTOR.matcher(key).matches() && value instanceof ArrayNode actors) {
                    actors(actors, pointer, pseudonym, found);
                } else {
                    walk(value, pointer, ours, pseudonym, found);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                walk(array.get(i), at + "/" + i, own, pseudonym, found);
            }
        }
    }

    /** An object is the person's when it says so; one that says nothing is of whoever the object around it is. */
    private boolean own(ObjectNode object, boolean around) {
        List<String> authors = names(object).stream()
                .filter(key -> AUTHOR.matcher(key).matches() && object.get(key).isTextual())
                .map(key -> object.get(key).textValue())
                .toList();
        return authors.isEmpty() ? around : authors.contains(name);
    }

    private String changed(String key, String value, boolean ours, String pseudonym) {
        if (value.equals(name) && ACTOR.matcher(key).matches()) {
            return pseudonym;
        }
        if (ours && WRITTEN.contains(key)) {
            return ERASED;
        }
        String said = PROSE.contains(key) ? inText(value, pseudonym) : value;
        return said.replace(quoted, '"' + pseudonym + '"');
    }

    /** A point on the map goes as a whole, for nothing of it can be left. */
    private static void place(ObjectNode object, ObjectNode address, String at, Map<String, String> found) {
        if (address.has(LATITUDE)) {
            object.remove(ADDRESS);
            found.put(at, address.toString());
            return;
        }
        for (String field : names(address)) {
            if (OF_ADDRESS.contains(field) && address.get(field).isTextual()) {
                put(address, field, at + "/" + field, ERASED, found);
            }
        }
    }

    private void actors(ArrayNode actors, String at, String pseudonym, Map<String, String> found) {
        for (int i = 0; i < actors.size(); i++) {
            if (actors.get(i).asText().equals(name)) {
                actors.set(i, TextNode.valueOf(pseudonym));
                found.put(at + "/" + i, name);
            }
        }
    }

    private static void put(ObjectNode object, String key, String at, String value, Map<String, String> found) {
        String before = object.get(key).textValue();
        if (!before.equals(value)) {
            object.put(key, value);
            found.put(at, before);
        }
    }

    private static List<String> names(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
