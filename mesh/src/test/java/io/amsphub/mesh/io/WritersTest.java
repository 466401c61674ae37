package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WritersTest {

    /** Writes a mesh to a stream. */
    interface Writer {
        void write(TriangleMesh mesh, OutputStream out) throws IOException;
    }

    private static final Map<MeshFormat, Writer> LOSSLESS = Map.of(
            MeshFormat.THREE_MF, ThreeMfWriter::write,
            MeshFormat.PLY, PlyWriter::write,
            MeshFormat.OBJ, ObjWriter::write);

    @Property(tries = 200)
    void coordinatesReadBackBitForBit(
            @ForAll @Size(9) double[] any, @ForAll @DoubleRange(min = -1000, max = 1000) double usual)
            throws Exception {
        double[] points = any.clone();
        points[4] = usual;
        for (int i = 0; i < 9; i++) {
            points[i] = Double.isFinite(points[i]) ? points[i] + 0.0 : i;
        }
        TriangleMesh mesh = TriangleMesh.of(points, new int[] {0, 1, 2, 2, 1, 0}, LengthUnit.MILLIMETRE);
        for (Map.Entry<MeshFormat, Writer> entry : LOSSLESS.entrySet()) {
            byte[] file = written(mesh, entry.getValue());
            TriangleMesh read = Models.read(file, entry.getKey()).mesh();

            assertThat(read.points()).as("%s", entry.getKey()).containsExactly(points);
            assertThat(read.facets()).containsExactly(mesh.facets());
            assertThat(MeshFormat.recognise(file, "")).contains(entry.getKey());
        }
    }

    @Test
    void manyFacetsGoThroughTheBlocks() throws Exception {
        double[] points = new double[3 * 30_000];
        int[] facets = new int[3 * 60_000];
        for (int i = 0; i < points.length; i++) {
            points[i] = i / 7f;
        }
        for (int i = 0; i < facets.length; i++) {
            facets[i] = (int) (i * 7919L % 30_000);
        }
        TriangleMesh mesh = TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
        for (Map.Entry<MeshFormat, Writer> entry : LOSSLESS.entrySet()) {
            TriangleMesh read =
                    Models.read(written(mesh, entry.getValue()), entry.getKey()).mesh();
            assertThat(read.points()).containsExactly(points);
            assertThat(read.facets()).containsExactly(facets);
        }
        TriangleMesh stl = Models.read(written(mesh, BinaryStlWriter::write), MeshFormat.STL)
                .mesh();
        for (int i = 0; i < facets.length; i++) {
            assertThat(stl.points()[3 * stl.facets()[i]]).isEqualTo(points[3 * facets[i]]);
        }
    }

    @Test
    void stlNormalIsThatOfTheWindingAndZeroWithoutArea() throws Exception {
        TriangleMesh mesh = TriangleMesh.of(
                new double[] {0, 0, 0, 2, 0, 0, 0, 2, 0}, new int[] {0, 1, 2, 0, 2, 1, 0, 1, 1}, LengthUnit.MILLIMETRE);
        java.nio.ByteBuffer file =
                java.nio.ByteBuffer.wrap(written(mesh, BinaryStlWriter::write)).order(java.nio.ByteOrder.LITTLE_ENDIAN);

        assertThat(file.getFloat(84 + 8)).isEqualTo(1);
        assertThat(file.getFloat(84 + 50 + 8)).isEqualTo(-1);
        assertThat(file.getFloat(84 + 100 + 8)).isZero();
    }

    @Test
    void stlRefusesWhatSinglePrecisionCannotHold() {
        TriangleMesh mesh = TriangleMesh.of(new double[] {1e39, 0, 0}, new int[] {0, 0, 0}, LengthUnit.MILLIMETRE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryStlWriter.write(mesh, OutputStream.nullOutputStream()))
                .withMessageContaining("1.0E39");
    }

    private static byte[] written(TriangleMesh mesh, Writer writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(mesh, out);
        return out.toByteArray();
    }
}
