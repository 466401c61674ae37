package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedded database on a disk that is full for a while; the disk is a tmpfs, which root can mount. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class PatientFilesTest {

    private static final int ROWS = 1000;

    /** Room for some more rows, and by far not for all. */
    private static final long LEFT_BYTES = 256 << 10;

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private Path disk;
    private DatabasePool pool;

    @BeforeEach
    void open() throws IOException, SQLException {
        disk = Files.createDirectories(directory.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk.toString()))
                .as("a tmpfs can be mounted")
                .isTrue();
        pool = new DatabasePool(url(disk), "sa", "", 4, null);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text VARCHAR(2000))");
            connection.commit();
        }
    }

    @AfterEach
    void close() throws IOException {
        if (pool != null) {
            pool.close();
            run("umount", "-l", disk.toString());
        }
    }

    private static String url(Path place) {
        return "jdbc:hsqldb:file:" + place.resolve("hub")
                + ";hsqldb.tx=mvcc;hsqldb.write_delay=false;hsqldb.default_table_type=cached";
    }

    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.onExit().join().exitValue() == 0;
    }

    @Test
    void commitIsConfirmedWhenItIsOnDiskAndNotBefore() throws Exception {
        AtomicInteger confirmed = new AtomicInteger();
        write(confirmed, 20);
        Path filler = disk.resolve("filler");
        long free = Files.getFileStore(disk).getUsableSpace();
        assumeThat(run("fallocate", "-l", Long.toString(free - LEFT_BYTES), filler.toString()))
                .as("a disk can be filled")
                .isTrue();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(confirmed, ROWS));

        await().atMost(SOON).until(() -> pool.state().await(Duration.ofMillis(1)), there -> !there);
        int before = confirmed.get();
        assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTransientConnectionException.class);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> confirmed.get() == before);
        assertThat(rowsOfACopy("full")).isEqualTo(before);

        Files.delete(filler);
        writing.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(confirmed).hasValue(ROWS);
        assertThat(pool.state().await(Duration.ofSeconds(1))).isTrue();
        assertThat(rowsOfACopy("after")).isEqualTo(ROWS);
    }

    private void write(AtomicInteger confirmed, int rows) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (int row = confirmed.get(); row < rows; row++) {
                statement.execute("INSERT INTO line VALUES(" + row + ", '" + "x".repeat(1500) + "')");
                connection.commit();
                confirmed.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the next start finds when the process is killed now. */
    private int rowsOfACopy(String name) throws IOException, SQLException {
        Path copy = Files.createDirectories(directory.resolve(name));
        for (String file : List.of("script", "log", "data", "properties", "backup")) {
            Path from = disk.resolve("hub." + file);
            if (Files.exists(from)) {
                Files.copy(from, copy.resolve("hub." + file));
            }
        }
        try (Connection connection = java.sql.DriverManager.getConnection(url(copy), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM line")) {
            count.next();
            int rows = count.getInt(1);
            statement.execute("SHUTDOWN");
            return rows;
        }
    }
}
