package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.partner.WholeHub;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.processors.identity.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * CAD files that make their converter hang, die or take too much, against the whole hub. The converter is a program that
 * does what the file says; what happened is printed as a table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // JUnit sets the fields
class HostileCadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long the child of a converter sleeps: its mark among all processes. */
    private static final String MARK = "98765.4321";

    /** Runs the program that it was given as a shell script. */
    private static final String CONVERTER = "#!/bin/sh\nfor program; do :; done\nexec /bin/sh \"$program\"\n";

    @TempDir
    static Path directory;

    private final AttackTable table = new AttackTable();
    private WholeHub hub;
    private HostileFiles files;

    @BeforeAll
    void start() throws IOException {
        Path converter = Files.writeString(directory.resolve("converter"), CONVERTER);
        assertThat(converter.toFile().setExecutable(true)).isTrue();
        hub = new WholeHub(directory.resolve("data"))
                .with("hub.cad.openscad", converter.toString())
                .with("hub.cad.time", "PT3S")
                .with("hub.upload.max-bytes", "20000000")
                .start();
        HubWithTenants tenants = HubWithTenants.of(hub, directory);
        files = new HostileFiles(hub, tenants.person("mallory", "acme", Role.USER), directory);
    }

    @AfterAll
    void stop() throws IOException {
        hub.close();
        table.print("attack-menu-cad");
    }

    private static boolean childLives() {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(MARK));
    }

    private void row(String tried, JsonNode rejected, String more) {
        JsonNode problem = rejected.path("problem");
        assertThat(problem.path("code").asText()).isEqualTo("AMSP-2203");
        assertThat(problem.path("remedy").asText()).isNotEmpty();
        table.row("CAD file", tried, "AMSP-2203, " + more);
    }

    @Test
    void converterThatHangsWithItsChildrenHoldsUpNobody() throws IOException {
        String hanging = files.upload("hang.scad", script("sleep " + MARK + " & sleep " + MARK));
        Awaitility.await("the converter hangs").atMost(PATIENCE).until(HostileCadTest::childLives);
        JsonNode other = files.await(files.upload("bracket.stl", bracket()), "READY");
        JsonNode rejected = files.rejected(hanging);
        assertThat(childLives()).as("a child of the converter is left").isFalse();
        assertThat(other.path("state").asText()).isEqualTo("READY");
        row(
                "its converter hangs, and so does a child of it",
                rejected,
                "both killed; a model of another was ready meanwhile");
    }

    @Test
    void converterThatDiesOrTakesTooMuchIsRefused() throws IOException {
        row("its converter crashes", files.rejected("crash.scad", script("kill -SEGV $$")), "others go on");
        row(
                "its converter is killed as by the system that is out of memory",
                files.rejected("memory.scad", script("kill -KILL $$")),
                "others go on");
        JsonNode flood = files.rejected("flood.scad", script("exec yes >flood"));
        row("its converter writes without end", flood, "ended at the limit of a file");
        assertThat(files.await(files.upload("after.stl", bracket()), "READY")
                        .path("state")
                        .asText())
                .isEqualTo("READY");
    }

    private static byte[] bracket() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryStlWriter.write(DemoBracket.sound(), bytes);
        return bytes.toByteArray();
    }

    private static byte[] script(String program) {
        return program.getBytes(StandardCharsets.UTF_8);
    }
}
