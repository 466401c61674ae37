package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commits of an embedded database that are brought to disk together, while checkpoints begin its log anew. That they are on
 * disk is shown where the power is cut.
 */
class CommitsTogetherTest {

    private static final int WRITERS = 8;
    private static final int ROWS = 400;
    private static final String TEXT = "x".repeat(2000);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    /** A checkpoint after each megabyte: about six of them, in the thread of whoever commits then. */
    private static String url(Path place) {
        return "jdbc:hsqldb:file:" + place.resolve("hub")
                + ";hsqldb.tx=mvcc;hsqldb.write_delay=false;hsqldb.default_table_type=cached;hsqldb.log_size=1";
    }

    @Test
    void whatWasConfirmedIsInTheFilesWhileCheckpointsComeBetween() throws Exception {
        AtomicInteger confirmed = new AtomicInteger();
        try (DatabasePool pool = new DatabasePool(url(directory), "sa", "", WRITERS + 2, null)) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text VARCHAR(2000))");
                connection.commit();
            }
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Callable<Void>> work = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    int first = writer * ROWS;
                    work.add(() -> write(pool, first, confirmed));
                }
                for (Future<Void> one : threads.invokeAll(work)) {
                    one.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(confirmed).hasValue(WRITERS * ROWS);
            assertThat(rowsOfACopy()).isEqualTo(WRITERS * ROWS);
        }
        try (Connection connection = DriverManager.getConnection(url(directory), "sa", "")) {
            assertThat(rows(connection)).isEqualTo(WRITERS * ROWS);
        }
    }

    @SuppressWarnings("NullAway") // a callable of nothing
    private static Void write(DatabasePool pool, int first, AtomicInteger confirmed) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO line VALUES(?, ?)");
                PreparedStatement read = connection.prepareStatement("SELECT text FROM line WHERE id = ?")) {
            for (int row = first; row < first + ROWS; row++) {
                insert.setInt(1, row);
                insert.setString(2, TEXT);
                insert.executeUpdate();
                connection.commit();
                confirmed.incrementAndGet();
                read.setInt(1, row);
                read.executeQuery().close();
                connection.commit();
            }
        }
        return null;
    }

    /** What the next start finds when the process is killed now. */
    private int rowsOfACopy() throws IOException, SQLException {
        Path copy = Files.createDirectories(directory.resolve("copy"));
        for (String file : List.of("script", "log", "data", "properties", "backup")) {
            Path from = directory.resolve("hub." + file);
            if (Files.exists(from)) {
                Files.copy(from, copy.resolve("hub." + file));
            }
        }
        try (Connection connection = DriverManager.getConnection(url(copy), "sa", "")) {
            return rows(connection);
        }
    }

    private static int rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM line")) {
            rows.next();
            int count = rows.getInt(1);
            statement.execute("SHUTDOWN");
            return count;
        }
    }
}
