package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.hsqldb.jdbc.JDBCPreparedStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PreparedStatementsTest {

    private static final String INSERT = "insert into part (id) values (?)";
    private static final String COUNT = "select count(*) from part";

    private final PreparedStatements source =
            new PreparedStatements(new DriverManagerDataSource("jdbc:hsqldb:mem:" + UUID.randomUUID(), "sa", ""));

    @SuppressWarnings("NullAway.Init") // made before each test
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = source.getConnection();
        run("create table part (id integer primary key)");
    }

    @AfterEach
    void shutDown() throws SQLException {
        run("shutdown");
        connection.close();
    }

    @Test
    void statementIsKeptForTheNextWhoPreparesIt() throws SQLException {
        JDBCPreparedStatement first = compiled();
        assertThat(compiled()).isSameAs(first);
    }

    @Test
    void whatWasSetForOneUseIsGoneInTheNext() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, 1);
            insert.addBatch();
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, 2);
            insert.addBatch();
            assertThat(insert.executeBatch())
                    .as("the part before was never executed")
                    .hasSize(1);
        }
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void resultIsClosedWithItsStatement() throws SQLException {
        ResultSet left;
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            left = count.executeQuery();
        }
        assertThat(left.isClosed()).isTrue();
    }

    @Test
    void statementIsCompiledAgainWhenTheSchemaHasChanged() throws SQLException {
        assertThat(count()).isZero();
        run("drop table part");
        run("create table part (name varchar(10), id integer primary key)");
        run("insert into part values ('bracket', 1)");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void moreStatementsThanAreKeptCanBeUsed() throws SQLException {
        for (int n = 0; n < 1000; n++) {
            try (PreparedStatement one = connection.prepareStatement("select " + n + " from (values (0))");
                    ResultSet result = one.executeQuery()) {
                result.next();
                assertThat(result.getInt(1)).isEqualTo(n);
            }
        }
    }

    private JDBCPreparedStatement compiled() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            return count.unwrap(JDBCPreparedStatement.class);
        }
    }

    private int count() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT);
                ResultSet result = count.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
