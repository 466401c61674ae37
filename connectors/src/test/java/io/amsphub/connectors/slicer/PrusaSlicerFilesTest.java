package io.amsphub.connectors.slicer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.MemoryBlobs;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.PrintFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G-code by the real PrusaSlicer, where it is installed; its limits by programs that break them. */
@SuppressWarnings("NullAway") // JUnit and the method before the tests set the fields
class PrusaSlicerFilesTest {

    private static final String TETRAHEDRON =
            solid("0 0 0, 0 20 0, 20 0 0", "0 0 0, 20 0 0, 0 0 20", "0 0 0, 0 0 20, 0 20 0", "20 0 0, 0 20 0, 0 0 20");

    @TempDir
    private Path directory;

    private final MemoryBlobs blobs = new MemoryBlobs();
    private BlobRef model;

    @BeforeEach
    void profile() throws IOException {
        model = blobs.store("model/stl", out -> out.write(TETRAHEDRON.getBytes(StandardCharsets.UTF_8)));
        Files.createDirectories(directory.resolve("profiles/north/a"));
        Files.writeString(directory.resolve("profiles/north/a/PLA.ini"), "layer_height = 0.3\n");
    }

    private static String solid(String... facets) {
        StringBuilder solid = new StringBuilder("solid t\n");
        for (String facet : facets) {
            solid.append("  facet normal 0 0 0\n    outer loop\n");
            for (String vertex : facet.split(", ", -1)) {
                solid.append("      vertex ").append(vertex).append('\n');
            }
            solid.append("    endloop\n  endfacet\n");
        }
        return solid.append("endsolid t\n").toString();
    }

    private PrusaSlicerFiles files(String command, Duration time, long output) {
        return new PrusaSlicerFiles(
                new PrusaSlicerFiles.Slicer(
                        command, directory.resolve("profiles"), directory.resolve("gcode"), time, 4L << 30, output),
                blobs);
    }

    private DeviceCommand.Print print(String feedstock, BlobRef content) {
        return new DeviceCommand.Print(
                "cmd_1",
                Instant.EPOCH,
                "ord_1-1.1",
                "ord_1-1",
                content,
                "token",
                feedstock,
                new SizeMm(20, 20, 20),
                1,
                1);
    }

    private void assertNotMade(PrusaSlicerFiles files, String feedstock, String why) {
        assertThatThrownBy(() -> files.file(Samples.machine("a"), print(feedstock, model), PrintFiles.Wish.GCODE))
                .isInstanceOfSatisfying(HubException.class, e -> {
                    assertThat(e.failureCode()).isEqualTo(FailureCode.FILE_NOT_MADE);
                    assertThat(e.getMessage()).contains(why);
                    assertThat(e.problem().remedy()).isNotBlank();
                });
    }

    private Path program(String script) throws IOException {
        Path program = directory.resolve("program.sh");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void gcodeIsMadeOnceForAModelAndAProfile() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/prusa-slicer")), "PrusaSlicer is not installed");
        PrusaSlicerFiles files = files("prusa-slicer", Duration.ofMinutes(2), 64 << 20);
        PrintFiles.PrintFile made = files.file(Samples.machine("a"), print("PLA", model), PrintFiles.Wish.GCODE);
        try (InputStream in = blobs.open(made.content())) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("G1 ")
                    .contains("layer_height = 0.3");
        }
        assertThat(files(program("exit 9").toString(), Duration.ofSeconds(5), 1 << 20)
                        .file(Samples.machine("a"), print("PLA", model), PrintFiles.Wish.GCODE))
                .as("kept, and not made again")
                .isEqualTo(made);
    }

    @Test
    void modelAndGcodeGoAsTheyAreWhereThatIsWanted() throws IOException {
        PrusaSlicerFiles files = files(program("exit 9").toString(), Duration.ofSeconds(5), 1 << 20);
        BlobRef sliced = blobs.store("text/x.gcode", out -> out.write("G28\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(files.file(Samples.machine("a"), print("PLA", model), PrintFiles.Wish.MODEL))
                .isEqualTo(new PrintFiles.PrintFile(model, "stl"));
        assertThat(files.file(Samples.machine("a"), print("PLA", sliced), PrintFiles.Wish.GCODE))
                .isEqualTo(new PrintFiles.PrintFile(sliced, "gcode"));
    }

    @Test
    void machineWithoutAProfileIsToldOf() throws IOException {
        assertNotMade(files(program("exit 0").toString(), Duration.ofSeconds(5), 1 << 20), "PEEK", "no profile");
    }

    @Test
    void slicerThatFailsSaysWhy() throws IOException {
        assertNotMade(
                files(program("echo no volume; exit 3").toString(), Duration.ofSeconds(5), 1 << 20),
                "PLA",
                "exit code 3, no volume");
    }

    @Test
    void slicerThatDoesNotEndIsKilledWithItsChildren() throws IOException {
        Path pid = directory.resolve("child.pid");
        assertNotMade(
                files(program("sleep 300 & echo $! > " + pid + "; wait").toString(), Duration.ofSeconds(1), 1 << 20),
                "PLA",
                "longer than PT1S");
        long child = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(child).flatMap(process -> process.info().command()))
                .as("it runs no program any more")
                .isEmpty();
    }

    @Test
    void slicerThatWritesTooMuchIsStopped() throws IOException {
        assertNotMade(
                files(
                        program("head -c 3000000 /dev/zero > $HOME/made.gcode").toString(),
                        Duration.ofSeconds(20),
                        1 << 20),
                "PLA",
                "exit code");
    }
}
