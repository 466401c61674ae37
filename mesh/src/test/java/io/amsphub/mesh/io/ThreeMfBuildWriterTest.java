package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.Pose;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ThreeMfBuildWriterTest {

    private static byte[] build() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ThreeMfBuildWriter writer = new ThreeMfBuildWriter(out);
        writer.add("ord_1-1", DemoBracket.sound(), new Pose(Pose.aboutZ(90), new double[] {150, 20, 0}));
        double[] tipped = {0, 0, 1, 1, 0, 0, 0, 1, 0};
        writer.add("ord_2-1 \"<&>\"", Solids.box(0, 0, 0, 10, 20, 30), new Pose(tipped, new double[] {3, 4, 5.25}));
        writer.finish();
        return out.toByteArray();
    }

    @Test
    void partsAreReadBackWhereTheyWerePut() throws Exception {
        byte[] file = build();
        TriangleMesh all = MeshReaders.read(
                new ByteArrayInputStream(file), file.length, MeshFormat.THREE_MF, DetectionMemory.limits(1 << 28));
        TriangleMesh bracket = new Pose(Pose.aboutZ(90), new double[] {150, 20, 0}).apply(DemoBracket.sound());

        assertThat(all.facetCount()).isEqualTo(bracket.facetCount() + 12);
        BoundingBox box = bracket.boundingBox();
        BoundingBox both = all.boundingBox();
        assertThat(both.minX()).isEqualTo(3);
        assertThat(both.maxX()).isCloseTo(Math.max(33, box.maxX()), within(1e-9));
        assertThat(both.minY()).isEqualTo(Math.min(4, box.minY()));
        assertThat(both.maxZ()).isEqualTo(Math.max(25.25, box.maxZ()));
    }

    @Test
    void objectsHaveTheNamesAndTheSameBuildTheSameBytes() throws Exception {
        assertThat(build()).isEqualTo(build());
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(build()))) {
            while (!"3D/3dmodel.model".equals(zip.getNextEntry().getName())) {
                zip.closeEntry();
            }
            String model = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(model).contains("name=\"ord_1-1\"").contains("name=\"ord_2-1 &quot;&lt;&amp;>&quot;\"");
            assertThat(model).contains("<item objectid=\"2\" transform=\"0 1 0 0 0 1 1 0 0 3 4 5.25\"/>");
        }
    }

    @Test
    void nameThatCouldBreakTheFileIsRefused() throws IOException {
        ThreeMfBuildWriter writer = new ThreeMfBuildWriter(new ByteArrayOutputStream());
        Pose pose = new Pose(Pose.aboutZ(0), new double[3]);
        TriangleMesh mesh = Solids.box(0, 0, 0, 1, 1, 1);
        assertThatThrownBy(() -> writer.add("a\u0000", mesh, pose)).isInstanceOf(IllegalArgumentException.class);
    }
}
