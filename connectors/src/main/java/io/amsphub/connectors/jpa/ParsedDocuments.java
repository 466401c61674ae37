package io.amsphub.connectors.jpa;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Aggregates that were read before, by their documents: of what is read far more often than it changes a
 * document is parsed once. One document is remembered for each aggregate. Safe for use by several threads.
 *
 * @param <T> the aggregate, which nobody changes
 */
final class ParsedDocuments<T> {

    private static final int FIRST_SIZE = 64;
    private static final float FULL = 0.75f;

    private final Map<String, Parsed<T>> known;
    private final BiFunction<T, Long, T> inVersion;

    /**
     * Remembers nothing yet.
     *
     * @param inVersion returns an aggregate as it is in another version: a row that is read before its change is written
     *     has the new document in the old version
     * @param most how many aggregates are remembered: those that were asked for last
     */
    ParsedDocuments(BiFunction<T, Long, T> inVersion, int most) {
        this.inVersion = inVersion;
        this.known = Collections.synchronizedMap(new LinkedHashMap<>(FIRST_SIZE, FULL, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Parsed<T>> eldest) {
                return size() > most;
            }
        });
    }

    private record Parsed<T>(long version, String document, T aggregate) {}

    /** Returns the aggregate of a document, parsed unless it is known. */
    T get(String id, long version, String document, Supplier<T> parse) {
        Parsed<T> before = known.get(id);
        if (before != null && before.document.equals(document)) {
            return before.version == version ? before.aggregate : inVersion.apply(before.aggregate, version);
        }
        T aggregate = parse.get();
        put(id, version, document, aggregate);
        return aggregate;
    }

    /** Remembers what a document will be read as. */
    void put(String id, long version, String document, T aggregate) {
        known.put(id, new Parsed<>(version, document, aggregate));
    }
}
