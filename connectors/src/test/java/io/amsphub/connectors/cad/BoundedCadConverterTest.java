package io.amsphub.connectors.cad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.amsphub.connectors.process.BoundedProcess;
import io.amsphub.connectors.process.ProcessLimits;
import io.amsphub.connectors.storage.DirectoryBlobs;
import io.amsphub.connectors.storage.TestRing;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.cad.Tessellation;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the real programs where they are installed. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class BoundedCadConverterTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path FREECAD = Path.of("/usr/lib/freecad-python3/lib");
    private static final Path OPENSCAD = Path.of("/usr/bin/openscad");
    private static final ProcessLimits LIMITS = new ProcessLimits(Duration.ofMinutes(1), 2L << 30, 1L << 30);

    /** A plate of 40 x 30 x 10 mm with a hole of 10 mm. */
    private static final double PLATE_MM3 = 40 * 30 * 10 - Math.PI * 25 * 10;

    private static final String PLATE = """
            import sys
            sys.path.append(sys.argv[1])
            import FreeCAD, Part
            plate = Part.makeBox(40, 30, 10).cut(Part.makeCylinder(5, 10, FreeCAD.Vector(20, 15, 0)))
            plate.exportStep('plate.step')
            plate.exportIges('plate.igs')
            plate.exportBrep('plate.brep')
            """;

    @TempDir
    private Path directory;

    private DirectoryBlobs blobs;

    @BeforeEach
    void open() throws IOException {
        blobs = new DirectoryBlobs(directory.resolve("blobs"), TestRing.beside(directory.resolve("blobs")));
    }

    private BoundedCadConverter converter(CadSettings settings) {
        return new BoundedCadConverter(blobs, directory.resolve("work"), settings);
    }

    private BoundedCadConverter converter() {
        return converter(new CadSettings(PYTHON, FREECAD, OPENSCAD, LIMITS));
    }

    private BlobRef store(Path file) throws IOException {
        return blobs.store("application/octet-stream", out -> Files.copy(file, out));
    }

    private BlobRef store(String text) throws IOException {
        return store(Files.writeString(directory.resolve("text"), text));
    }

    private Path plate(CadFormat format) throws IOException {
        assumeThat(FREECAD).as("FreeCAD is installed").isDirectory();
        Path script = Files.writeString(directory.resolve("plate.py"), PLATE);
        new BoundedProcess(LIMITS).run(List.of(PYTHON.toString(), script.toString(), FREECAD.toString()), directory);
        return directory.resolve("plate." + format.extension());
    }

    private MeshMeasures measured(Tessellation tessellation) throws IOException {
        BlobRef mesh = tessellation.mesh();
        try (InputStream in = blobs.open(mesh)) {
            return MeshDetection.detect(MeshReaders.read(in, mesh.bytes(), MeshFormat.STL, ReadLimits.defaults()))
                    .measures();
        } catch (MeshFormatException e) {
            throw new AssertionError("the mesh that was made cannot be read", e);
        }
    }

    private void assertRefused(FailureCode code, CadFormat format, BlobRef source) throws IOException {
        assertRefused(code, converter(), format, source);
    }

    private void assertRefused(FailureCode code, BoundedCadConverter converter, CadFormat format, BlobRef source)
            throws IOException {
        assertThatThrownBy(() -> converter.convert(format, source, Map.of()))
                .isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                        .as(e.problem().detail())
                        .isEqualTo(code));
        try (Stream<Path> left = Files.list(directory.resolve("work"))) {
            assertThat(left).as("nothing is left behind").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STEP", "IGES", "BREP"})
    void exactGeometryBecomesAMeshWithinItsTolerance(CadFormat format) throws IOException {
        Path file = plate(format);
        assertThat(CadFormat.recognise(Files.readAllBytes(file), "anything")).contains(format);
        Tessellation plate = converter().convert(format, store(file), Map.of());
        assertThat(plate.sourceUnit()).isEqualTo(format == CadFormat.BREP ? "UNSPECIFIED" : "MILLIMETRE");
        assertThat(plate.exactSize().x()).isCloseTo(40, within(1e-4));
        assertThat(plate.linearDeflectionMm()).isBetween(0.02, 0.03);
        if (format != CadFormat.IGES) {
            assertThat(plate.solids()).isEqualTo(1);
            assertThat(plate.exactVolumeMm3()).isCloseTo(PLATE_MM3, within(0.01));
        }
        MeshMeasures mesh = measured(plate);
        assertThat(mesh.volumeMm3()).isCloseTo(PLATE_MM3, within(PLATE_MM3 * 1e-3));
    }

    @Test
    void fileThatBreaksOffIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(plate(CadFormat.STEP));
        byte[] part = Arrays.copyOf(whole, whole.length / 2);
        assertRefused(FailureCode.CAD_UNREADABLE, CadFormat.STEP, blobs.store("x", out -> out.write(part)));
        assertRefused(FailureCode.CAD_UNREADABLE, CadFormat.STEP, store("ISO-10303-21;\nnothing"));
        assertRefused(FailureCode.CAD_UNREADABLE, CadFormat.BREP, store("CASCADE Topology V1\nLocations -7"));
    }

    @Test
    void programIsRunWithItsParameters() throws IOException {
        assumeThat(OPENSCAD).as("OpenSCAD is installed").isExecutable();
        BlobRef source = store("width = 10;\nlabel = \"x\";\ncube([width, 2, len(label)]);\n");
        assertThat(measured(converter().convert(CadFormat.OPENSCAD, source, Map.of()))
                        .volumeMm3())
                .isEqualTo(20);
        Tessellation wider =
                converter().convert(CadFormat.OPENSCAD, source, Map.of("width", "12.5", "label", "a \"b\" \\"));
        assertThat(measured(wider).volumeMm3()).isEqualTo(12.5 * 2 * 7);
        assertThat(wider.tool()).startsWith("OpenSCAD 20");
    }

    @Test
    void programThatIsWrongIsRefusedWithTheLine() throws IOException {
        assumeThat(OPENSCAD).as("OpenSCAD is installed").isExecutable();
        BlobRef wrong = store("cube(1);\ncube([1, 2, ;\n");
        assertThatThrownBy(() -> converter().convert(CadFormat.OPENSCAD, wrong, Map.of()))
                .isInstanceOfSatisfying(HubException.class, e -> {
                    assertThat(e.failureCode()).isEqualTo(FailureCode.CAD_UNREADABLE);
                    assertThat(e.problem().where()).isEqualTo("line 2");
                });
        assertRefused(FailureCode.CAD_UNREADABLE, CadFormat.OPENSCAD, store("cube(undefined_variable);"));
        assertRefused(FailureCode.CAD_EMPTY, CadFormat.OPENSCAD, store("x = 1;"));
        assertRefused(FailureCode.CAD_EMPTY, CadFormat.OPENSCAD, store("square(3);"));
        assertRefused(FailureCode.CAD_NOT_ALLOWED, CadFormat.OPENSCAD, store("include </etc/hostname>\ncube(1);"));
    }

    @Test
    void converterThatHangsDiesOrIsMissingHarmsThisFileOnly() throws IOException {
        ProcessLimits brief = new ProcessLimits(Duration.ofSeconds(2), 1L << 30, 1 << 20);
        for (String script : List.of("sleep 100", "kill -SEGV $$", "echo MemoryError; exit 1")) {
            Path stub = Files.writeString(directory.resolve("stub"), "#!/bin/sh\n" + script + "\n");
            assertThat(stub.toFile().setExecutable(true)).isTrue();
            CadSettings settings = new CadSettings(stub, directory, stub, brief);
            assertRefused(FailureCode.CAD_LIMIT, converter(settings), CadFormat.STEP, store("ISO-10303-21;"));
            assertRefused(FailureCode.CAD_LIMIT, converter(settings), CadFormat.OPENSCAD, store("cube(1);"));
        }
        Path none = directory.resolve("none");
        CadSettings nothing = new CadSettings(none, none, none, brief);
        assertRefused(FailureCode.CAD_NOT_AVAILABLE, converter(nothing), CadFormat.IGES, store("x"));
        assertRefused(FailureCode.CAD_NOT_AVAILABLE, converter(nothing), CadFormat.OPENSCAD, store("x"));
    }

    @Test
    void corpusAgreesWithItsReference() throws IOException {
        assumeThat(FREECAD).as("FreeCAD is installed").isDirectory();
        Path shared = shared();
        assumeThat(shared).as("a corpus beside the checkout").isNotNull();
        List<String> rows = Files.readAllLines(shared.resolve("reference/cad.tsv"));
        List<String> disagreements = new ArrayList<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] column = row.split("\t", -1);
            Path file = shared.resolve("corpus").resolve(column[0]);
            CadFormat format =
                    CadFormat.recognise(Files.readAllBytes(file), column[0]).orElse(null);
            try {
                Tessellation ours = converter().convert(format, store(file), Map.of());
                double volume = Double.parseDouble(column[12]);
                double area = Double.parseDouble(column[13]);
                double mesh = measured(ours).volumeMm3();
                double bound = area * ours.linearDeflectionMm() + 1e-5 * volume;
                if (Math.abs(ours.exactVolumeMm3() - volume) > 1e-5 * volume
                        || Math.abs(ours.exactAreaMm2() - area) > 1e-5 * area
                        || ours.solids() != Integer.parseInt(column[6])
                        || (volume > 0 && Math.abs(mesh - volume) > bound)) {
                    disagreements.add(column[0] + ": " + ours + ", mesh " + mesh);
                }
            } catch (HubException e) {
                if (column[4].equals("ok")) {
                    disagreements.add(column[0] + ": " + e.problem());
                }
            }
        }
        assertThat(disagreements).isEmpty();
    }

    private static Path shared() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/corpus"))) {
                return at.resolve("shared");
            }
        }
        return null;
    }
}
