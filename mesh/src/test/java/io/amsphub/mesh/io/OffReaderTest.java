package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amsphub.mesh.model.TriangleMesh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffReaderTest {

    private static final String BODY = "0 0 0\n2 0 0\n2 2 0\n0 2 0\n4 0 1 2 3\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OFF\n4 1 0\n" + BODY,
                "4 1\n" + BODY,
                "OFF8 0 0\n",
                "  # first\n \t OFF4 1 4 # counts\n\n" + BODY,
                "OFF 4 1 0\n0 0 0 # a\n2 0 0\n\n2 2 0\n0 2 0\n# face\n4 0 1 2 3  255 0 0\n",
                "COFF\n4 1 0\n0 0 0 1 1 1 1\n2 0 0 1 1 1 1\n2 2 0 1 1 1 1\n0 2 0 1 1 1 1\n4 0 1 2 3 0.5 0.5 0.5\n",
                "STCNOFF\r\n4 1 0\r\n0 0 0 9 9\r\n2 0 0\r\n2 2 0\r\n0 2 0\r\n4 0 1 2 3"
            })
    void squareIsReadInEachSpelling(String text) throws Exception {
        if (text.startsWith("OFF8")) {
            assertThatExceptionOfType(MeshFormatException.class).isThrownBy(() -> Models.read(text, MeshFormat.OFF));
            return;
        }
        TriangleMesh mesh = Models.read(text, MeshFormat.OFF).mesh();

        assertThat(mesh.points()).containsExactly(0, 0, 0, 2, 0, 0, 2, 2, 0, 0, 2, 0);
        assertThat(mesh.facets()).containsExactly(0, 1, 2, 0, 2, 3);
    }

    @Test
    void polygonsAreCountedAndPointsStayAsListed() throws Exception {
        ReadModel model =
                Models.read("OFF 5 2 0\n" + "9 9 9\n" + BODY.replace("4 0 1 2 3", "4 1 2 3 4\n2 0 1"), MeshFormat.OFF);

        assertThat(model.mesh().pointCount()).isEqualTo(5);
        assertThat(model.notes().polygons()).isEqualTo(2);
        assertThat(model.notes().has(ModelNotes.Kind.POLYGON_LEFT_OUT)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', MESH-IO-001",
        "'OFF', MESH-IO-003",
        "'OFF 4', MESH-IO-003",
        "'OFF BINARY', MESH-OFF-001",
        "'4OFF 1 0 0', MESH-OFF-001",
        "'nOFF 3', MESH-OFF-001",
        "'OFF -1 0 0', MESH-IO-006",
        "'OFF 353535235358 6 0', MESH-IO-006",
        "'OFF 1 99999999999 0', MESH-IO-006",
        "'OFF 1 1 0|0 0', MESH-IO-003",
        "'OFF 1 1 0|0 0 x', MESH-IO-004",
        "'OFF 1 1 0|0 0 inf', MESH-IO-005",
        "'OFF 1 1 0|0 0 0|3 0 0 1', MESH-IO-007",
        "'OFF 1 1 0|0 0 0|3 0 0 -1', MESH-IO-007",
        "'OFF 1 1 0|0 0 0|-3', MESH-IO-006",
        "'OFF 1 1 0|0 0 0|3 0 0', MESH-IO-003",
        "'OFF 2000000 2000000000 0', MESH-IO-003"
    })
    void brokenFileIsRefusedByName(String lines, String code) {
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Models.read(lines.replace('|', '\n'), MeshFormat.OFF))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.where()).startsWith("line ");
                });
    }
}
