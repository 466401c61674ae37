package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amsphub.mesh.model.TriangleMesh;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjReaderTest {

    private static final String SQUARE = "v 0 0 0\nv 2 0 0\nv 2 2 0\nv 0 2 0\n";

    @Test
    void pointsStayAsListedUsedOrNot() throws Exception {
        TriangleMesh mesh = read("v 0 0 0\nv 0 0 0\nv 1 0 0\nv 0 1 0\nv 9 9 9\nf 2 3 4\n");

        assertThat(mesh.pointCount()).isEqualTo(5);
        assertThat(mesh.facets()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SQUARE + "f 1 2 3 4",
                SQUARE + "f 1/1 2/1/1 3//1 4//",
                SQUARE + "f -4 -3 -2 -1",
                "f 1 2 3 4\n" + SQUARE,
                "mtllib /etc/passwd\no a\ng b f 1 2 3\nusemtl c\ns 1\n" + SQUARE + "vn 0 0 1\nvt 0 0\nf 1 2 3 4 # end",
                "v 0 0 0 0.5 nan 1\nv\t2 0 \\\n 0\r\nv 2 2 0\rv 0 2 0\n\n\nf 1 2\\\n3 4"
            })
    void squareIsReadInEachSpelling(String text) throws Exception {
        TriangleMesh mesh = read(text);

        assertThat(mesh.points()).containsExactly(0, 0, 0, 2, 0, 0, 2, 2, 0, 0, 2, 0);
        assertThat(mesh.facets()).containsExactly(0, 1, 2, 0, 2, 3);
    }

    @Test
    void utf16IsRead() throws Exception {
        byte[] file = ("\uFEFF" + SQUARE + "f 1 2 3 4").getBytes(StandardCharsets.UTF_16LE);

        ReadModel model = Models.read(file, MeshFormat.OBJ);

        assertThat(model.mesh().facetCount()).isEqualTo(2);
        assertThat(model.notes().has(ModelNotes.Kind.TRANSCODED)).isTrue();
    }

    @Test
    void concavePolygonIsCutInsideItself() throws Exception {
        ReadModel model =
                Models.read("v 1 1 0\nv 4 0 0\nv 4 4 0\nv 0 4 0\nv 0 0 0\nf 2 3 4 5 1\nf 5 1 2 3 4", MeshFormat.OBJ);

        assertThat(model.mesh().facetCount()).isEqualTo(6);
        assertThat(unsignedArea(model.mesh())).isEqualTo(2 * 14);
        assertThat(model.notes().has(ModelNotes.Kind.CONCAVE_POLYGON)).isTrue();
    }

    @Test
    void polygonWithTooFewCornersIsLeftOutWithARemark() throws Exception {
        ReadModel model = Models.read(SQUARE + "f 1 2\nf\nf 1 2 3", MeshFormat.OBJ);

        assertThat(model.mesh().facetCount()).isEqualTo(1);
        assertThat(model.notes().polygons()).isEqualTo(3);
        assertThat(model.notes().has(ModelNotes.Kind.POLYGON_LEFT_OUT)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "f 1 2 5, MESH-IO-007, 'line 5, byte 38'",
        "f 0 1 2, MESH-IO-007, 'line 5, byte 34'",
        "f 1 2 -5, MESH-IO-007, 'line 5, byte 38'",
        "f 1 2 99999999999999999999, MESH-IO-007, 'line 5, byte 38'",
        "f 1 2 2147483648, MESH-IO-007, 'line 5, byte 38'",
        "f 1 2 x, MESH-IO-004, 'line 5, byte 38'",
        "v 1 2, MESH-OBJ-001, 'line 5, byte 37'",
        "v 1 2 1e999, MESH-IO-005, 'line 5, byte 38'",
        "v 1 nan 1, MESH-IO-005, 'line 5, byte 36'",
        "l 1 2, MESH-IO-009, 'line 5, byte 37'"
    })
    void badStatementIsRefusedWithItsPlace(String statement, String code, String where) {
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> read(SQUARE + statement))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.where()).isEqualTo(where);
                });
    }

    @Test
    void numberWithATailIsReadAsFarAsItGoes() throws Exception {
        ReadModel model = Models.read(SQUARE + "v 1 2 3.1+e2\nf 1 2 5", MeshFormat.OBJ);

        assertThat(model.mesh().points()[14]).isEqualTo(3.1);
        assertThat(model.notes().has(ModelNotes.Kind.NUMBER_WITH_TAIL)).isTrue();
    }

    private static TriangleMesh read(String text) throws Exception {
        return Models.read(text, MeshFormat.OBJ).mesh();
    }

    /** Twice counted where facets overlap, so it is the polygon's own area only if they do not. */
    private static double unsignedArea(TriangleMesh mesh) {
        double[] p = mesh.points();
        int[] f = mesh.facets();
        double sum = 0;
        for (int i = 0; i < f.length; i += 3) {
            double ux = p[3 * f[i + 1]] - p[3 * f[i]];
            double uy = p[3 * f[i + 1] + 1] - p[3 * f[i] + 1];
            double vx = p[3 * f[i + 2]] - p[3 * f[i]];
            double vy = p[3 * f[i + 2] + 1] - p[3 * f[i] + 1];
            sum += Math.abs(ux * vy - uy * vx) / 2;
        }
        return sum;
    }
}
