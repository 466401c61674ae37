package io.amsphub.config.cli.mesh;

import static io.amsphub.config.cli.mesh.MeshCli.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estimate on the command line: whose values count, what is refused, and agreement with a slicer. */
class EstimateCommandTest {

    private static final Percentage QUARTER = Percentage.withPercentage(25);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private Path cube() throws IOException {
        return MeshCli.block(folder.resolve("cube.obj"), 20, 20, 20, false);
    }

    private Path profile(String text) throws IOException {
        return Files.writeString(folder.resolve("machine.ini"), text);
    }

    /** Every profile and setting that the slicer was run with on two of the models. */
    @Test
    void agreesWithTheSlicerWithinAQuarter() throws IOException {
        Path reference = MeshCli.reference();
        List<String> lines = Files.readAllLines(reference.resolve("slicer.tsv"));
        List<String> names = Arrays.asList(lines.get(0).split("\t", -1));
        int compared = 0;
        for (String line : lines.subList(1, lines.size())) {
            List<String> row = Arrays.asList(line.split("\t", -1));
            Path profile = reference.resolve("slicer").resolve(row.get(names.indexOf("profile")) + ".ini");
            boolean wanted = List.of("cube20.stl", "bracket_w40.stl").contains(row.get(0));
            if (!wanted
                    || !Files.exists(profile)
                    || !row.get(names.indexOf("rc")).equals("0")) {
                continue;
            }
            boolean support = row.get(names.indexOf("support")).equals("1");
            JsonNode estimate = run(
                            "estimate",
                            "--json",
                            "--profile",
                            profile,
                            "--layer-height",
                            row.get(names.indexOf("layer_mm")),
                            "--infill",
                            row.get(names.indexOf("infill_pct")),
                            "--perimeters",
                            row.get(names.indexOf("perimeters")),
                            support ? "--support" : "--no-support",
                            reference.resolve("slicer").resolve(row.get(0)))
                    .json();
            assertThat(estimate.path("printTimeS").asDouble())
                    .as(line)
                    .isCloseTo(Double.parseDouble(row.get(names.indexOf("time_s"))), QUARTER);
            assertThat(estimate.path("feedstockMm3").asDouble())
                    .as(line)
                    .isCloseTo(1000 * Double.parseDouble(row.get(names.indexOf("filament_cm3"))), QUARTER);
            compared++;
        }
        assertThat(compared).isPositive();
    }

    @Test
    void cubeOfSolidInfillTakesItsVolume() throws IOException {
        MeshCli.Result result = run(
                "estimate",
                "--json",
                "--profile",
                profile("skirts = 0\nfirst_layer_height = 0.2\nfill_pattern = rectilinear\n"),
                "--layer-height",
                0.2,
                "--infill",
                100,
                cube());

        assertThat(result.code()).as(result.toString()).isEqualTo(MeshCommand.SOUND);
        JsonNode estimate = result.json();
        assertThat(estimate.path("layers").asInt()).isEqualTo(100);
        assertThat(estimate.path("feedstockMm3").asDouble()).isCloseTo(8000, Percentage.withPercentage(5));
        assertThat(estimate.path("supportMm3").asDouble()).isZero();
        assertThat(estimate.path("features")
                        .path("EXTERNAL_PERIMETER")
                        .path("lengthMm")
                        .asDouble())
                .isCloseTo(100 * 80, Percentage.withPercentage(5));
        double sum = 0;
        for (JsonNode feature : estimate.path("features")) {
            sum += feature.path("volumeMm3").asDouble();
        }
        assertThat(sum).isCloseTo(estimate.path("feedstockMm3").asDouble(), within(1e-6));
    }

    @Test
    void whatIsNotSaidStaysAsTheProfileHasIt() throws IOException {
        Path profile = profile("layer_height = 0.1\nfirst_layer_height = 0.1\nperimeters = 1\n");

        assertThat(run("estimate", "--json", "--profile", profile, cube())
                        .json()
                        .path("layers")
                        .asInt())
                .isEqualTo(200);
        JsonNode more = run("estimate", "--json", "--profile", profile, "--perimeters", 4, cube())
                .json();
        assertThat(more.path("layers").asInt()).isEqualTo(200);
        assertThat(more.path("features").has("PERIMETER")).isTrue();
        assertThat(run("estimate", "--profile", profile, cube()).out()).contains("200 layers", "external perimeter");
    }

    @Test
    void badSettingIsNamed() throws IOException {
        for (String setting : List.of("perimeter_speed = fast", "layer_height = -1", "filament_diameter = 0")) {
            MeshCli.Result result = run("estimate", "--profile", profile(setting + "\n"), cube());
            assertThat(result.code()).as(setting).isEqualTo(MeshCommand.REFUSED);
            assertThat(result.err()).contains(FileRefusal.BAD_PROFILE, setting.substring(0, setting.indexOf(' ')));
        }
        MeshCli.Result result = run("estimate", "--infill", 120, cube());
        assertThat(result.code()).isEqualTo(MeshCommand.REFUSED);
        assertThat(result.err()).contains(FileRefusal.BAD_OPTION, "fill_density");
    }

    @Test
    void fileThatIsNoProfileIsRefused() throws IOException {
        assertThat(run("estimate", "--profile", cube(), cube()).err()).contains(FileRefusal.BAD_PROFILE);
        MeshCli.Result missing = run("estimate", "--profile", folder.resolve("none.ini"), cube());
        assertThat(missing.code()).isEqualTo(MeshCommand.REFUSED);
        assertThat(missing.err()).contains(FileRefusal.BAD_PROFILE, "none.ini", "no such file");
    }
}
