package io.amsphub.processors.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Repository;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A repository that keeps each aggregate as a JSON document and refuses a change of an old version.
 *
 * @param <T> the aggregate
 */
public class MemoryRepository<T> implements Repository<T> {

    private static final String VERSION = "version";

    private final Class<T> type;
    private final Function<T, String> id;
    private Map<String, ObjectNode> documents = new TreeMap<>();

    /** An empty repository. */
    public MemoryRepository(Class<T> type, Function<T, String> id) {
        this.type = type;
        this.id = id;
    }

    @Override
    public Optional<T> find(String key) {
        return Optional.ofNullable(documents.get(key)).map(this::read);
    }

    @Override
    public T add(T aggregate) {
        if (documents.containsKey(id.apply(aggregate))) {
            throw collision(id.apply(aggregate) + " exists");
        }
        return put(aggregate, 0);
    }

    @Override
    public T update(T aggregate) {
        ObjectNode stored = documents.get(id.apply(aggregate));
        if (stored == null) {
            throw new IllegalStateException(id.apply(aggregate) + " was never added");
        }
        long version = stored.get(VERSION).asLong();
        if (Json.tree(aggregate).get(VERSION).asLong() != version) {
            throw collision(id.apply(aggregate) + " has changed since it was read");
        }
        return put(aggregate, version + 1);
    }

    @Override
    public Page<T> page(PageRequest request) {
        String after = request.after() == null ? "" : request.after();
        List<T> rest = documents.entrySet().stream()
                .filter(e -> e.getKey().compareTo(after) > 0)
                .map(e -> read(e.getValue()))
                .filter(found -> matches(found, request.filters()))
                .toList();
        boolean more = rest.size() > request.limit();
        List<T> shown = more ? rest.subList(0, request.limit()) : rest;
        return new Page<>(shown, more ? id.apply(shown.get(shown.size() - 1)) : null);
    }

    /** Whether a document has the values that are asked for, under the names of its fields. */
    private static boolean matches(Object aggregate, Map<String, String> filters) {
        return filters.entrySet().stream()
                .allMatch(wanted ->
                        Json.tree(aggregate).path(wanted.getKey()).asText().equals(wanted.getValue()));
    }

    /** Returns all aggregates by id. */
    public List<T> all() {
        return stream(t -> true).toList();
    }

    /** Returns the aggregates that match. */
    protected final Stream<T> stream(Predicate<T> wanted) {
        return documents.values().stream().map(this::read).filter(wanted);
    }

    /** Checks a constraint before an aggregate is stored; does nothing here. */
    protected void check(T aggregate) {}

    /** Returns a way back to what is stored now. */
    final Runnable snapshot() {
        Map<String, ObjectNode> kept = new TreeMap<>(documents);
        return () -> documents = kept;
    }

    /** Returns the refusal that the real store gives. */
    protected static HubException collision(String what) {
        return new HubException(FailureCode.CONCURRENT_CHANGE, what, null, "read it again and repeat the request");
    }

    private T put(T aggregate, long version) {
        check(aggregate);
        ObjectNode document = (ObjectNode) Json.tree(aggregate);
        document.put(VERSION, version);
        documents.put(id.apply(aggregate), document);
        return read(document);
    }

    private T read(ObjectNode document) {
        try {
            return Json.mapper().treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
