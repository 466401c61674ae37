package io.amsphub.config.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.simulator.memory.PrintLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetMainTest {

    private final Path directory;
    private final StringWriter text = new StringWriter();

    FleetMainTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void madeUpFleetIsPrintedAsAFleetFile() throws IOException {
        assertThat(run("--print-fleet", "--printers", "7", "--password", "pw")).isZero();
        assertThat(FleetFile.parse(text.toString())).hasSize(7);
    }

    @Test
    void auditFindsADoubleStart() throws IOException {
        try (PrintLedger ledger = PrintLedger.open(directory)) {
            ledger.append(new PrintLedger.Line(Instant.EPOCH, "c/m", "J1", "START", "P1"));
            assertThat(run("audit", "--state", directory.toString())).isZero();
            ledger.append(new PrintLedger.Line(Instant.EPOCH, "c/n", "J1", "START", "P1"));
            assertThat(run("audit", "--state", directory.toString())).isEqualTo(1);
        }
        assertThat(text.toString()).contains("starts 2").contains("job J1 started again on c/n");
    }

    @Test
    void missingFleetFileIsToldInOneLine() {
        assertThat(run("--fleet", "nowhere.json")).isEqualTo(1);
        assertThat(text.toString().lines()).containsExactly("error: fleet file nowhere.json does not exist");
    }

    @Test
    void stateDirectoryBelongsToOneFleet() throws IOException {
        Fleet.Options options = new Fleet.Options(URI.create("tcp://127.0.0.1:1"), null, directory, 1);
        try (Fleet first = new Fleet(List.of(), options)) {
            assertThat(first.size()).isZero();
            assertThat(run("--state", directory.toString())).isEqualTo(1);
        }
        assertThat(text.toString()).contains("in use by another fleet");
    }

    @Test
    void linesAppendedToTheControlFileAreFollowed() throws IOException {
        Path file = directory.resolve("control");
        Files.writeString(file, "old\n");
        List<String> lines = new ArrayList<>();
        LineFollower follower = new LineFollower(file, lines::add);
        Files.writeString(file, "fail a\n\nfail b\nhalf", StandardOpenOption.APPEND);
        follower.look();
        assertThat(lines).containsExactly("fail a", "fail b");
        Files.writeString(file, " a line\n", StandardOpenOption.APPEND);
        follower.look();
        assertThat(lines).endsWith("half a line");
        Files.writeString(file, "new\n");
        follower.look();
        assertThat(lines).endsWith("new");
    }

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(text, true);
        return FleetMain.commandLine(new FleetMain())
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
    }
}
