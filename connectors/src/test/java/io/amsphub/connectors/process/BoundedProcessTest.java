package io.amsphub.connectors.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // JUnit sets the field
class BoundedProcessTest {

    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    private ProcessEnd shell(Duration time, String script) throws IOException {
        return new BoundedProcess(new ProcessLimits(time, 256 * MIB, MIB))
                .run(List.of("/bin/sh", "-c", script), directory);
    }

    @Test
    void outputAndExitCodeComeBack() throws IOException {
        ProcessEnd end = shell(Duration.ofSeconds(20), "echo one; echo two >&2; exit 3");
        assertThat(end.kind()).isEqualTo(ProcessEnd.Kind.EXITED);
        assertThat(end.exitCode()).isEqualTo(3);
        assertThat(end.output()).contains("one", "two");
        assertThat(end.lastLine()).isEqualTo("two");
        assertThat(end.succeeded()).isFalse();
    }

    @Test
    void lastWordsAreNeverLost() throws IOException {
        for (int i = 0; i < 50; i++) {
            assertThat(shell(Duration.ofSeconds(20), "echo last words; exit 1").lastLine())
                    .isEqualTo("last words");
        }
    }

    @Test
    void nothingOfTheHubsEnvironmentIsPassedOn() throws IOException {
        ProcessEnd end = shell(Duration.ofSeconds(20), "env | cut -d= -f1 | sort | tr '\\n' ' '; pwd");
        assertThat(end.output()).startsWith("HOME LC_ALL PATH PWD TMPDIR");
        assertThat(end.lastLine()).endsWith(directory.toRealPath().toString());
    }

    @Test
    void childThatHangsIsKilledWithItsDescendants() throws IOException {
        Path pid = directory.resolve("pid");
        ProcessEnd end = shell(Duration.ofSeconds(2), "sleep 300 & echo $! > pid; sleep 300");
        assertThat(end.kind()).isEqualTo(ProcessEnd.Kind.TIMED_OUT);
        long grandchild = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(grandchild)
                .map(ProcessHandle::onExit)
                .ifPresent(exit -> assertThat(exit).as("its end").succeedsWithin(Duration.ofSeconds(20)));
    }

    @Test
    void childThatTalksWithoutEndIsReadAndForgotten() throws IOException {
        ProcessEnd end = shell(Duration.ofSeconds(20), "head -c 3000000 /dev/zero | tr '\\0' x; exit 0");
        assertThat(end.succeeded()).isTrue();
        assertThat(end.output()).hasSize(64 << 10);
    }

    @Test
    void childCannotTakeMoreMemoryThanItsLimit() throws IOException {
        assumeThat(Path.of("/usr/bin/prlimit")).isExecutable();
        assumeThat(Path.of("/usr/bin/python3")).isExecutable();
        ProcessEnd end = new BoundedProcess(new ProcessLimits(Duration.ofSeconds(30), 256 * MIB, MIB))
                .run(List.of("/usr/bin/python3", "-c", "x = bytearray(600 << 20)"), directory);
        assertThat(end.succeeded()).isFalse();
        assertThat(end.output()).contains("MemoryError");
    }

    @Test
    void childCannotFillTheDisk() throws IOException {
        assumeThat(Path.of("/usr/bin/prlimit")).isExecutable();
        shell(Duration.ofSeconds(20), "head -c 5000000 /dev/zero > big");
        assertThat(directory.resolve("big")).hasSize(MIB);
    }
}
