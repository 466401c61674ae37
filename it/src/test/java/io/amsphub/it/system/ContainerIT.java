package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts of the image with a real hub: it becomes healthy and is stopped as a container is; commands are given beside it;
 * abandoned uploads are purged; and on the data of a newer hub it does not start.
 */
class ContainerIT {

    private static final Path HOME = Path.of(System.getProperty("hub.distribution", "../config/target/hub"))
            .toAbsolutePath()
            .normalize();
    private static final Path SCRIPTS =
            Path.of("../deploy/container").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void settings() throws IOException {
        environment.put("HUB_HOME", HOME.toString());
        environment.put("HUB_DATA", directory.resolve("data").toString());
        environment.put("HUB_HEAP_PERCENT", "3");
        environment.put("HUB_CONSOLE_ENABLED", "false");
        for (String port : List.of("HTTP", "MQTT", "MANAGEMENT", "CONSOLE", "AMQP")) {
            try (ServerSocket free = new ServerSocket(0)) {
                environment.put("HUB_" + port + "_PORT", Integer.toString(free.getLocalPort()));
            }
        }
        Files.createDirectories(directory.resolve("data"));
    }

    private Process start(String name, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, SCRIPTS.resolve(command[0]).toString());
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name).toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private int code(String name, String... command) throws IOException, InterruptedException {
        Process process = start(name, command);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String said(String name) throws IOException {
        return Files.readString(directory.resolve(name), StandardCharsets.UTF_8);
    }

    @Test
    void hubOfAContainerIsHealthyIsCommandedAndRefusesDataOfANewerOne() throws Exception {
        assertThat(code("early", "hub-health", "ready")).as("nothing is there").isNotZero();
        Process hub = start("log", "hub-serve");
        try {
            await().atMost(PATIENCE).until(() -> !hub.isAlive() || code("health", "hub-health", "started") == 0);
            assertThat(hub.isAlive()).as(said("log")).isTrue();
            await().atMost(PATIENCE).until(() -> code("health", "hub-health", "ready") == 0);
            assertThat(code("health", "hub-health", "live")).isZero();
            assertThat(code("health", "hub-health", "nonsense")).isNotZero();
            abandonedUploadIsPurged();
        } finally {
            hub.destroy();
        }
        assertThat(hub.waitFor(1, TimeUnit.MINUTES))
                .as("it stops when it is told to")
                .isTrue();
        newer();
        assertThat(code("refused", "hub-serve")).isEqualTo(2);
        assertThat(said("refused"))
                .contains("AMSP-1017", "schema 9000", "remedy: start the hub that was used last, or a newer one");
    }

    private void abandonedUploadIsPurged() throws IOException, InterruptedException {
        Path upload = directory.resolve("data/uploads/upl_" + "0".repeat(26) + ".part");
        Files.writeString(upload, "half of a model");
        Files.setLastModifiedTime(upload, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        assertThat(code("dry", "hub", "purge", "--dry-run")).as(said("dry")).isZero();
        assertThat(said("dry")).containsPattern("uploads +1 would go before .*, 15 bytes");
        assertThat(upload).exists();
        assertThat(code("purge", "hub", "purge")).isZero();
        assertThat(said("purge")).containsPattern("uploads +1 removed").containsPattern("inbox +0 removed");
        assertThat(upload).doesNotExist();
    }

    /** Makes the database one that a later hub has worked on. */
    private void newer() throws SQLException {
        String url = "jdbc:hsqldb:file:" + directory.resolve("data/db/hub") + ";ifexists=true";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO \"flyway_schema_history\" VALUES (9000, '9000', 'of a later hub', 'SQL',"
                    + " 'V9000__of_a_later_hub.sql', 1, 'SA', CURRENT_TIMESTAMP, 1, TRUE)");
            statement.execute("SHUTDOWN");
        }
    }
}
