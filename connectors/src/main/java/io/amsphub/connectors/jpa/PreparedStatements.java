package io.amsphub.connectors.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DelegatingPreparedStatement;
import org.apache.commons.dbcp2.PStmtKey;
import org.apache.commons.dbcp2.PoolingConnection;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A source of connections that keep their prepared statements. HSQLDB forgets a statement when it is closed and
 * compiles it anew when it is prepared again, which took a tenth of the processor time of a quote; the driver of
 * PostgreSQL keeps statements itself. A statement is compiled again by the database when the schema has changed.
 */
public final class PreparedStatements extends DelegatingDataSource {

    /** For each connection; those that were not used for longest go first. */
    private static final int KEPT = 96;

    /** Keeps the statements of the connections of another source. */
    public PreparedStatements(DataSource source) {
        super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return keeping(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return keeping(super.getConnection(username, password));
    }

    private static Connection keeping(Connection connection) {
        GenericKeyedObjectPoolConfig<DelegatingPreparedStatement> limits = new GenericKeyedObjectPoolConfig<>();
        limits.setMaxTotal(KEPT);
        limits.setMaxTotalPerKey(-1);
        limits.setMaxIdlePerKey(1);
        limits.setBlockWhenExhausted(false);
        limits.setMaxWait(Duration.ZERO);
        limits.setJmxEnabled(false);
        PoolingConnection keeping = new Keeping(connection);
        GenericKeyedObjectPool<PStmtKey, DelegatingPreparedStatement> statements =
                new GenericKeyedObjectPool<>(keeping, limits);
        keeping.setStatementPool(statements);
        return keeping;
    }

    /** Commits together with others that commit at the same time. */
    private static final class Keeping extends PoolingConnection {

        private final Connection driver;

        private Keeping(Connection driver) {
            super(driver);
            this.driver = driver;
        }

        @Override
        public void commit() throws SQLException {
            PatientFiles.commit(driver);
        }
    }
}
