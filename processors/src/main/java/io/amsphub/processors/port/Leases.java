package io.amsphub.processors.port;

import java.time.Duration;
import java.util.Optional;

/**
 * Work that one node at a time may do, of all that work on one database. Each piece of such work has a name; the lease of
 * that name is held by one node, moves to another within seconds when its node dies, and is moved when nodes come and go.
 *
 * <p>Whoever asks for a lease wants it from then on. What is done within a {@link Hold} is kept only while the lease is
 * held: a unit of work that is committed by a thread with a hold whose lease has gone elsewhere is undone instead.
 * Thread-safe.
 */
public interface Leases {

    /** For a hub that is alone: it holds every lease, always. */
    Leases ALONE = new Leases() {
        @Override
        public boolean holds(String name) {
            return true;
        }

        @Override
        public Optional<Hold> enter(String name, Duration patience) {
            return Optional.of(() -> {});
        }

        @Override
        public Optional<Hold> occupy(String name) {
            return Optional.of(() -> {});
        }

        @Override
        public void giveBack(String name) {}

        @Override
        public void whenGoing(String name, Runnable listener) {}
    };

    /** Returns whether this node has the lease, as far as it can know. */
    boolean holds(String name);

    /**
     * Begins work of this thread under a lease; it stays here until the work is over, unless the node is thought dead.
     *
     * @param patience how long to wait for the lease
     * @return the hold, to be closed by the same thread; empty when the lease is elsewhere
     */
    Optional<Hold> enter(String name, Duration patience);

    /**
     * Has a lease stay here until the hold is closed, by whichever thread, unless the node is thought dead. What is done
     * meanwhile is not looked at.
     *
     * @return empty when the lease is elsewhere
     */
    Optional<Hold> occupy(String name);

    /** Does not want a lease any more; another node gets it once the work under it is over. */
    void giveBack(String name);

    /** Has something done before a lease goes to another node, or as soon as it is known to have gone. */
    void whenGoing(String name, Runnable listener);

    /**
     * Runs some work under a lease.
     *
     * @return whether it was run; false when the lease is elsewhere
     */
    default boolean within(String name, Runnable work) {
        Hold hold = enter(name, Duration.ZERO).orElse(null);
        if (hold == null) {
            return false;
        }
        try (hold) {
            work.run();
        }
        return true;
    }

    /** Work under way under a lease. */
    @FunctionalInterface
    interface Hold extends AutoCloseable {

        @Override
        void close();
    }
}
