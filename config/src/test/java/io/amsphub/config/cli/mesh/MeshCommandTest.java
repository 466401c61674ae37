package io.amsphub.config.cli.mesh;

import static io.amsphub.config.cli.mesh.MeshCli.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on model files, in this process and, once, in one of their own. */
class MeshCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields of the output and the columns of the reference that they mean. */
    private static final Map<String, String> COLUMNS = columns();

    /** Files on which the reference is not followed; the test of detection argues each. */
    private static final Set<String> ARGUED = Set.of(
            "stl/assimp__sphereWithHole.stl",
            "stl/Online3DViewer__single_triangle_with_comments.stl",
            "obj/assimp__concave_polygon.obj",
            "obj/assimp__space_in_material_name.obj",
            "obj/trimesh__polygonfaces.obj");

    private static final Set<String> ARGUED_SIZES = Set.of("ply/trimesh__suzanne.ply");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("facets", "o_tris");
        columns.put("points", "o_points");
        columns.put("weldedVertices", "o_weldedV");
        columns.put("usedVertices", "o_usedV");
        columns.put("edges", "o_E");
        columns.put("degenerateFacets", "o_degIdx");
        columns.put("collinearFacets", "o_degCollinear");
        columns.put("duplicateFacets", "o_dupF");
        columns.put("openEdges", "o_bndE");
        columns.put("nonManifoldEdges", "o_nmE");
        columns.put("inconsistentEdges", "o_inconsE");
        columns.put("nonManifoldVertices", "o_nmV");
        columns.put("components", "o_comps");
        columns.put("openComponents", "o_openComps");
        columns.put("invertedComponents", "o_negComps");
        columns.put("selfIntersectingPairs", "o_siPairs");
        columns.put("volumeMm3", "o_vol");
        columns.put("areaMm2", "o_area");
        return columns;
    }

    private static Path corpus() {
        Path corpus = MeshCli.reference().resolveSibling("corpus");
        Assumptions.assumeTrue(Files.isDirectory(corpus), "no shared/corpus beside the checkout");
        return corpus;
    }

    private Path tetrahedron(boolean whole) throws IOException {
        String text = "v 0 0 0\nv 10 0 0\nv 0 10 0\nv 0 0 10\nf 1 3 2\nf 1 2 4\nf 2 3 4\n";
        Path file = folder.resolve(whole ? "sound.obj" : "open.obj");
        return Files.writeString(file, whole ? text + "f 1 4 3\n" : text);
    }

    @Test
    void checkAgreesWithTheReferenceOnTheWholeCorpus() throws IOException {
        Path corpus = corpus();
        List<String> lines =
                Files.readAllLines(corpus.resolveSibling("reference").resolve("mesh.tsv"));
        List<String> names = Arrays.asList(lines.get(0).split("\t", -1));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split("\t", -1);
            if (ARGUED.contains(row[0]) || row[names.indexOf("o_tris")].isEmpty()) {
                continue;
            }
            JsonNode report = run("check", "--json", "--places", 3, corpus.resolve(row[0]))
                    .json();
            COLUMNS.forEach((field, column) -> {
                double expected = Double.parseDouble(row[names.indexOf(column)]);
                double actual = report.path(field).asDouble(Double.NaN);
                if (!agrees(field, row[0], expected, actual, report)) {
                    differences.add(row[0] + " " + field + ": " + actual + ", reference " + expected);
                }
            });
            compared++;
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(200);
    }

    /** Counts are equal; sizes agree to a millionth, of the volume or of what the surface could enclose if that is zero. */
    private static boolean agrees(String field, String file, double expected, double actual, JsonNode report) {
        double allowed =
                switch (field) {
                    case "volumeMm3" ->
                        1e-6
                                * Math.max(
                                        Math.abs(expected),
                                        1e-9 * Math.pow(report.path("areaMm2").asDouble(), 1.5));
                    case "areaMm2" -> 1e-6 * expected;
                    default -> 0;
                };
        boolean argued = ARGUED_SIZES.contains(file) && (field.equals("volumeMm3") || field.equals("areaMm2"));
        return argued || Math.abs(actual - expected) <= allowed;
    }

    /** Samples of 3MF that must pass are read, those that must fail are refused by a rule of the format. */
    @Test
    void conformanceSamplesBehaveAsTheirNamesSay() throws IOException {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        try (var files = Files.list(corpus().resolve("3mf"))) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName()).toUpperCase(java.util.Locale.ROOT);
                if (name.contains("MUSTPASS") || name.contains("MUSTFAIL")) {
                    JsonNode answer = run("check", "--json", file).json();
                    boolean refused = answer.path("error").path("code").asText().startsWith("MESH-");
                    seen++;
                    if (refused != name.contains("MUSTFAIL")) {
                        wrong.add(name + " " + answer.path("error"));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        Assumptions.assumeTrue(seen > 0, "the corpus has no conformance samples by these names");
    }

    @Test
    void exitCodeIsTheWorstOfAllFiles() throws IOException {
        assertThat(run("check", tetrahedron(true)).code()).isEqualTo(MeshCommand.SOUND);
        assertThat(run("check", tetrahedron(true), tetrahedron(false)).code()).isEqualTo(MeshCommand.BLOCKED);
        MeshCli.Result result = run("check", "--json", folder.resolve("missing.stl"), tetrahedron(false));

        assertThat(result.code()).isEqualTo(MeshCommand.REFUSED);
        assertThat(result.out().lines()).hasSize(2);
        JsonNode refusal = JSON.readTree(result.out().lines().toList().get(0));
        assertThat(refusal.path("error").path("code").asText()).isEqualTo(FileRefusal.UNREADABLE);
        assertThat(refusal.path("error").path("message").asText()).contains("no such file");
    }

    @Test
    void modelThatWouldNotFitIsRefusedWithTheFigure() throws IOException {
        MeshCli.Result result = run("check", "--memory", "1m", tetrahedron(true));

        assertThat(result.code()).isEqualTo(MeshCommand.REFUSED);
        assertThat(result.err()).contains("MESH-LIM-006", "33 MB of memory, 1 MB are at hand");
    }

    @Test
    void fixClosesAnOpenModelAndProvesIt() throws IOException {
        Path out = folder.resolve("fixed.stl");
        MeshCli.Result result = run("fix", "--json", tetrahedron(false), "-o", out);

        // a fill of a quarter of the surface is a guess, which a person has to look at
        assertThat(result.code()).as(result.toString()).isEqualTo(MeshCommand.BLOCKED);
        assertThat(result.json().path("before").path("openEdges").asInt()).isEqualTo(3);
        assertThat(result.json().path("after").path("openEdges").asInt()).isZero();
        assertThat(result.json().path("steps").size()).isPositive();
        assertThat(run("check", out).code()).isEqualTo(MeshCommand.SOUND);
    }

    @Test
    void soundModelComesBackByteForByte() throws IOException {
        Path out = folder.resolve("copy.obj");

        assertThat(run("fix", tetrahedron(true), "-o", out).code()).isEqualTo(MeshCommand.SOUND);
        assertThat(out).hasSameBinaryContentAs(tetrahedron(true));
    }

    @Test
    void inputIsReplacedOnlyWhenAsked() throws IOException {
        Path file = tetrahedron(false);
        byte[] before = Files.readAllBytes(file);

        assertThat(run("fix", file, "-o", file).err()).contains(FileRefusal.SAME_FILE, "--overwrite");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(run("fix", file, "-o", file, "--overwrite").code()).isEqualTo(MeshCommand.BLOCKED);
        assertThat(run("check", file).code()).isEqualTo(MeshCommand.SOUND);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void convertedModelHasTheSameFacets() throws IOException {
        for (String name : List.of("a.stl", "a.3mf", "a.ply", "a.obj")) {
            Path out = folder.resolve(name);
            assertThat(run("convert", tetrahedron(true), "-o", out).code()).isEqualTo(MeshCommand.SOUND);
            assertThat(run("info", "--json", out).json().path("facets").asInt()).isEqualTo(4);
        }
        assertThat(run("convert", tetrahedron(true), "-o", folder.resolve("a.off"))
                        .err())
                .contains(FileRefusal.NO_WRITER);
    }

    @Test
    void fullDiskAndMissingFolderAreSaidPlainly() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "no /dev/full on this system");

        assertThat(run("convert", tetrahedron(true), "--format", "stl", "-o", full)
                        .err())
                .contains(FileRefusal.UNWRITABLE, "No space left");
        assertThat(run("convert", tetrahedron(true), "-o", folder.resolve("none/a.stl"))
                        .err())
                .contains(FileRefusal.UNWRITABLE, "its folder does not exist");
    }

    @Test
    void ownProcessSaysTheSame() throws IOException, InterruptedException {
        Path file = tetrahedron(false);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MeshCommand.class.getName(),
                        "check",
                        "--json",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(MeshCommand.BLOCKED);
        assertThat(out).isEqualTo(run("check", "--json", file).out());
    }
}
