package io.amsphub.connectors.jpa;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Aggregates that were read before, by their documents: of what is read far more often than it changes, thousands at
 * once, a document is parsed once. One document is remembered for each aggregate. Safe for use by several threads.
 *
 * @param <T> the aggregate, which nobody changes
 */
final class ParsedDocuments<T> {

    private final Map<String, Parsed<T>> known = new ConcurrentHashMap<>();

    private record Parsed<T>(long version, String document, T aggregate) {}

    /** Returns the aggregate of a document, parsed unless it is known. */
    T get(String id, long version, String document, Supplier<T> parse) {
        Parsed<T> before = known.get(id);
        if (before != null && before.version == version && before.document.equals(document)) {
            return before.aggregate;
        }
        T aggregate = parse.get();
        put(id, version, document, aggregate);
        return aggregate;
    }

    /** Remembers what a document will be read as, should it be found in that version. */
    void put(String id, long version, String document, T aggregate) {
        known.put(id, new Parsed<>(version, document, aggregate));
    }
}
