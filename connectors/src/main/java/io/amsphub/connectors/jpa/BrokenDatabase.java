package io.amsphub.connectors.jpa;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a hub whose embedded database may differ from its files: everything that it said from then on could be wrong.
 * The process ends at once, and without a shutdown, which would write the files from what is in memory; the next start
 * reads what is on disk.
 */
final class BrokenDatabase {

    /** Exit code: start it again (EX_TEMPFAIL of sysexits.h). */
    static final int START_AGAIN = 75;

    private static final Logger LOG = LoggerFactory.getLogger(BrokenDatabase.class);

    /** Vendor codes of HSQLDB: a file could not be read or written; the data file could not. */
    private static final int FILE = -452;

    private static final int DATA_FILE = -466;
    private static final int DEPTH = 20;

    private BrokenDatabase() {}

    /** Ends the process. Returns nothing; the type lets callers throw. */
    static IllegalStateException ends(String what, Throwable cause) {
        LOG.error(
                "the database is damaged in memory: {}. The hub ends, and is to be started again; check the disk",
                what,
                cause);
        Runtime.getRuntime().halt(START_AGAIN);
        return new IllegalStateException(what, cause);
    }

    /** Ends the process when a failure means that a file of the embedded database could not be read or written. */
    static void unless(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (cause instanceof SQLException e && (e.getErrorCode() == FILE || e.getErrorCode() == DATA_FILE)) {
                throw ends(String.valueOf(e.getMessage()), failure);
            }
            cause = cause.getCause();
        }
    }
}
