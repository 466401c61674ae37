package io.amsphub.connectors.jpa;

import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Production;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;

/**
 * The real store, opened as the hub opens it: over the embedded database in a directory, or, with the system property
 * {@code test.database=postgresql}, over a schema for that directory of a PostgreSQL server.
 */
public final class TestStore implements AutoCloseable {

    private static final boolean ON_POSTGRESQL = "postgresql".equals(System.getProperty("test.database"));
    private static final int CONNECTIONS = 6;
    private static final int ATTEMPTS = 3;

    public final JpaStore store;
    private final DatabasePool pool;
    private final String url;

    /** Opens or re-opens a store. */
    public TestStore(Path directory) {
        url = ON_POSTGRESQL
                ? schema(directory)
                : "jdbc:hsqldb:file:" + directory.resolve("hub").toAbsolutePath()
                        + ";hsqldb.tx=mvcc;hsqldb.write_delay=false;hsqldb.default_table_type=cached"
                        + ";sql.syntax_pgs=true;hsqldb.log_size=200";
        pool = new DatabasePool(url, user(), "", CONNECTIONS, null);
        store = JpaStore.open(pool, Clock.systemUTC());
    }

    private static String user() {
        return ON_POSTGRESQL ? PostgresServer.USER : "sa";
    }

    /** Returns a connection past the store. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user(), "");
    }

    /** Returns production over the store, whose messages go nowhere. */
    public Production production(MemoryHub memory, Journal journal, PrintRights rights) {
        return new Production(
                store.orders(),
                store.parts(),
                store.jobs(),
                store.workItems(),
                memory.intake,
                journal,
                Samples.CATALOGUE,
                ATTEMPTS,
                rights);
    }

    /** Returns how the embedded database answers a query; PostgreSQL decides that by how much there is. */
    String plan(String query) throws SQLException {
        Assumptions.assumeFalse(ON_POSTGRESQL, "plans are looked at in the embedded database");
        StringBuilder plan = new StringBuilder();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("EXPLAIN PLAN FOR " + query)) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    private static String schema(Path directory) {
        Assumptions.assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        String name =
                "t" + HexFormat.of().toHexDigits(directory.toAbsolutePath().hashCode());
        String url = Shared.SERVER.url();
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("the schema was not made", e);
        }
        return url + "?currentSchema=" + name;
    }

    @Override
    public void close() throws SQLException {
        store.close();
        pool.close();
    }

    /** One server for all tests of a virtual machine, as long as that lives. */
    private static final class Shared {

        private static final PostgresServer SERVER = started();

        private static PostgresServer started() {
            try {
                PostgresServer server = PostgresServer.create();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void stop(PostgresServer server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
