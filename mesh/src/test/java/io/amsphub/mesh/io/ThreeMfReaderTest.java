package io.amsphub.mesh.io;

import static io.amsphub.mesh.io.Packages.BOX_MESH;
import static io.amsphub.mesh.io.Packages.CORE;
import static io.amsphub.mesh.io.Packages.item;
import static io.amsphub.mesh.io.Packages.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ThreeMfReaderTest {

    private static final String USED = "objectid=\"1\"";

    @Test
    void whatWasWrittenIsReadBackBitForBit() throws Exception {
        double[] points = {0, 0, 0, 0.1, -1e-7, 3, 1f / 3, 1 / 3.0, 1e300, -12345.678, Double.MIN_VALUE, 5, 7, 7, 7};
        TriangleMesh mesh = TriangleMesh.of(points, new int[] {0, 1, 2, 3, 1, 0}, LengthUnit.INCH);

        TriangleMesh read = Models.read(written(mesh), MeshFormat.THREE_MF).mesh();

        assertThat(read.points()).containsExactly(mesh.points());
        assertThat(read.facets()).containsExactly(mesh.facets());
        assertThat(read.sourceUnit()).isEqualTo(LengthUnit.MILLIMETRE);
        assertThat(written(read)).isEqualTo(written(mesh));
    }

    @ParameterizedTest
    @CsvSource({"micron,0.001", "millimeter,1", "centimeter,10", "inch,25.4", "foot,304.8", "meter,1000"})
    void unitIsBroughtToMillimetresForPointsAndPlacements(String unit, double millimetres) throws Exception {
        TriangleMesh mesh = Packages.of(
                        "<model unit=\"" + unit + "\" " + CORE + "><resources>" + object(1, BOX_MESH)
                                + "</resources><build><item objectid=\"1\" transform=\"1 0 0 0 1 0 0 0 1 2 0 0\"/></build></model>")
                .read()
                .mesh();

        assertThat(mesh.sourceUnit()).isEqualTo(ThreeMfNames.UNITS.get(unit));
        assertThat(mesh.boundingBox().minX()).isEqualTo(2 * millimetres);
        assertThat(mesh.boundingBox().maxX()).isCloseTo(3 * millimetres, within(1e-9 * millimetres));
    }

    @Test
    void componentsArePlacedInsideOut() throws Exception {
        String turned = "<components><component " + USED + " transform=\"0 1 0 -1 0 0 0 0 1 10 0 0\"/></components>";
        BoundingBox box = Packages.of(
                        object(1, BOX_MESH) + object(2, turned),
                        "<item objectid=\"2\" transform=\"2 0 0 0 2 0 0 0 2 0 100 0\"/>")
                .read()
                .mesh()
                .boundingBox();

        assertThat(box).isEqualTo(new BoundingBox(18, 100, 0, 20, 102, 2));
    }

    @Test
    void mirroredPlacementStillFacesOutward() throws Exception {
        ReadModel plain = Packages.of(object(1, BOX_MESH), item(1)).read();
        ReadModel mirrored = Packages.of(
                        object(1, BOX_MESH), "<item objectid=\"1\" transform=\"-1 0 0 0 1 0 0 0 1 0 0 0\"/>")
                .read();

        assertThat(volume(mirrored.mesh())).isEqualTo(volume(plain.mesh())).isPositive();
        assertThat(mirrored.notes().has(ModelNotes.Kind.MIRRORED)).isTrue();
    }

    @Test
    void objectsThatTheBuildDoesNotPlaceAreNotRead() throws Exception {
        assertThat(Packages.of(object(1, BOX_MESH) + object(2, BOX_MESH), item(2) + item(2))
                        .read()
                        .mesh()
                        .facetCount())
                .isEqualTo(8);
    }

    @Test
    void supportIsLeftOutWithARemark() throws Exception {
        ReadModel model = Packages.of(
                        object(1, BOX_MESH) + "<object id=\"2\" type=\"support\">" + BOX_MESH + "</object>",
                        item(1) + item(2))
                .read();

        assertThat(model.mesh().facetCount()).isEqualTo(4);
        assertThat(model.notes().has(ModelNotes.Kind.SUPPORT_LEFT_OUT)).isTrue();
    }

    @Test
    void objectOfAnotherPartIsFoundByItsPath() throws Exception {
        String start = "<model " + CORE + " xmlns:p=\"" + ThreeMfNames.PRODUCTION + "\" requiredextensions=\"p\">"
                + "<resources/><build><item objectid=\"7\" p:path=\"/3D/Other.model\"/></build></model>";
        String other =
                "<model unit=\"inch\" " + CORE + "><resources>" + object(7, BOX_MESH) + "</resources><build/></model>";

        TriangleMesh mesh =
                Packages.of(start).part("/3D/other.model", other).read().mesh();

        assertThat(mesh.boundingBox().maxX()).isEqualTo(25.4);
    }

    @Test
    void metadataIsHandedOn() throws Exception {
        ModelNotes notes = Packages.of("<model " + CORE + "><metadata name=\"Title\"> A &lt;b&gt; &#x41;</metadata>"
                        + "<resources>" + object(1, BOX_MESH) + "</resources><build>" + item(1) + "</build></model>")
                .read()
                .notes();

        assertThat(notes.metadata()).isEqualTo(Map.of("Title", "A <b> A"));
    }

    @Test
    void beamLatticeAndSlicesAreReported() throws Exception {
        String beams = BOX_MESH.replace(
                "</mesh>",
                "<b:beamlattice xmlns:b=\"" + ThreeMfNames.BEAM_LATTICE
                        + "\" radius=\"1\"><b:beams><b:beam v1=\"0\" v2=\"1\"/></b:beams></b:beamlattice></mesh>");
        String slices = "<s:slicestack xmlns:s=\"" + ThreeMfNames.SLICE + "\" id=\"9\" zbottom=\"0\"/>";

        ModelNotes notes =
                Packages.of(slices + object(1, beams), item(1)).read().notes();

        assertThat(notes.remarks())
                .extracting(ModelNotes.Remark::what)
                .containsExactly("slices were left out", "a beam lattice of 1 beams was left out");
    }

    static List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>(refusalsOfStructure());
        all.addAll(refusalsOfValues());
        return all;
    }

    private static List<Refusal> refusalsOfStructure() {
        String two = object(1, BOX_MESH);
        return List.of(
                new Refusal(
                        "MESH-3MF-013",
                        "understood",
                        "<model " + CORE
                                + " xmlns:q=\"http://q.example/1\" requiredextensions=\"q\"><resources/><build/></model>"),
                new Refusal(
                        "MESH-3MF-013",
                        "'w'",
                        "<model " + CORE + " requiredextensions=\"w\"><resources/><build/></model>"),
                new Refusal(
                        "MESH-3MF-015", "furlong", "<model unit=\"furlong\" " + CORE + "><resources/><build/></model>"),
                new Refusal("MESH-3MF-007", "no build", "<model " + CORE + "><resources/></model>"),
                new Refusal("MESH-3MF-007", "no model", "<model><resources/><build/></model>"),
                new Refusal(
                        "MESH-3MF-011",
                        "object 1,",
                        model(object(2, "<components><component " + USED + "/></components>"), item(2))),
                new Refusal(
                        "MESH-3MF-011",
                        "object 2,",
                        model(object(2, "<components><component objectid=\"2\"/></components>"), item(2))),
                new Refusal("MESH-3MF-008", "neither", model(object(1, ""), item(1))),
                new Refusal("MESH-3MF-010", "taken", model(two + two, item(1))));
    }

    private static List<Refusal> refusalsOfValues() {
        String two = object(1, BOX_MESH);
        return List.of(
                new Refusal(
                        "MESH-3MF-012",
                        "twelve",
                        model(two, "<item " + USED + " transform=\"1 0 0 0 1 0 0 0 1 0 0\"/>")),
                new Refusal(
                        "MESH-3MF-012",
                        "twelve",
                        model(two, "<item " + USED + " transform=\"1 0 0 0 1 0 0 0 1 0 0 nan\"/>")),
                new Refusal(
                        "MESH-3MF-012",
                        "flattens",
                        model(two, "<item " + USED + " transform=\"1 0 0 0 1 0 0 0 0 0 0 0\"/>")),
                new Refusal(
                        "MESH-IO-005",
                        "infinity",
                        model(two, "<item " + USED + " transform=\"1e308 0 0 0 1 0 0 0 1 1e308 0 0\"/>")),
                new Refusal(
                        "MESH-IO-007",
                        "vertex 4 of 4",
                        model(object(1, BOX_MESH.replace("v3=\"3\"", "v3=\"4\"")), item(1))),
                new Refusal(
                        "MESH-IO-004", "x='0,5'", model(object(1, BOX_MESH.replace("x=\"1\"", "x=\"0,5\"")), item(1))),
                new Refusal(
                        "MESH-IO-005", "x='INF'", model(object(1, BOX_MESH.replace("x=\"1\"", "x=\"INF\"")), item(1))),
                new Refusal(
                        "MESH-IO-006",
                        "v3='4294967296'",
                        model(object(1, BOX_MESH.replace("v3=\"3\"", "v3=\"4294967296\"")), item(1))),
                new Refusal(
                        "MESH-3MF-009",
                        "pid 5",
                        model(object(1, BOX_MESH.replace("v3=\"3\"", "v3=\"3\" pid=\"5\"")), item(1))));
    }

    private record Refusal(String code, String what, String model) {}

    private static String model(String resources, String build) {
        return "<model " + CORE + "><resources>" + resources + "</resources><build>" + build + "</build></model>";
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void brokenRuleIsRefusedByNameAndPlace(Refusal refusal) {
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Packages.of(refusal.model()).read())
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(refusal.code());
                    assertThat(e.what()).contains(refusal.what());
                    assertThat(e.where()).matches("part '/3D/3dmodel.model', line \\d+, byte \\d+|the build");
                });
    }

    /** Thirty levels, each twice the one below: more facets than there are atoms, from two kilobytes. */
    @Test
    void componentsThatMultiplyAreRefusedBeforeTheyAreCopied() {
        StringBuilder resources = new StringBuilder(object(1, BOX_MESH));
        for (int id = 2; id <= 100; id++) {
            String use = "<component objectid=\"" + (id - 1) + "\"/>";
            resources.append(object(id, "<components>" + use + use + "</components>"));
        }
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Packages.of(resources.toString(), item(100)).read())
                .satisfies(e -> assertThat(e.fault()).isEqualTo(MeshFault.TOO_MANY_FACETS));
    }

    @Test
    void componentsThatMultiplyNothingTakeNoTime() throws Exception {
        String nothing = "<mesh><vertices/><triangles/></mesh>";
        StringBuilder resources = new StringBuilder(object(1, nothing));
        for (int id = 2; id <= 100; id++) {
            String use = "<component objectid=\"" + (id - 1) + "\"/>";
            resources.append(object(id, "<components>" + use + use + "</components>"));
        }
        assertThat(Packages.of(resources.toString(), item(100)).read().mesh().facetCount())
                .isZero();
    }

    @Test
    void componentsNestedTooDeepAreRefused() {
        StringBuilder resources = new StringBuilder(object(1, BOX_MESH));
        for (int id = 2; id <= 500; id++) {
            resources.append(object(id, "<components><component objectid=\"" + (id - 1) + "\"/></components>"));
        }
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Packages.of(resources.toString(), item(500)).read())
                .satisfies(e -> assertThat(e.fault()).isEqualTo(MeshFault.MF_NESTING));
    }

    @Test
    void encryptedModelIsRefusedByName() {
        String encrypted = "3dmanufacturing/2019/04/keystore";
        String store = "<keystore xmlns=\"" + ThreeMfNames.SECURE_CONTENT
                + "\"><resourcedatagroup><resourcedata path=\"/3D/secret.model\"/></resourcedatagroup></keystore>";
        String start = "<model " + CORE + " xmlns:p=\"" + ThreeMfNames.PRODUCTION + "\">"
                + "<resources/><build><item objectid=\"7\" p:path=\"/3D/secret.model\"/></build></model>";

        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Packages.of(start)
                        .part("/3D/secret.model", "\u0001\u0002")
                        .part("/Secure/keystore.xml", store)
                        .part(
                                "/_rels/.rels",
                                Packages.relationships(
                                        Packages.relationship(Packages.START, "3dmanufacturing/2013/01/3dmodel")
                                                + Packages.relationship("/Secure/keystore.xml", encrypted)))
                        .read())
                .satisfies(e -> {
                    assertThat(e.fault()).isEqualTo(MeshFault.MF_ENCRYPTED);
                    assertThat(e.where()).isEqualTo("part '/3D/secret.model'");
                });
    }

    /** The conformance samples of the 3MF Consortium say in their names what must happen to them; prints what does. */
    @Test
    void conformanceSamplesBehaveAsTheirNamesSay() throws java.io.IOException {
        List<String> samples = Corpus.files("3mf").stream()
                .filter(file -> file.contains("MUST"))
                .toList();
        List<String> table = new ArrayList<>();
        int disagree = 0;
        for (String sample : samples) {
            boolean mustPass = sample.contains("MUSTPASS");
            String got;
            boolean agrees;
            try {
                int facets = Models.read(Corpus.bytes(sample), MeshFormat.THREE_MF)
                        .mesh()
                        .facetCount();
                got = "reads " + facets + " facets";
                agrees = mustPass && facets > 0;
            } catch (MeshFormatException e) {
                got = "refuses by " + e.fault() + " (" + e.code() + ") at " + e.where();
                agrees = !mustPass && e.where().startsWith("part '/");
            }
            disagree += agrees ? 0 : 1;
            table.add(String.format(
                    "%-8s %s %s: %s", agrees ? "agrees" : "DIFFERS", mustPass ? "pass" : "fail", sample, got));
        }
        Tables.print(samples.size() + " conformance samples, " + disagree + " otherwise than their names say", table);
        assertThat(samples).hasSizeGreaterThan(30);
        assertThat(table).noneMatch(row -> row.startsWith("DIFFERS"));
    }

    @ParameterizedTest
    @CsvSource({
        "2.1.1a,MESH-3MF-002",
        "2.1.1b,MESH-3MF-003",
        "2.1.2_,MESH-3MF-002",
        "2.1.3,MESH-3MF-003",
        "2.1.4,MESH-3MF-004",
        "2.3.2a,MESH-XML-004",
        "2.3.2b,MESH-XML-002",
        "2.3.2c,MESH-3MF-005",
        "2.3.2d,MESH-XML-001",
        "2.3.4,MESH-3MF-005",
        "3.4.1a,MESH-3MF-006",
        "3.4.1b,MESH-3MF-006",
        "3.4.3.1a,MESH-3MF-011",
        "3.4.3.1b,MESH-3MF-011",
        "3.4a,MESH-XML-001",
        "3.4b,MESH-3MF-007",
        "3.4c,MESH-3MF-007",
        "4a,MESH-3MF-008",
        "4b,MESH-3MF-009",
        "5a,MESH-3MF-010"
    })
    void refusalOfASampleNamesTheRuleOfItsChapter(String chapter, String code) {
        String sample = Corpus.files("3mf").stream()
                .filter(file -> file.contains("MUSTFAIL_Chapter" + chapter))
                .findFirst()
                .orElseThrow();
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Models.read(Corpus.bytes(sample), MeshFormat.THREE_MF))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static byte[] written(TriangleMesh mesh) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ThreeMfWriter.write(mesh, out);
        return out.toByteArray();
    }

    private static double volume(TriangleMesh mesh) {
        double[] p = mesh.points();
        int[] f = mesh.facets();
        double six = 0;
        for (int i = 0; i < f.length; i += 3) {
            int a = 3 * f[i];
            int b = 3 * f[i + 1];
            int c = 3 * f[i + 2];
            six += p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1])
                    + p[a + 1] * (p[b + 2] * p[c] - p[b] * p[c + 2])
                    + p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c]);
        }
        return six / 6;
    }
}
