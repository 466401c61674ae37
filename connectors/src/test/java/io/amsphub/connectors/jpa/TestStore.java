package io.amsphub.connectors.jpa;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;

/** The real store over the embedded database in a directory, opened as the hub opens it. */
public final class TestStore implements AutoCloseable {

    public final JpaStore store;
    private final HikariDataSource dataSource = new HikariDataSource();

    /** Opens or re-opens a store. */
    public TestStore(Path directory) {
        dataSource.setJdbcUrl("jdbc:hsqldb:file:" + directory.resolve("hub").toAbsolutePath()
                + ";hsqldb.tx=mvcc;hsqldb.write_delay=false;hsqldb.default_table_type=cached"
                + ";sql.syntax_pgs=true;hsqldb.log_size=200");
        dataSource.setUsername("sa");
        dataSource.setMaximumPoolSize(6);
        dataSource.setConnectionTimeout(10_000);
        dataSource.setAutoCommit(false);
        dataSource.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        store = JpaStore.open(dataSource, Clock.systemUTC());
    }

    @Override
    public void close() throws SQLException {
        store.close();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
        dataSource.close();
    }
}
