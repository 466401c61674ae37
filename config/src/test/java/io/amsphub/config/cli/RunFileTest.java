package io.amsphub.config.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    private RunFile of(long pid) throws IOException {
        Files.writeString(data.resolve("hub.pid"), Long.toString(pid));
        return RunFile.of(data);
    }

    @Test
    void theProcessThatIsNamedRuns() throws Exception {
        long own = ProcessHandle.current().pid();
        assertThat(of(own).process()).map(ProcessHandle::pid).hasValue(own);
    }

    /** The shell is replaced, before its child ends, by a program that does not ask what became of it, so that this stays. */
    @Test
    void aProcessThatHasEndedDoesNotRunAlthoughItIsStillThere() throws Exception {
        assumeThat(Path.of("/proc/self/stat")).exists();
        Process parent = new ProcessBuilder("sh", "-c", "sleep 1 & echo $!; exec sleep 60").start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            Path stat = Path.of("/proc", Objects.requireNonNull(said.readLine()), "stat");
            long pid = Long.parseLong(String.valueOf(stat.getName(1)));
            await().until(() -> Files.readString(stat).contains(") Z "));
            assertThat(of(pid).process()).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }
}
