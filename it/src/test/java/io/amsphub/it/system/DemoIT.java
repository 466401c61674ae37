package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a newcomer types, as typed: what the README shows is what it prints. */
class DemoIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** What may differ between runs is not compared: numbers, ids, paths, progress, time-outs of the start. */
    private static final List<String> OTHER_EACH_TIME = List.of("starting ", "job ", "building ", "built ");

    private static final List<String> CORPUS = List.of(
            "stl/numpy-stl__Cube.stl",
            "stl/FastAndRobustMeshArrangements__three_cubes.stl",
            "stl/build123d__low_poly_benchy.stl",
            "stl/assimp__sphereWithHole.stl",
            "stl/Online3DViewer__single_triangle.stl",
            "obj/Online3DViewer__icosahedron.obj",
            "obj/Online3DViewer__lines.obj",
            "3mf/3mf-samples__box.3mf",
            "3mf/3mf-samples__cylinder.3mf",
            "3mf/3mf-samples__MUSTFAIL_Chapter2.3.4_WhiteSpace.3mf");

    /** So many machines does the demo start, and so many people use it at once: most of a demo is waiting for a print. */
    private static final int MACHINES = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final Map<String, String> environment = new TreeMap<>();

    @AfterEach
    void stopHub() throws IOException {
        if (!environment.isEmpty()) {
            hub("stop");
        }
    }

    @Test
    void readmeShowsWhatTheDemoPrints() throws IOException {
        takePorts();

        Run run = hub("demo");

        assertThat(run.exit()).as(run.output()).isZero();
        String readme = Files.readString(ROOT.resolve("README.md"));
        int start = readme.indexOf("```\nstarting the hub") + 4;
        String shown = readme.substring(start, readme.indexOf("\n```", start));
        assertThat(comparable(run.output())).isEqualTo(comparable(shown));
    }

    @Test
    void realModelsEndInADeliveredPartOrInARefusalThatSaysWhy() throws Exception {
        Path corpus = ROOT.resolveSibling("shared").resolve("corpus");
        Assumptions.assumeTrue(Files.isDirectory(corpus), "no shared/corpus beside the checkout");
        takePorts();
        Map<String, Future<Run>> runs = new TreeMap<>();
        ExecutorService shells = Executors.newFixedThreadPool(MACHINES);
        try {
            for (String model : CORPUS) {
                Future<Run> run =
                        shells.submit(() -> hub("demo", corpus.resolve(model).toString()));
                runs.put(model, run);
                if (runs.size() == 1) {
                    run.get(); // it starts the hub that the others find
                }
            }
            assertEnds(runs);
        } finally {
            shells.shutdownNow();
        }
    }

    private static void assertEnds(Map<String, Future<Run>> runs) throws Exception {
        int delivered = 0;
        for (Map.Entry<String, Future<Run>> one : runs.entrySet()) {
            String model = one.getKey();
            Run run = one.getValue().get();
            if (run.exit() == 0) {
                delivered++;
                assertThat(run.output())
                        .as(model)
                        .contains("the order is DELIVERED")
                        .contains("record    part ");
            } else {
                assertThat(run.exit()).as(model + "\n" + run.output()).isEqualTo(1);
                assertThat(run.output())
                        .as(model)
                        .containsPattern("refused   AMSP-\\d{4} ")
                        .contains("remedy: ");
            }
        }
        assertThat(delivered).as("models that became parts").isBetween(6, 8);
    }

    private void takePorts() throws IOException {
        List<Integer> ports = RunningHub.freePorts(5);
        List<String> names = List.of("HTTP", "MQTT", "MANAGEMENT", "AMQP", "CONSOLE");
        for (int i = 0; i < names.size(); i++) {
            environment.put("HUB_" + names.get(i) + "_PORT", Integer.toString(ports.get(i)));
        }
        environment.put("HUB_DATA", directory.resolve("data").toString());
        environment.put("HUB_CONSOLE_ENABLED", "false");
    }

    private Run hub(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(ROOT.resolve("hub").toString()), Stream.of(arguments))
                                .toList())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Run(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<String> comparable(String text) {
        return text.lines()
                .filter(line -> OTHER_EACH_TIME.stream().noneMatch(line::startsWith))
                .filter(line -> !line.startsWith("  "))
                .map(line -> line.replaceAll("(ord|dsg)_[0-9a-z]{26}", "$1_ID")
                        .replaceAll("[0-9]+([.:-][0-9]+)*", "N")
                        .strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private record Run(int exit, String output) {}
}
