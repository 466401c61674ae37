package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StlReaderTest {

    private static final float[] TWO_FACETS = {0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0};
    private static final String FACET =
            "facet normal 0 0 1\n outer loop\n  vertex 0 0 0\n  vertex 1 0 0\n  vertex 0 1 0\n endloop\nendfacet\n";

    @Test
    void bitEqualPointsAreJoined() throws Exception {
        TriangleMesh mesh =
                Models.read(Models.binaryStl("", 2, TWO_FACETS), MeshFormat.STL).mesh();

        assertThat(mesh.pointCount()).isEqualTo(4);
        assertThat(mesh.facets()).containsExactly(0, 1, 2, 1, 3, 2);
    }

    @Test
    void pointsOneUlpApartStayApartAndNegativeZeroIsZero() throws Exception {
        float[] corners = {0, 0, 0, 1, 0, 0, 0, 1, 0, Math.nextUp(1f), 0, -0f, 1, 1, 0, 0, 1, -0f};

        TriangleMesh mesh =
                Models.read(Models.binaryStl("", 2, corners), MeshFormat.STL).mesh();

        assertThat(mesh.pointCount()).isEqualTo(5);
        assertThat(mesh.points()).doesNotContain(-0.0);
    }

    @Test
    void binaryThatSaysSolidIsReadAsBinary() throws Exception {
        byte[] file = Models.binaryStl("solid model", 2, TWO_FACETS);

        assertThat(Models.read(file, MeshFormat.STL).mesh().facetCount()).isEqualTo(2);
        assertThat(new StlReader(ReadLimits.defaults())
                        .read(new ByteArrayInputStream(file), -1)
                        .mesh()
                        .facetCount())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4_000_000_000L, 0xFFFFFFFFL})
    void moreFacetsPromisedThanHeldAreRefusedAtTheCount(long promised) {
        byte[] file = Models.binaryStl("", promised, TWO_FACETS);

        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Models.read(file, MeshFormat.STL))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo("MESH-STL-001");
                    assertThat(e.where()).isEqualTo("byte 80");
                    assertThat(e.what()).contains(promised + " facets").contains("hold 2");
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {184, -1})
    void fewerFacetsPromisedThanHeldAreAllReadWithARemark(long length) throws Exception {
        byte[] file = Models.binaryStl("", 0, TWO_FACETS);

        ReadModel model =
                MeshReaders.readModel(new ByteArrayInputStream(file), length, MeshFormat.STL, ReadLimits.defaults());

        assertThat(model.mesh().facetCount()).isEqualTo(2);
        assertThat(model.notes().has(ModelNotes.Kind.WRONG_COUNT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {251, -1})
    void bytesBehindTheFacetsAreLeftOut(long length) throws Exception {
        byte[] file = Arrays.copyOf(Models.binaryStl("", 2, TWO_FACETS), 251);

        ReadModel model =
                MeshReaders.readModel(new ByteArrayInputStream(file), length, MeshFormat.STL, ReadLimits.defaults());

        assertThat(model.mesh().facetCount()).isEqualTo(2);
        assertThat(model.notes().has(ModelNotes.Kind.TRAILING_BYTES)).isTrue();
    }

    @Test
    void fileCutAnywhereIsRefused() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryStlWriter.write(Models.box(1, 2, 3), out);
        byte[] file = out.toByteArray();

        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatExceptionOfType(MeshFormatException.class)
                    .isThrownBy(() -> Models.read(cut, MeshFormat.STL))
                    .satisfies(e -> assertThat(e.where()).startsWith("byte "));
        }
    }

    @Test
    void cornerThatIsNotFiniteIsRefusedWithItsFacet() {
        float[] corners = TWO_FACETS.clone();
        corners[13] = Float.NaN;

        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Models.read(Models.binaryStl("", 2, corners), MeshFormat.STL))
                .satisfies(e -> {
                    assertThat(e.fault()).isEqualTo(MeshFault.NOT_FINITE);
                    assertThat(e.what()).startsWith("facet 1 has a corner at (1.0, NaN, 0.0)");
                    assertThat(e.where()).isEqualTo("byte " + (84 + 50 + 24));
                });
    }

    @Test
    void attributeBytesAreLeftOutWithARemark() throws Exception {
        byte[] file = Models.binaryStl("COLOR=", 2, TWO_FACETS);
        file[84 + 49] = (byte) 0x80;

        assertThat(Models.read(file, MeshFormat.STL).notes().has(ModelNotes.Kind.COLOURS_LEFT_OUT))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "solid\n" + FACET + "endsolid\n",
                "solid a name with facet in it\r\n" + FACET + "endsolid a name\r\n",
                "# made by hand\nsolid x # why\n" + FACET + "endsolid",
                "\uFEFFsolid x\n" + FACET + "endsolid x",
                """
                SOLID X
                FACET NORMAL nan nan nan
                OUTER LOOP
                VERTEX +0. 0e0 .0
                VERTEX 1.0E+00 0 0
                VERTEX 0 1 0
                ENDLOOP
                ENDFACET
                ENDSOLID""",
                "solid facet normal 0 0 1 outer loop vertex 0 0 0 vertex 1 0 0 vertex 0 1 0 endloop endfacet endsolid"
            })
    void textIsReadWhateverItsCaseCommentsAndBreaks(String text) throws Exception {
        for (String file : new String[] {text, text.replace("\r\n", "\n").replace('\n', '\r')}) {
            if (file.contains("\r") && file.contains("#")) {
                file = text;
            }
            TriangleMesh mesh = Models.read(file, MeshFormat.STL).mesh();

            assertThat(mesh.facets()).containsExactly(0, 1, 2);
            assertThat(mesh.points()).containsExactly(0, 0, 0, 1, 0, 0, 0, 1, 0);
        }
    }

    @Test
    void textCutAnywhereIsRefusedWithLineAndByte() throws Exception {
        String text = "solid x\n" + FACET + FACET + "endsolid x";
        int whole = text.length() - " x".length();

        for (int length = 1; length < whole; length++) {
            String cut = text.substring(0, length);
            assertThatExceptionOfType(MeshFormatException.class)
                    .isThrownBy(() -> Models.read(cut, MeshFormat.STL))
                    .satisfies(e -> assertThat(e.where()).matches("(line \\d+, )?byte \\d+"));
        }
        assertThat(Models.read(text, MeshFormat.STL).mesh().facetCount()).isEqualTo(2);
    }

    @Test
    void wrongWordIsNamedWithItsPlace() {
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() ->
                        Models.read("solid x\n" + FACET.replace("vertex 1 0 0", "vertex 1 0,5 0"), MeshFormat.STL))
                .satisfies(e -> {
                    assertThat(e.fault()).isEqualTo(MeshFault.BAD_NUMBER);
                    assertThat(e.what()).isEqualTo("'0,5' is not a number");
                    assertThat(e.where()).isEqualTo("line 5, byte 65");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"endloop", "vertex 1 1 1\nvertex 2 2 2\nendloop"})
    void facetsWithoutExactlyThreeCornersAreRefused(String instead) {
        String text = "solid\n" + FACET.replace("vertex 0 1 0\n endloop", instead) + "endsolid";

        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Models.read(text, MeshFormat.STL))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(MeshFault.STL_CORNERS));
    }

    @Test
    void otherTextIsNamedAsNeither() {
        String page = "<html><head><title>404 Not Found</title></head><body>" + "x".repeat(200) + "</body></html>";

        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Models.read(page, MeshFormat.STL))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(MeshFault.STL_NEITHER));
    }

    @Test
    void emptySolidsAreReadAsMeshesWithoutFacets() throws IOException, MeshFormatException {
        assertThat(Models.read("solid Empty\nendsolid Empty", MeshFormat.STL)
                        .mesh()
                        .facetCount())
                .isZero();
        assertThat(Models.read(Models.binaryStl("", 0), MeshFormat.STL).mesh().facetCount())
                .isZero();
    }

    @Test
    void facetLimitIsKeptForBinaryAndText() {
        ReadLimits one = ReadLimits.defaults().withMaxFacets(1);

        for (byte[] file : new byte[][] {
            Models.binaryStl("", 2, TWO_FACETS),
            ("solid\n" + FACET + FACET + "endsolid").getBytes(StandardCharsets.UTF_8)
        }) {
            assertThatExceptionOfType(MeshFormatException.class)
                    .isThrownBy(() -> Models.read(file, MeshFormat.STL, one))
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(MeshFault.TOO_MANY_FACETS));
        }
    }
}
