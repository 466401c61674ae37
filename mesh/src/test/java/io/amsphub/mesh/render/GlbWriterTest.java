package io.amsphub.mesh.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlbWriterTest {

    /** The file taken apart by the rules of glTF 2.0: header, chunks, views, accessors. */
    private static final class Glb {
        final String json;
        final ByteBuffer bin;

        Glb(byte[] file) {
            ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(all.getInt()).isEqualTo(0x46546C67);
            assertThat(all.getInt()).isEqualTo(2);
            assertThat(all.getInt()).isEqualTo(file.length);
            int length = all.getInt();
            assertThat(length % 4).isZero();
            assertThat(all.getInt()).isEqualTo(0x4E4F534A);
            json = new String(file, 20, length, StandardCharsets.UTF_8);
            all.position(20 + length);
            int binLength = all.getInt();
            assertThat(binLength % 4).isZero();
            assertThat(all.getInt()).isEqualTo(0x004E4942);
            assertThat(all.remaining()).isEqualTo(binLength);
            bin = all.slice().order(ByteOrder.LITTLE_ENDIAN);
            assertThat(numbers("\"buffers\":\\[\\{\"byteLength\":(\\d+)").get(0))
                    .isEqualTo(List.of((long) binLength));
        }

        List<List<Long>> numbers(String regex) {
            List<List<Long>> found = new ArrayList<>();
            Matcher matcher = Pattern.compile(regex).matcher(json);
            while (matcher.find()) {
                List<Long> groups = new ArrayList<>();
                for (int g = 1; g <= matcher.groupCount(); g++) {
                    groups.add(Long.parseLong(matcher.group(g)));
                }
                found.add(groups);
            }
            return found;
        }

        /** Reads the accessors of indices, each as its list, and checks that they lie within their views. */
        List<long[]> indices() {
            List<List<Long>> views = numbers("\"byteOffset\":(\\d+),\"byteLength\":(\\d+)");
            long vertices = views.get(0).get(1) / 12;
            List<long[]> all = new ArrayList<>();
            for (List<Long> a :
                    numbers("\"bufferView\":(\\d+),\"componentType\":(\\d+),\"count\":(\\d+),\"type\":\"SCALAR\"")) {
                List<Long> view = views.get(a.get(0).intValue());
                int width = a.get(1) == 5123 ? 2 : 4;
                assertThat(view.get(0) % width).isZero();
                assertThat(view.get(1)).isEqualTo(width * a.get(2));
                assertThat(view.get(0) + view.get(1)).isLessThanOrEqualTo((long) bin.capacity());
                long[] values = new long[a.get(2).intValue()];
                for (int i = 0; i < values.length; i++) {
                    int at = view.get(0).intValue() + width * i;
                    values[i] = width == 2 ? bin.getShort(at) & 0xFFFF : bin.getInt(at);
                    assertThat(values[i]).isBetween(0L, vertices - 1);
                }
                all.add(values);
            }
            return all;
        }
    }

    private static byte[] bytes(TriangleMesh mesh, DetectionReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GlbWriter.write(mesh, report, out);
        return out.toByteArray();
    }

    @Test
    void modelReadsBackAsItWas() throws IOException {
        TriangleMesh bracket = DemoBracket.sound();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GlbWriter.write(bracket, out);

        Glb glb = new Glb(out.toByteArray());
        for (int i = 0; i < bracket.points().length; i++) {
            assertThat((double) glb.bin.getFloat(4 * i)).isEqualTo(bracket.points()[i]);
        }
        long[] indices = glb.indices().get(0);
        for (int i = 0; i < indices.length; i++) {
            assertThat(indices[i]).isEqualTo(bracket.facets()[i]);
        }
        assertThat(glb.json).contains("\"min\":[0.0,0.0,0.0],\"max\":[60.0,40.0,30.0]");
    }

    @Test
    void eachFindingWithPlacesIsAPrimitiveWithItsName() throws IOException {
        TriangleMesh broken = DemoBracket.carelessExport();
        DetectionReport report = MeshDetection.detect(broken);
        Glb glb = new Glb(bytes(broken, report));

        long placed = report.findings().stream()
                .filter(finding -> finding.places().size() > 0)
                .count();
        assertThat(glb.indices()).hasSize(1 + (int) placed);
        assertThat(glb.numbers("\"mode\":(\\d)")).contains(List.of(1L), List.of(4L));
        assertThat(glb.json).contains("\"name\":\"OPEN_EDGE\"", "\"kind\":\"DUPLICATE_FACET\"");
        assertThat(bytes(broken, report)).isEqualTo(bytes(broken, report));
    }

    @Test
    void manyVerticesTakeLongIndices() throws IOException {
        TriangleMesh torus = Shapes.torus(30, 10, 400, 200);
        Glb glb = new Glb(bytes(torus, MeshDetection.detect(torus)));

        assertThat(glb.indices().get(0)).hasSize(torus.facets().length);
        assertThat(glb.json).contains("\"componentType\":5125");
    }

    @Test
    void whatCannotBeShownIsRefused() {
        TriangleMesh none = TriangleMesh.of(new double[0], new int[0], LengthUnit.MILLIMETRE);
        TriangleMesh huge = Shapes.box(0, 0, 0, 1e200);

        assertThatThrownBy(() -> GlbWriter.write(none, new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GlbWriter.write(huge, new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
