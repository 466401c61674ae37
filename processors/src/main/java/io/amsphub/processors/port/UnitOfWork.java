package io.amsphub.processors.port;

import java.util.function.Supplier;

/**
 * One database transaction. What is done inside is kept as a whole or not at all; a unit inside a
 * unit is part of it.
 */
public interface UnitOfWork {

    /** Does the work and keeps it; any exception undoes all of it. */
    <T> T call(Supplier<T> work);

    /** Does the work and keeps it; any exception undoes all of it. */
    default void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }
}
