package io.amsphub.processors.port;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Copies of everything that the hub keeps, of one moment each. */
public interface Backups {

    /**
     * A copy.
     *
     * @param name of its directory
     * @param madeAt the moment that it is of, by the hub's clock
     * @param hub version of the hub that made it
     * @param messages how many messages lay in the broker
     * @param contents how many sealed contents it has
     * @param bytes of all its files, those that it shares with the hub or with other copies too
     */
    record Backup(String name, Instant madeAt, String hub, long messages, long contents, long bytes) {}

    /**
     * Makes a copy while the hub works; one that is there already is returned as it is.
     *
     * @param name of its directory, in lower-case letters, digits and hyphens
     * @throws IOException when it cannot be written; what was begun is taken away
     * @throws io.amsphub.processors.failure.HubException when the database is not the embedded one
     */
    Backup make(String name) throws IOException;

    /** Returns the copies that are there, oldest first. */
    List<Backup> list() throws IOException;
}
