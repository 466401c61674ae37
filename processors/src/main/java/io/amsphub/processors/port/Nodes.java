package io.amsphub.processors.port;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The hubs that work on this hub's database. */
public interface Nodes {

    /**
     * Returns those that gave a sign of life within a day and did not say farewell, this one among them, by name.
     *
     * @throws io.amsphub.processors.failure.DatabaseAwayException when nobody can know
     */
    List<Node> known();

    /** A hub that has its database for itself. */
    static Nodes alone(String name, String url, Clock clock) {
        Instant startedAt = clock.instant();
        return () -> List.of(new Node(name, url, State.READY, true, startedAt, clock.instant(), List.of()));
    }

    /** What the others can know of a node. */
    enum State {
        /** It gives signs of life and takes part in sharing out the leases. */
        READY,
        /** It lives and takes no part: it begins, or does not reach the broker while another one does. */
        ASIDE,
        /** It gave no sign of life for so long that what it alone did goes to the others. */
        SILENT
    }

    /**
     * A node.
     *
     * @param name as it is set, or made of the name of its host
     * @param url where its API is
     * @param state as the database has it
     * @param self whether it is this one
     * @param startedAt when it was started, by the clock of the database
     * @param seenAt its last sign of life, by the clock of the database
     * @param leases what it alone does at the moment, by name; none for a hub that has its database for itself
     */
    record Node(
            String name,
            String url,
            State state,
            boolean self,
            Instant startedAt,
            Instant seenAt,
            List<String> leases) {

        /** Returns whether it gives signs of life. */
        public boolean lives() {
            return state != State.SILENT;
        }
    }
}
