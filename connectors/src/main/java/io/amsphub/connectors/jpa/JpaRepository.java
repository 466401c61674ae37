package io.amsphub.connectors.jpa;

import com.fasterxml.jackson.core.JsonParser;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Repository;
import jakarta.persistence.EntityExistsException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import jakarta.persistence.TypedQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.LockAcquisitionException;
import org.jspecify.annotations.Nullable;

/**
 * A repository that keeps each aggregate as one row: a JSON document beside the columns that the
 * database has to know for constraints and queries.
 *
 * @param <T> the aggregate
 * @param <R> its row
 */
abstract class JpaRepository<T, R extends AggregateRow> implements Repository<T> {

    /** Of how many aggregates the parsed document is remembered where each goes through many steps one after the other. */
    static final int REMEMBERED = 1000;

    private final EntityManager entityManager;
    private final Class<T> type;
    private final Class<R> rowType;
    private final Set<String> filterColumns;
    private final @Nullable RecordVersions<T> versions;
    private final @Nullable ParsedDocuments<T> parsed;

    /**
     * A repository over a shared entity manager, which takes part in the current transaction.
     *
     * @param filterColumns columns that a list may be filtered by
     */
    JpaRepository(EntityManager entityManager, Class<T> type, Class<R> rowType, Set<String> filterColumns) {
        this(entityManager, type, rowType, filterColumns, 0);
    }

    /**
     * A repository over a shared entity manager, which takes part in the current transaction, of what is read again and
     * again; only with one of it for all is that of use.
     *
     * @param filterColumns columns that a list may be filtered by
     * @param remembered of how many aggregates the parsed document is remembered
     */
    JpaRepository(
            EntityManager entityManager, Class<T> type, Class<R> rowType, Set<String> filterColumns, int remembered) {
        RecordVersions<T> known = RecordVersions.of(type);
        this.versions = known;
        this.parsed = remembered == 0 || known == null ? null : new ParsedDocuments<>(known::in, remembered);
        this.entityManager = entityManager;
        this.type = type;
        this.rowType = rowType;
        this.filterColumns = filterColumns;
    }

    /** Makes an empty row. */
    abstract R newRow();

    /** Returns the key of an aggregate. */
    abstract String id(T aggregate);

    /** Returns the version that an aggregate was read in. */
    abstract long version(T aggregate);

    /** Copies what the columns hold. */
    abstract void copy(T aggregate, R row);

    @Override
    public Optional<T> find(String id) {
        return Optional.ofNullable(entityManager.find(rowType, id)).map(this::toAggregate);
    }

    @Override
    public T add(T aggregate) {
        R row = newRow();
        row.id = id(aggregate);
        fill(aggregate, row);
        entityManager.persist(row);
        flush(row);
        return written(aggregate, row);
    }

    @Override
    public T update(T aggregate) {
        R row = change(aggregate);
        flush(row);
        return written(aggregate, row);
    }

    /** Returns what was written as it is now, in the version of its row. */
    private T written(T aggregate, R row) {
        if (versions == null) {
            return toAggregate(row);
        }
        T now = versions.in(aggregate, row.version);
        assert now.equals(parse(row.id, row.version, row.document)) : "written otherwise than " + now;
        remember(now, row, row.version);
        return now;
    }

    private void remember(T aggregate, R row, long version) {
        if (parsed != null) {
            parsed.put(row.id, version, row.document, aggregate);
        }
    }

    /** Changes the row in memory; it is written by the next flush. */
    final R change(T aggregate) {
        R row = entityManager.find(rowType, id(aggregate));
        if (row == null) {
            throw new IllegalStateException(type.getSimpleName() + " " + id(aggregate) + " was never added");
        }
        if (version(aggregate) != row.version) {
            throw collision(row.id, null);
        }
        fill(aggregate, row);
        return row;
    }

    /** Changes the row in memory, as {@link #change}; it will have the next version when it is written. */
    final void changeLater(T aggregate) {
        R row = change(aggregate);
        long next = row.version + 1;
        if (versions != null) {
            remember(versions.in(aggregate, next), row, next);
        }
    }

    /** Writes now, so that a collision is met here and told as one. */
    private void flush(R row) {
        colliding(row.id, () -> {
            entityManager.flush();
            return row;
        });
    }

    /** Runs what writes, and tells a collision as one. */
    static <V> V colliding(String what, Supplier<V> writing) {
        try {
            return writing.get();
        } catch (OptimisticLockException
                | PessimisticLockException
                | LockTimeoutException
                | EntityExistsException
                | ConstraintViolationException
                | LockAcquisitionException e) {
            throw collision(what, e);
        }
    }

    private static HubException collision(String what, @Nullable RuntimeException cause) {
        HubException collision = new HubException(
                FailureCode.CONCURRENT_CHANGE,
                "another change of " + what + " came first",
                null,
                "read it again and repeat the request");
        collision.initCause(cause);
        return collision;
    }

    @Override
    public Page<T> page(PageRequest request) {
        Map<String, Object> values = new TreeMap<>();
        StringBuilder where = new StringBuilder("where r.id > :after");
        String after = request.after();
        values.put("after", after == null ? "" : after);
        String organisation = request.organisation();
        if (organisation != null) {
            where.append(" and r.organisation = :organisation");
            values.put("organisation", organisation);
        }
        request.filters().forEach((column, value) -> {
            if (!filterColumns.contains(column)) {
                throw new IllegalArgumentException(type.getSimpleName() + " is not listed by " + column);
            }
            where.append(" and ").append(condition(column));
            values.put(column, value);
        });
        TypedQuery<R> query = query(where + " order by r.id");
        values.forEach(query::setParameter);
        List<R> rows = query.setMaxResults(request.limit() + 1).getResultList();
        boolean more = rows.size() > request.limit();
        List<R> shown = more ? rows.subList(0, request.limit()) : rows;
        return new Page<>(shown.stream().map(this::toAggregate).toList(), more ? shown.get(shown.size() - 1).id : null);
    }

    /** Returns what a list that is filtered by a column asks of {@code r}; the parameter has the column's name. */
    String condition(String column) {
        return "r." + column + " = :" + column;
    }

    /** Begins a query over the rows, called {@code r}. */
    TypedQuery<R> query(String rest) {
        return entityManager.createQuery("select r from " + rowType.getSimpleName() + " r " + rest, rowType);
    }

    /** Returns the aggregates of a query. */
    List<T> list(TypedQuery<R> query, int limit) {
        return query.setMaxResults(limit).getResultList().stream()
                .map(this::toAggregate)
                .toList();
    }

    /**
     * Returns the aggregates that a query over the rows, called {@code r}, finds. Unlike {@link #list} it leaves no
     * rows behind for the transaction to look after, so that much may be read in it.
     */
    final List<T> read(String rest, Map<String, Object> values, int skip, int limit) {
        TypedQuery<Object[]> query = entityManager.createQuery(
                "select r.id, r.version, r.document from " + rowType.getSimpleName() + " r " + rest, Object[].class);
        values.forEach(query::setParameter);
        return query.setFirstResult(skip).setMaxResults(limit).getResultList().stream()
                .map(row -> toAggregate((String) row[0], (Long) row[1], (String) row[2]))
                .toList();
    }

    /** Returns the entity manager, for queries that are not over whole rows. */
    EntityManager entityManager() {
        return entityManager;
    }

    /** Reads the aggregate from its document; its version is that of the row. */
    T toAggregate(R row) {
        return toAggregate(row.id, row.version, row.document);
    }

    /** Reads an aggregate from its document, unless it is known. */
    private T toAggregate(String id, long version, String document) {
        return parsed == null
                ? parse(id, version, document)
                : parsed.get(id, version, document, () -> parse(id, version, document));
    }

    private T parse(String id, long version, String document) {
        try (JsonParser parser = new VersionParser(Json.mapper().createParser(document), version)) {
            return Json.mapper().readValue(parser, type);
        } catch (IOException e) {
            throw new UncheckedIOException("the document of " + id + " cannot be read", e);
        }
    }

    private void fill(T aggregate, R row) {
        copy(aggregate, row);
        row.document = Json.write(aggregate);
    }
}
