package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses text with the character U+0000, which is none in any script and which not every database keeps. */
final class PlainText {

    private static final String REMEDY = "leave the character U+0000 out";

    private PlainText() {}

    /**
     * Looks through a request.
     *
     * @throws HubException with {@link FailureCode#MALFORMED_REQUEST} and the place
     */
    static void require(Map<String, String> path, Map<String, List<String>> query, @Nullable JsonNode body) {
        path.forEach((name, value) -> require(name, value));
        query.forEach((name, values) -> values.forEach(value -> require(name, value)));
        if (body != null) {
            require("", body);
        }
    }

    private static void require(String where, JsonNode node) {
        if (node.isTextual()) {
            require(where, node.textValue());
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                String place = where + "/" + field.getKey();
                require(place, field.getKey());
                require(place, field.getValue());
            });
        } else {
            for (int i = 0; i < node.size(); i++) {
                require(where + "/" + i, node.get(i));
            }
        }
    }

    private static void require(String where, String text) {
        if (text.indexOf('\u0000') >= 0) {
            throw new HubException(
                    FailureCode.MALFORMED_REQUEST,
                    "a text holds the character U+0000",
                    where.replace('\u0000', '\uFFFD'),
                    REMEDY);
        }
    }
}
