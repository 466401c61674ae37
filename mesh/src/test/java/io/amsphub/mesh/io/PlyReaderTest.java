package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlyReaderTest {

    private static final double[] SQUARE = {0, 0, 0, 2, 0, 0, 2, 2, 0.5, 0, 2, 0};

    @Test
    void anyOrderAndAnyOtherPropertyIsRead() throws Exception {
        String text = """
                ply
                format ascii 1.0
                comment by hand
                obj_info none
                element face 1
                property uchar red
                property list uchar float texcoord
                property list uint8 int32 vertex_index
                property list uchar uchar more
                element extra 2
                property list char short numbers
                element vertex 4
                property float z
                property list uchar int neighbours
                property float32 x
                property uchar red
                property double y
                end_header
                7 2 .5 .5 4 0 1 2 3 0
                0
                2 -1 5
                0 0 0 255 0
                0 1 2 2 255 0

                comment stray
                0.5 0 2 1 2 and something behind
                0 0 0 255 2
                """;
        for (String file : new String[] {text, text.replace("\n", "\r\n"), text.replace('\n', '\r')}) {
            TriangleMesh mesh = Models.read(file, MeshFormat.PLY).mesh();

            assertThat(mesh.points()).containsExactly(SQUARE);
            assertThat(mesh.facets()).containsExactly(0, 1, 2, 0, 2, 3);
        }
    }

    /** The breaks of the header and the first byte of the data must not be mixed up. */
    @ParameterizedTest
    @CsvSource({"BIG_ENDIAN,LF", "LITTLE_ENDIAN,LF", "BIG_ENDIAN,CRLF", "LITTLE_ENDIAN,CRLF", "LITTLE_ENDIAN,CR"})
    void bothByteOrdersAreReadBehindEachKindOfBreak(String order, String lineBreak) throws Exception {
        byte[] file = binary(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, lineBreak);

        TriangleMesh mesh = Models.read(file, MeshFormat.PLY).mesh();

        assertThat(mesh.points()).containsExactly(SQUARE);
        assertThat(mesh.facets()).containsExactly(0, 1, 2, 0, 2, 3);
    }

    /** A vertex begins with a byte that is a line feed, to be taken for data. */
    private static byte[] binary(ByteOrder order, String lineBreak) throws Exception {
        String header = "ply\nformat binary_" + (order == ByteOrder.BIG_ENDIAN ? "big" : "little") + "_endian 1.0\n"
                + "element vertex 4\nproperty char tag\nproperty double x\nproperty float y\nproperty float z\n"
                + "element face 1\nproperty list ushort uint vertex_indices\nproperty short flag\nend_header\n";
        String breaks = lineBreak.equals("CRLF") ? "\r\n" : lineBreak.equals("CR") ? "\r" : "\n";
        ByteBuffer data = ByteBuffer.allocate(4 * 17 + 2 + 16 + 2).order(order);
        for (int i = 0; i < 4; i++) {
            data.put((byte) '\n')
                    .putDouble(SQUARE[3 * i])
                    .putFloat((float) SQUARE[3 * i + 1])
                    .putFloat((float) SQUARE[3 * i + 2]);
        }
        data.putShort((short) 4).putInt(0).putInt(1).putInt(2).putInt(3).putShort((short) -1);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header.replace("\n", breaks).getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(data.array());
        return file.toByteArray();
    }

    @Test
    void binaryCutAnywhereIsRefused() throws Exception {
        byte[] file = binary(ByteOrder.BIG_ENDIAN, "LF");
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatExceptionOfType(MeshFormatException.class).isThrownBy(() -> Models.read(cut, MeshFormat.PLY));
        }
    }

    @Test
    void floatCoordinateIsAFloatInTextToo() throws Exception {
        String text =
                "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty double y\nproperty float z\nend_header\n0.1 0.1 0\n";

        assertThat(Models.read(text, MeshFormat.PLY).mesh().points()).containsExactly(0.1f, 0.1, 0);
    }

    @Test
    void triangleStripsAreCut() throws Exception {
        String text = """
                ply
                format ascii 1.0
                element vertex 5
                property int x
                property int y
                property int z
                element tristrips 1
                property list int int vertex_indices
                end_header
                0 0 0
                1 0 0
                0 1 0
                1 1 0
                0 2 0
                9 0 1 2 3 4 -1 2 1 0
                """;

        assertThat(Models.read(text, MeshFormat.PLY).mesh().facets())
                .containsExactly(0, 1, 2, 2, 1, 3, 2, 3, 4, 2, 1, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "'format ascii 1.0|element vertex 1|property float x|property float y|end_header|0 0', MESH-PLY-002",
        "'format ascii 1.0|element face 1|property int vertex_indices|end_header|0', MESH-PLY-002",
        "'format ebcdic 1.0|end_header', MESH-PLY-001",
        "'end_header', MESH-PLY-001",
        "'format ascii 1.0|property float x|end_header', MESH-PLY-001",
        "'format ascii 1.0|element vertex 1|property quad x|end_header', MESH-PLY-001",
        "'format ascii 1.0|element vertex 1|property list float int x|end_header', MESH-PLY-001",
        "'format ascii 1.0|element vertex -1|end_header', MESH-IO-006",
        "'format ascii 1.0|element vertex 99999999999|end_header', MESH-IO-006",
        "'format ascii 1.0|hello|end_header', MESH-PLY-001",
        "'format ascii 1.0|element vertex 1', MESH-IO-003",
        "'format ascii 1.0|element vertex 2000000000|property char x|property char y|property char z|end_header|0 0 0', MESH-IO-003",
        "'format ascii 1.0|element vertex 1|property float x|property float y|property float z|end_header|0 nan 0', MESH-IO-005",
        "'format ascii 1.0|element vertex 1|property float x|property float y|property float z|end_header|0 1e39 0', MESH-IO-005",
        "'format ascii 1.0|element vertex 1|property float x|property float y|property float z|end_header|0 x 0', MESH-IO-004",
        "'format ascii 1.0|element face 1|property list int int vertex_indices|end_header|3 0 1 2', MESH-IO-007",
        "'format ascii 1.0|element face 1|property list int int vertex_indices|end_header|3 0 -1 2', MESH-IO-007",
        "'format ascii 1.0|element face 1|property list int int vertex_indices|end_header|-3 0 1 2', MESH-IO-006",
        "'format ascii 1.0|element face 1|property list int int vertex_indices|end_header|4 0 1 2', MESH-IO-003"
    })
    void brokenFileIsRefusedByName(String lines, String code) {
        String text = "ply\n" + lines.replace('|', '\n') + "\n";
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Models.read(text, MeshFormat.PLY))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    /** Two thousand million elements of nothing are nothing. */
    @Test
    void elementWithoutPropertiesTakesNoTime() throws Exception {
        String text = "ply\nformat binary_big_endian 1.0\nelement nothing 2000000000\nend_header\n";

        assertThat(Models.read(text, MeshFormat.PLY).mesh().facetCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(PlyHeader.Type.class)
    void eachTypeIsReadAsAnIndex(PlyHeader.Type type) throws Exception {
        String name = type.name().toLowerCase(java.util.Locale.ROOT);
        String header = "ply\nformat binary_little_endian 1.0\nelement vertex 3\nproperty " + name + " x\nproperty "
                + name + " y\nproperty " + name + " z\nelement face 1\nproperty list uchar " + name
                + " vertex_indices\nend_header\n";
        ByteBuffer data = ByteBuffer.allocate(12 * type.size() + 1).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 12; i++) {
            if (i == 9) {
                data.put((byte) 3);
            }
            put(data, type, i < 9 ? i : i - 9);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(data.array());

        TriangleMesh mesh = Models.read(file.toByteArray(), MeshFormat.PLY).mesh();

        assertThat(mesh.points()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(mesh.facets()).containsExactly(0, 1, 2);
    }

    private static void put(ByteBuffer data, PlyHeader.Type type, int value) {
        switch (type) {
            case INT8, UINT8 -> data.put((byte) value);
            case INT16, UINT16 -> data.putShort((short) value);
            case INT32, UINT32 -> data.putInt(value);
            case FLOAT32 -> data.putFloat(value);
            case FLOAT64 -> data.putDouble(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pl", "plyx\n", "PLZ\nformat ascii 1.0\nend_header\n"})
    void whatDoesNotBeginWithPlyIsRefused(String text) {
        assertThatExceptionOfType(MeshFormatException.class).isThrownBy(() -> Models.read(text, MeshFormat.PLY));
    }
}
