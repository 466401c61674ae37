package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmfReaderTest {

    private static final String VERTICES =
            "<vertices>" + vertex(0, 0, 0) + vertex(1, 0, 0) + vertex(0, 2, 0) + vertex(0, 0, 3) + "</vertices>";
    private static final String VOLUME =
            "<volume>" + triangle(0, 2, 1) + triangle(0, 1, 3) + triangle(1, 2, 3) + triangle(2, 0, 3) + "</volume>";

    @Test
    void volumesShareThePointsOfTheirObject() throws Exception {
        ReadModel model = read(amf(
                "",
                object(
                        1,
                        VERTICES + VOLUME + "<volume type=\"object\">" + triangle(0, 1, 2)
                                + "</volume><volume type=\"support\">" + triangle(9, 9, 9) + "</volume>")));

        assertThat(model.mesh().pointCount()).isEqualTo(4);
        assertThat(model.mesh().facetCount()).isEqualTo(5);
        assertThat(model.notes().has(ModelNotes.Kind.SUPPORT_LEFT_OUT)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'',1",
        "unit='inch',25.4",
        "unit='feet',304.8",
        "unit='meter',1000",
        "unit='micron',0.001",
        "unit='Millimeter',1"
    })
    void unitIsBroughtToMillimetres(String attribute, double millimetres) throws Exception {
        TriangleMesh mesh = read(amf(attribute, object(1, VERTICES + VOLUME))).mesh();

        assertThat(mesh.boundingBox().maxZ()).isCloseTo(3 * millimetres, within(1e-12));
    }

    @Test
    void zippedModelIsRead() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("folder/"));
            zip.putNextEntry(new ZipEntry("folder/part.AMF"));
            zip.write(amf("unit='inch'", object(1, VERTICES + VOLUME)).getBytes(StandardCharsets.UTF_8));
        }

        TriangleMesh mesh = Models.read(out.toByteArray(), MeshFormat.AMF).mesh();

        assertThat(mesh.facetCount()).isEqualTo(4);
        assertThat(mesh.sourceUnit()).isEqualTo(LengthUnit.INCH);
        assertThat(MeshFormat.recognise(out.toByteArray(), "x")).contains(MeshFormat.AMF);
    }

    @Test
    void constellationTurnsAndThenMoves() throws Exception {
        String constellation = "<constellation id='9'><instance objectid='1'><deltax>10</deltax><deltay>0</deltay>"
                + "<deltaz>0</deltaz><rx>90</rx><ry>0</ry><rz>90</rz></instance></constellation>";

        BoundingBox box = read(amf("", object(1, VERTICES + VOLUME) + constellation))
                .mesh()
                .boundingBox();

        // (x, y, z) -> about X: (x, -z, y) -> about Z: (z, x, y) -> moved
        assertThat(box).isEqualTo(new BoundingBox(10, 0, 0, 13, 1, 2));
    }

    @Test
    void constellationsPlaceConstellationsAndForwardReferencesWork() throws Exception {
        String two = "<constellation id='8'>" + instance(9) + instance(9) + "</constellation>";
        String one = "<constellation id='9'>" + instance(1) + instance(1) + "</constellation>";

        TriangleMesh mesh = read(amf("", two + one + object(1, VERTICES + VOLUME) + object(2, VERTICES + VOLUME)))
                .mesh();

        // object 2 is placed by none, so it stands where it is
        assertThat(mesh.facetCount()).isEqualTo(4 * 4 + 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<vertex><coordinates><x>0</x><y>0</y><z>0</z></coordinates><normal><nx>0</nx></normal></vertex>|a vertex with a normal",
                "<edge><v1>0</v1><dx1>1</dx1></edge>|an edge with tangents"
            })
    void curvedTrianglesAreRefusedByName(String curve, String what) {
        String vertices = VERTICES.replace("</vertices>", curve + "</vertices>");
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> read(amf("", object(1, vertices + VOLUME))))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo("MESH-AMF-002");
                    assertThat(e.what()).contains(what);
                    assertThat(e.where()).matches("line \\d+, byte \\d+");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html/>|MESH-AMF-001",
                "<amf/>|MESH-AMF-001",
                "<amf unit='ell'/>|MESH-3MF-015",
                "<amf><object id='1'/><object id='1'/></amf>|MESH-AMF-001",
                "<amf><constellation id='1'><instance objectid='1'/></constellation><object id='2'/></amf>|MESH-AMF-003",
                "<amf><constellation id='1'><instance objectid='3'/></constellation><object id='2'/></amf>|MESH-AMF-003",
                "<amf><constellation><instance objectid='3'/></constellation></amf>|MESH-AMF-001",
                "<amf><object id='2'><mesh><vertices><vertex/></vertices></mesh></object></amf>|MESH-AMF-001",
                "<amf><object id='2'><mesh><vertices><vertex><coordinates><x>1</x></coordinates></vertex></vertices></mesh></object></amf>|MESH-AMF-001",
                "<amf><object id='2'><mesh><vertices><vertex><coordinates><x>one</x></coordinates></vertex></vertices></mesh></object></amf>|MESH-IO-004",
                "<amf><object id='2'><mesh><vertices><vertex><coordinates><x>inf</x></coordinates></vertex></vertices></mesh></object></amf>|MESH-IO-005",
                "<amf><object id='2'><mesh><volume><triangle><v1>0</v1></triangle></volume></mesh></object></amf>|MESH-IO-007",
                "<amf><object id='2'><mesh><volume><triangle></triangle></volume></mesh></object></amf>|MESH-AMF-001",
                "<amf><object id='2'><mesh><volume><triangle><v1>0.5</v1></triangle></volume></mesh></object></amf>|MESH-IO-004",
                "<amf><object id='2'>|MESH-IO-003"
            })
    void brokenModelIsRefusedByName(String document, String code) {
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> read(document))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void constellationsThatMultiplyAreRefusedBeforeTheyAreCopied() {
        StringBuilder many = new StringBuilder(object(1, VERTICES + VOLUME));
        for (int id = 2; id < 70; id++) {
            many.append("<constellation id='")
                    .append(id)
                    .append("'>")
                    .append(instance(id - 1))
                    .append(instance(id - 1));
            many.append("</constellation>");
        }
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> read(amf("", many.toString())))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(MeshFault.TOO_MANY_FACETS));
    }

    private static ReadModel read(String document) throws Exception {
        return Models.read(document, MeshFormat.AMF);
    }

    private static String amf(String attributes, String content) {
        return "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<amf " + attributes + ">" + content + "</amf>";
    }

    private static String object(int id, String mesh) {
        return "<object id='" + id + "'><mesh>" + mesh + "</mesh></object>";
    }

    private static String instance(int id) {
        return "<instance objectid='" + id + "'><deltax>1</deltax></instance>";
    }

    private static String vertex(double x, double y, double z) {
        return "<vertex><coordinates><x>" + x + "</x><y> " + y + " </y><z>" + z + "</z></coordinates></vertex>\n";
    }

    private static String triangle(int a, int b, int c) {
        return "<triangle><v1>" + a + "</v1><v2>" + b + "</v2><v3>" + c + "</v3></triangle>\n";
    }
}
