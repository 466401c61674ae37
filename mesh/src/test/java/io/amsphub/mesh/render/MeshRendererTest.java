package io.amsphub.mesh.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeshRendererTest {

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int count(BufferedImage image, int rgb) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
            }
        }
        return count;
    }

    @ParameterizedTest
    @EnumSource(StandardView.class)
    void everyViewIsReadByAnotherProgramAndShowsTheModel(StandardView view) throws IOException {
        RenderOptions options = new RenderOptions(view, 320, 240);
        byte[] png = MeshRenderer.png(DemoBracket.sound(), options);
        BufferedImage image = read(png);

        assertThat(image.getWidth()).isEqualTo(320);
        assertThat(image.getHeight()).isEqualTo(240);
        int white = count(image, 0xFFFFFF);
        assertThat(320 * 240 - white).isGreaterThan(320 * 240 / 8);
        assertThat(white).isGreaterThan(320 * 240 / 10);
        assertThat(MeshRenderer.png(DemoBracket.sound(), options)).isEqualTo(png);
    }

    @Test
    void rightAndUpAreWhereTheyShouldBe() throws IOException {
        TriangleMesh high = Shapes.together(Solids.box(0, 0, 0, 30, 30, 2), Solids.box(24, 24, 2, 30, 30, 30));
        BufferedImage front = read(MeshRenderer.png(high, new RenderOptions(StandardView.FRONT, 200, 200)));
        BufferedImage back = read(MeshRenderer.png(high, new RenderOptions(StandardView.BACK, 200, 200)));
        BufferedImage top = read(MeshRenderer.png(high, new RenderOptions(StandardView.TOP, 200, 200)));

        assertThat(front.getRGB(60, 80) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        assertThat(front.getRGB(165, 80) & 0xFFFFFF).isNotEqualTo(0xFFFFFF);
        assertThat(back.getRGB(35, 80) & 0xFFFFFF).isNotEqualTo(0xFFFFFF);
        assertThat(top.getRGB(100, 90) & 0xFFFFFF).isNotEqualTo(0xFFFFFF);
    }

    @Test
    void findingsShowInTheirColours() throws IOException {
        TriangleMesh broken = DemoBracket.carelessExport();
        DetectionReport report = MeshDetection.detect(broken);
        BufferedImage image = read(MeshRenderer.png(broken, report, RenderOptions.defaults()));

        assertThat(count(image, FindingColours.of(FindingKind.HOLE))).isGreaterThan(300);
        for (FindingKind kind : new FindingKind[] {
            FindingKind.OPEN_EDGE, FindingKind.CRACK, FindingKind.DUPLICATE_FACET, FindingKind.INCONSISTENT_WINDING
        }) {
            assertThat(count(image, FindingColours.of(kind))).as(kind.name()).isGreaterThan(50);
        }
        BufferedImage plain = read(MeshRenderer.png(DemoBracket.sound(), RenderOptions.defaults()));
        assertThat(count(plain, FindingColours.of(FindingKind.HOLE))).isZero();
    }

    @Test
    void oddMeshesMakeAPictureToo() throws IOException {
        RenderOptions options = new RenderOptions(StandardView.ISOMETRIC, 96, 64);
        TriangleMesh none = TriangleMesh.of(new double[0], new int[0], LengthUnit.MILLIMETRE);
        TriangleMesh point = TriangleMesh.of(new double[9], new int[] {0, 1, 2}, LengthUnit.MILLIMETRE);

        for (TriangleMesh mesh : new TriangleMesh[] {
            none, point, Shapes.box(0, 0, 0, 1e-9), Shapes.box(1e9, 0, 0, 1e9), Shapes.box(0, 0, 0, 1e160)
        }) {
            assertThat(read(MeshRenderer.png(mesh, options)).getWidth()).isEqualTo(96);
        }
        assertThatThrownBy(() -> new RenderOptions(StandardView.TOP, 10, 10_000))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
