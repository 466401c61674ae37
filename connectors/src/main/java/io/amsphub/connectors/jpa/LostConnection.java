package io.amsphub.connectors.jpa;

import io.amsphub.processors.failure.DatabaseAwayException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.hibernate.TransactionException;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells failures of the database itself from failures of what was asked of it. */
final class LostConnection {

    private static final int DEPTH = 20;

    /** Classes of SQLSTATE: connection, insufficient resources (a full disk among them), operator's intervention, system. */
    private static final String UNAVAILABLE = "08|53|57P|58";

    private LostConnection() {}

    /** Returns the failure of the database that is behind a failure; empty when there is none. */
    static Optional<DatabaseAwayException> behind(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (cause instanceof DatabaseAwayException known) {
                return Optional.of(known);
            }
            if (isOfTheDatabase(cause)) {
                return Optional.of(new DatabaseAwayException(cause.getMessage(), failure));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static boolean isOfTheDatabase(Throwable cause) {
        return cause instanceof JDBCConnectionException
                || cause instanceof SQLTransientConnectionException
                || cause instanceof SQLRecoverableException
                || isOfNoUse(cause)
                || (cause instanceof SQLException e && isUnavailable(e.getSQLState()));
    }

    /** A rollback on a connection that the pool has given up hides why it did. */
    private static boolean isOfNoUse(Throwable cause) {
        return cause instanceof TransactionException
                && cause.getCause() instanceof SQLException e
                && e.getSQLState() == null;
    }

    private static boolean isUnavailable(@Nullable String state) {
        return state != null && state.matches("(" + UNAVAILABLE + ").*");
    }
}
