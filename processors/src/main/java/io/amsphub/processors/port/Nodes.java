package io.amsphub.processors.port;

import java.time.Instant;
import java.util.List;

/** The hubs that work on this hub's database. */
public interface Nodes {

    /** Returns those that live, this one among them, by name; none when the hub has its database for itself. */
    List<Node> living();

    /**
     * A node.
     *
     * @param name as it is set, or made of the name of its host
     * @param address where its API is
     * @param ready whether it takes part in sharing out the leases
     * @param startedAt when it was started, by the clock of the database
     * @param leases what it alone does at the moment, by name
     */
    record Node(String name, String address, boolean ready, Instant startedAt, List<String> leases) {}
}
