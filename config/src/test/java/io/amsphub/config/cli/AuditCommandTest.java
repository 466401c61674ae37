package io.amsphub.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.AuditTestHub;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command over a data directory as a hub leaves it, and over an export of it. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class AuditCommandTest {

    @TempDir
    Path data;

    private Path export;

    @BeforeEach
    void hub() throws Exception {
        export = data.resolve("export.jsonl");
        AuditTestHub.leave(data, 12, export);
    }

    private int verify(StringWriter said, String... more) {
        List<String> arguments = new ArrayList<>(List.of("audit", "verify", "--data", data.toString()));
        arguments.addAll(List.of(more));
        return new CommandLine(new HubCommand())
                .setOut(new PrintWriter(said))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void soundAuditIsSaidToHold() {
        StringWriter said = new StringWriter();
        assertThat(verify(said)).isZero();
        assertThat(said.toString()).contains("12 entries hold, signed up to entry 12");
        assertThat(verify(new StringWriter(), "--file", export.toString())).isZero();
    }

    @Test
    void firstBrokenLinkIsNamed() throws Exception {
        AuditTestHub.sql(data, "UPDATE audit_entry SET detail = 'nothing' WHERE position = 5");
        StringWriter said = new StringWriter();
        assertThat(verify(said)).isEqualTo(1);
        assertThat(said.toString()).contains("broken at entry 5: TEXT").contains("4 entries before it hold");
        assertThat(verify(new StringWriter(), "--file", export.toString()))
                .as("the export was made before")
                .isZero();
    }

    @Test
    void tailThatIsGoneIsKnownFromTheFileOfCheckpoints() throws Exception {
        AuditTestHub.sql(data, "DELETE FROM audit_entry WHERE position > 9");
        AuditTestHub.sql(data, "DELETE FROM audit_checkpoint");
        StringWriter said = new StringWriter();
        assertThat(verify(said)).isEqualTo(1);
        assertThat(said.toString()).contains("broken at entry 10: TAIL");
        Path kept = data.resolve("kept.jsonl");
        Files.move(data.resolve("audit-checkpoints.jsonl"), kept);
        assertThat(verify(new StringWriter()))
                .as("nothing tells of it any more")
                .isZero();
        assertThat(verify(new StringWriter(), "--checkpoints", kept.toString())).isEqualTo(1);
    }

    @Test
    void anotherKeyHasSignedNothing() throws Exception {
        Path key = data.resolve("other.pub");
        Files.writeString(key, "AAAA");
        StringWriter said = new StringWriter();
        assertThat(verify(said, "--key", key.toString())).isEqualTo(1);
        assertThat(said.toString()).contains("SIGNATURE");
    }

    @Test
    void directoryWithoutAKeyIsRefused() throws Exception {
        Files.delete(data.resolve("signing.pub"));
        assertThat(verify(new StringWriter())).isEqualTo(2);
    }
}
