package io.amsphub.processors.port;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.Optional;

/**
 * Where the aggregates of one kind are kept. Every call takes part in the transaction of the
 * {@link UnitOfWork}; a change that collides with another one makes the whole transaction fail, and
 * whoever drives it tries again.
 *
 * @param <T> the aggregate
 */
public interface Repository<T> {

    /** Returns the aggregate, if there is one of that id. */
    Optional<T> find(String id);

    /**
     * Returns the aggregate.
     *
     * @throws HubException with {@link FailureCode#NOT_FOUND}
     */
    default T get(String id) {
        return find(id).orElseThrow(() -> new HubException(
                FailureCode.NOT_FOUND, "there is no " + id, null, "check the id, or list what there is"));
    }

    /** Stores a new aggregate; the transaction fails if its id exists. Returns it as stored. */
    T add(T aggregate);

    /** Stores a change and returns the aggregate with its new version. */
    T update(T aggregate);

    /** Returns a page of aggregates in the order of their ids. */
    Page<T> page(PageRequest request);
}
