package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.port.DeviceMemory.Submission;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub remembers of machines, over a restart. */
@SuppressWarnings("NullAway") // JUnit sets the field
class JpaDeviceMemoryTest {

    @TempDir
    private Path directory;

    /** Opens the store anew, as a hub that is started again. */
    private void anew(Consumer<JpaDeviceMemory> what) throws SQLException {
        try (TestStore opened = new TestStore(directory)) {
            opened.store.unitOfWork().run(() -> what.accept(opened.store.deviceMemory()));
        }
    }

    @Test
    void theFirstCertificateIsKept() throws SQLException {
        anew(memory -> assertThat(memory.firstFingerprint("north/a", "f1")).isEqualTo("f1"));
        anew(memory -> {
            assertThat(memory.firstFingerprint("north/a", "f2")).isEqualTo("f1");
            assertThat(memory.firstFingerprint("north/b", "f2")).isEqualTo("f2");
        });
    }

    @Test
    void aSubmissionHasANumberOfItsOwnForGood() throws SQLException {
        anew(memory -> assertThat(
                        memory.submit("cmd_1", "north/a", "ord_1-1.1", "").id())
                .isPositive());
        anew(memory -> {
            Submission first = memory.latestSubmission("north/a").orElseThrow();
            assertThat(first).isEqualTo(new Submission(first.id(), "cmd_1", "north/a", "ord_1-1.1", ""));
            assertThat(memory.submit("cmd_1", "north/a", "ord_1-1.1", "other"))
                    .as("the same command is the same submission")
                    .isEqualTo(first);
            Submission second = memory.submit("cmd_2", "north/a", "ord_1-1.1", "1 x");
            assertThat(second.id()).isGreaterThan(first.id());
            assertThat(memory.latestSubmission("north/a")).contains(second);
            assertThat(memory.submission("north/a", first.id())).contains(first);
            assertThat(memory.submission("north/b", first.id()))
                    .as("the number of another machine")
                    .isEmpty();
            assertThat(memory.latestSubmission("north/b")).isEmpty();
        });
    }
}
