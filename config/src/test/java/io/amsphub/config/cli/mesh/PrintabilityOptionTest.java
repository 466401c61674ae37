package io.amsphub.config.cli.mesh;

import static io.amsphub.config.cli.mesh.MeshCli.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check for a process on the command line. */
class PrintabilityOptionTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void foilIsSoundButTooThinToExtrude() throws IOException {
        Path foil = MeshCli.block(folder.resolve("foil.obj"), 30, 0.2, 20, false);
        assertThat(run("check", foil).code()).isEqualTo(MeshCommand.SOUND);

        JsonNode report = run("check", "--json", "--process", "mex", "--material", "PLA", foil)
                .json();
        assertThat(report.path("solid").asBoolean()).isTrue();
        assertThat(report.path("findings").findValuesAsText("kind")).contains("THIN_WALL");
        assertThat(report.path("printability").path("process").asText()).isEqualTo("MEX");
        assertThat(report.path("printability").path("material").asText()).isEqualTo("PLA");
        JsonNode first = report.path("printability").path("judgements").path(0);
        assertThat(first.path("limitValue").asDouble()).isPositive();
        assertThat(first.path("source").asText()).isNotEmpty();
        assertThat(run("check", "--process", "MEX", foil).out()).contains("by MEX", "0.2");
    }

    @Test
    void blockIsPrintable() throws IOException {
        Path block = MeshCli.block(folder.resolve("block.obj"), 20, 20, 20, false);
        MeshCli.Result result = run("check", "--process", "MEX", "--material", "PLA", block);

        assertThat(result.code()).as(result.toString()).isEqualTo(MeshCommand.SOUND);
        assertThat(result.out()).contains("nothing forbids printing by MEX in PLA");
    }

    @Test
    void openModelSaysWhatCouldNotBeJudged() throws IOException {
        Path open = MeshCli.block(folder.resolve("open.obj"), 20, 20, 20, true);
        JsonNode report = run("check", "--json", "--process", "PBF", open).json();

        assertThat(report.path("printability").path("unjudged").findValuesAsText("kind"))
                .contains("NOT_A_SOLID");
    }

    @Test
    void processHasToBeOneOfTheStandard() throws IOException {
        Path block = MeshCli.block(folder.resolve("block.obj"), 20, 20, 20, false);

        assertThat(run("check", "--process", "FDM", block).err()).contains("FDM", "MEX");
        MeshCli.Result alone = run("check", "--material", "PLA", block);
        assertThat(alone.code()).isEqualTo(MeshCommand.REFUSED);
        assertThat(alone.err()).contains(FileRefusal.BAD_OPTION, "--process");
    }
}
