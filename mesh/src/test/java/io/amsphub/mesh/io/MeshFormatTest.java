package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeshFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "solid x|STL",
                "  SOLID x|STL",
                "#a\\n solid|STL",
                "solid|STL",
                "solidus|",
                "ply\\nformat|PLY",
                "ply\\rformat|PLY",
                "plywood|",
                "OFF\\n8 6 12|OFF",
                "OFF8 6 12|OFF",
                "COFF\\n|OFF",
                "# c\\n\\tSTOFF\\n|OFF",
                "OFFICE|",
                "# c\\nv 1 2 3|OBJ",
                "mtllib a|OBJ",
                "f 1 2 3|OBJ",
                "g x\\nv 1 2 3|OBJ",
                "hello world|",
                "<?xml version='1.0'?><amf/>|AMF",
                "<amf unit='inch'>|AMF",
                "<html>|",
                "{\"a\":1}|"
            })
    void textIsRecognisedByItsContent(String head, String expected) {
        byte[] bytes = head.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(MeshFormat.recognise(bytes, "upload").map(Enum::name).orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void contentWinsOverTheName() {
        byte[] ply = "ply\nformat ascii 1.0\n".getBytes(StandardCharsets.UTF_8);

        assertThat(MeshFormat.recognise(ply, "model.stl")).contains(MeshFormat.PLY);
    }

    @Test
    void nameDecidesWhereContentDoesNot() {
        byte[] binary = new byte[MeshFormat.HEAD_BYTES];

        assertThat(MeshFormat.recognise(binary, "a.b/MODEL.STL")).contains(MeshFormat.STL);
        assertThat(MeshFormat.recognise(binary, "model.3mf")).isEmpty();
        assertThat(MeshFormat.recognise(binary, "model")).isEmpty();
        assertThat(MeshFormat.recognise(new byte[0], "")).isEmpty();
    }

    @Test
    void binaryStlIsRecognisedByItsLengthOrItsFirstWord() {
        assertThat(MeshFormat.recognise(Models.binaryStl("x", 1, new float[9]), ""))
                .contains(MeshFormat.STL);
        byte[] long1 = Arrays.copyOf(Models.binaryStl("solid x", 500, new float[9]), 3000);
        assertThat(MeshFormat.recognise(long1, "")).contains(MeshFormat.STL);
    }

    @Test
    void everyModelOfTheCorpusIsRecognisedWithoutItsName() {
        for (MeshFormat format : MeshFormat.values()) {
            for (String file : Corpus.files(format.extension())) {
                byte[] bytes = Corpus.bytes(file);
                byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, MeshFormat.HEAD_BYTES));
                boolean signed =
                        format != MeshFormat.STL || new String(head, StandardCharsets.ISO_8859_1).contains("solid");
                if (signed && bytes.length > 0 && !NAMELESS.contains(file)) {
                    assertThat(MeshFormat.recognise(head, "")).as(file).contains(format);
                }
                if (bytes.length > 0) {
                    assertThat(MeshFormat.recognise(head, file)).as(file).contains(format);
                }
            }
        }
    }

    /** Nothing but comments, or not a word of the format at the start. */
    private static final List<String> NAMELESS = List.of("obj/trimesh__empty.obj", "obj/trimesh__obj_empty.obj");

    @Test
    void mediaTypesAndExtensionsAreTheUsualOnes() {
        assertThat(MeshFormat.THREE_MF.mediaType()).isEqualTo("model/3mf");
        assertThat(MeshFormat.STL.mediaType()).isEqualTo("model/stl");
        assertThat(MeshFormat.THREE_MF.extension()).isEqualTo("3mf");
    }
}
