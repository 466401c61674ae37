package io.amsphub.connectors.jpa;

import com.zaxxer.hikari.HikariDataSource;
import io.amsphub.connectors.reach.Reachability;
import io.amsphub.processors.port.DatabaseState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections to the database. Whoever wants one while the database is away is told so within a second, and at once
 * when that is known already (Circuit Breaker); whoever wants one while all are in use waits for ten seconds. A database
 * that was away is asked twice a second whether it is back. The embedded database confirms nothing that is not on disk
 * ({@link PatientFiles}).
 *
 * <p>Sets for PostgreSQL what its driver leaves without a limit, unless the URL says otherwise.
 */
public final class DatabasePool extends AbstractDataSource implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabasePool.class);
    private static final long SLICE_MS = 1_000;
    private static final long VALIDATION_MS = 750;
    private static final long PATIENCE_NS = 10_000_000_000L;
    private static final long LOOK_MS = 500;
    /** Too many connections: those that there are still work. */
    private static final String CROWDED = "53300";

    private static final String HSQLDB = "jdbc:hsqldb:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Properties FOR_POSTGRESQL = new Properties();

    static {
        FOR_POSTGRESQL.setProperty("ApplicationName", "amsp-hub");
        FOR_POSTGRESQL.setProperty("connectTimeout", "2");
        FOR_POSTGRESQL.setProperty("loginTimeout", "5");
        // whole rows would be in the log, with what is in them of people
        FOR_POSTGRESQL.setProperty("logServerErrorDetail", "false");
        FOR_POSTGRESQL.setProperty("tcpKeepAlive", "true");
        FOR_POSTGRESQL.setProperty("reWriteBatchedInserts", "true");
    }

    /** How long a statement may be silent; not for migrations. */
    private static final String SOCKET_TIMEOUT = "socketTimeout";

    private static final String SOCKET_TIMEOUT_S = "30";

    /**
     * How long a transaction may wait for its next statement: what a hub that was cut off, or stands still, has locked is
     * free after that, before others have given up waiting for it.
     */
    private static final String ABANDONED = "SET idle_in_transaction_session_timeout = '20s'";

    private final HikariDataSource pool = new HikariDataSource();
    private final Reachability<SQLException> reachability = new Reachability<>("the database");
    private final DataSource patient;
    private final boolean ownFiles;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hub-database-watch");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A pool that opens no connection before it is asked for one.
     *
     * @param connections how many there are at most
     * @param metrics a registry of Micrometer; null for none
     */
    public DatabasePool(String url, String user, String password, int connections, @Nullable Object metrics) {
        ownFiles = url.startsWith(HSQLDB + "file:");
        Properties properties = new Properties();
        if (url.startsWith(POSTGRESQL)) {
            properties.putAll(FOR_POSTGRESQL);
        }
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        patient = new Opening(url, (Properties) properties.clone());
        pool.setValidationTimeout(SLICE_MS);
        if (url.startsWith(POSTGRESQL)) {
            properties.setProperty(SOCKET_TIMEOUT, SOCKET_TIMEOUT_S);
            pool.setValidationTimeout(VALIDATION_MS);
        }
        Opening opening = new Opening(url, properties);
        pool.setConnectionTimeout(SLICE_MS);
        pool.setDataSource(url.startsWith(HSQLDB) ? new PreparedStatements(opening) : opening);
        pool.setMaximumPoolSize(connections);
        pool.setAutoCommit(false);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.setPoolName("hub");
        if (metrics != null) {
            pool.setMetricRegistry(metrics);
        }
        Future<?> unused = watch.scheduleWithFixedDelay(() -> look(opening), LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /** Returns whether the database can be reached. */
    public DatabaseState state() {
        return reachability::await;
    }

    /** Returns a source of connections outside of the pool, whose statements may take as long as they like. */
    public DataSource patient() {
        return patient;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long begun = System.nanoTime();
        while (true) {
            require();
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException e) {
                require();
                if (System.nanoTime() - begun > PATIENCE_NS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("connections are of one user");
    }

    /** Fails at once when the database is away. */
    private void require() throws SQLTransientConnectionException {
        SQLException known = reachability.failure();
        if (known != null) {
            throw new SQLTransientConnectionException(known.getMessage(), known.getSQLState(), known);
        }
    }

    private static void limit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ABANDONED);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void look(Opening opening) {
        if (reachability.failure() != null) {
            opening.tried();
        }
    }

    /**
     * Closes the connections, and after them the embedded database, which would be opened again by whatever connection
     * came later.
     */
    @Override
    public void close() {
        watch.shutdownNow();
        reachability.end();
        if (!ownFiles) {
            pool.close();
            return;
        }
        try (Connection last = patient.getConnection();
                Statement statement = last.createStatement()) {
            pool.close();
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            pool.close();
            LOG.warn("the database did not shut down cleanly; it recovers at the next start", e);
        }
    }

    /** Opens connections, and notes whether that succeeds. */
    private final class Opening extends AbstractDataSource {

        private final String url;
        private final Properties properties;

        private Opening(String url, Properties properties) {
            this.url = url;
            this.properties = properties;
        }

        @Override
        public Connection getConnection() throws SQLException {
            try {
                Connection connection = DriverManager.getConnection(url, properties);
                if (properties.containsKey(SOCKET_TIMEOUT)) {
                    limit(connection);
                }
                if (ownFiles) {
                    PatientFiles.install(connection, reachability);
                }
                reachability.reached();
                return connection;
            } catch (SQLException e) {
                if (CROWDED.equals(e.getSQLState())) {
                    LOG.warn("the database takes no further connection: {}", e.getMessage());
                } else {
                    reachability.failed(e);
                }
                throw e;
            }
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        /** The pool sets one; the driver has it among its properties. */
        @Override
        public void setLoginTimeout(int timeout) {}

        private void tried() {
            try {
                getConnection().close();
            } catch (SQLException e) {
                LOG.trace("the database is still away", e);
            }
        }
    }
}
