package io.amsphub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.identity.Role;
import io.amsphub.processors.memory.MemoryCredentials;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class DataDirectoryTest {

    private static final UnitOfWork KEPT = new UnitOfWork() {
        @Override
        public <T> T call(Supplier<T> work) {
            return work.get();
        }
    };

    @TempDir
    private Path parent;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void secondHubOnTheSameDirectoryIsRefusedWithTheRemedy() throws IOException {
        Path root = parent.resolve("data");
        try (DataDirectory first = DataDirectory.open(root)) {
            assertThat(first.root()).isEqualTo(root);
            assertThatThrownBy(() -> DataDirectory.open(root))
                    .isInstanceOf(DataDirectory.InUseException.class)
                    .hasMessageContaining(root.toString())
                    .hasMessageContaining("./hub stop");
        }
        DataDirectory.open(root).close();
    }

    @Test
    void lockThatAKilledHubLeftOnItsDatabaseDoesNotHoldUpTheNextOne() throws Exception {
        Path root = parent.resolve("data");
        Files.createDirectories(root.resolve("db"));
        String url = "jdbc:hsqldb:file:" + root.resolve("db/hub");
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        root.toString(),
                        url)
                .inheritIO()
                .start();
        assertThat(killed.waitFor()).isEqualTo(Holder.KILLED);
        Path left = root.resolve("db/hub.lck");
        assertThat(left).exists();

        try (DataDirectory next = DataDirectory.open(root)) {
            assertThat(next.root().resolve("db/hub.lck")).doesNotExist();
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        }

        Files.writeString(left, "of some other program");
        DataDirectory.open(root).close();
        DataDirectory.open(root).close();
        assertThat(left).hasContent("of some other program");
    }

    @Test
    void whoHasItIsSaidInPlaceWhichTakesNoRoomOnAFullDisk() throws IOException {
        Path root = parent.resolve("data");
        DataDirectory.open(root).close();
        long size = Files.size(root.resolve("hub.lock"));
        assertThat(size).isEqualTo(1);
        try (DataDirectory again = DataDirectory.open(root)) {
            assertThat(again.root().resolve("hub.lock")).hasSize(size);
        }
        assertThat(root.resolve("hub.lock")).hasSize(size);
    }

    /** A hub that is killed while it has its database open. */
    static final class Holder {

        static final int KILLED = 137;

        private Holder() {}

        public static void main(String[] args) throws IOException, SQLException {
            DataDirectory.open(Path.of(args[0]));
            DriverManager.getConnection(args[1]);
            Runtime.getRuntime().halt(KILLED);
        }
    }

    @Test
    void otherUsersCannotLookIn() throws IOException {
        Path root = parent.resolve("deep").resolve("data");
        DataDirectory.open(root).close();
        assertThat(permissions(root)).isEqualTo("rwx------");
    }

    @Test
    void directoryWithoutPropertiesHasNone() throws IOException {
        assertThat(DataDirectory.properties(parent)).isEmpty();
        Files.writeString(parent.resolve("hub.properties"), "hub.http.port=0\n");
        assertThat(DataDirectory.properties(parent)).containsEntry("hub.http.port", "0");
    }

    @Test
    void firstCredentialsAreMadeOnceForTheOwnerAlone() throws IOException {
        MemoryCredentials credentials = new MemoryCredentials();
        FirstCredentials.issue(credentials, KEPT, parent);
        String secret = FirstCredentials.secret(parent);
        FirstCredentials.issue(credentials, KEPT, parent);
        assertThat(FirstCredentials.secret(parent)).isEqualTo(secret).hasSizeGreaterThanOrEqualTo(32);
        assertThat(permissions(parent.resolve("first-credentials.properties"))).isEqualTo("rw-------");
        assertThat(credentials.byToken(secret)).hasValueSatisfying(p -> {
            assertThat(p.name()).isEqualTo(FirstCredentials.OPERATOR);
            assertThat(p.roles()).contains(Role.OPERATOR).doesNotContain(Role.DEVICE);
        });
    }

    @Test
    void everyHubHasASecretOfItsOwn() throws IOException {
        Path other = Files.createDirectory(parent.resolve("other"));
        FirstCredentials.issue(new MemoryCredentials(), KEPT, parent);
        FirstCredentials.issue(new MemoryCredentials(), KEPT, other);
        assertThat(FirstCredentials.secret(parent)).isNotEqualTo(FirstCredentials.secret(other));
    }

    @Test
    void deletedFileShowsNoSecret() throws IOException {
        assertThat(FirstCredentials.secret(parent)).isEmpty();
    }

    @Test
    void hubThatDiedWhileItWroteTheFileMakesThemAgain() throws IOException {
        Files.writeString(parent.resolve("first-credentials.properties.new"), "# The first oper");
        FirstCredentials.issue(new MemoryCredentials(), KEPT, parent);
        assertThat(FirstCredentials.secret(parent)).isNotEmpty();
        assertThat(permissions(parent.resolve("first-credentials.properties"))).isEqualTo("rw-------");
        assertThat(parent.resolve("first-credentials.properties.new")).doesNotExist();
    }
}
