package io.amsphub.mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.measure.BuildVolume;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class BuildPictureTest {

    private static final BuildVolume SPACE = new BuildVolume(200, 200, 100);

    private static byte[] picture(StandardView view) {
        BuildPicture picture = new BuildPicture(SPACE, new RenderOptions(view, 400, 400));
        picture.draw(1, Solids.box(0, 0, 0, 60, 60, 10));
        picture.draw(2, Solids.box(140, 140, 0, 200, 200, 40));
        return picture.png();
    }

    @Test
    void partsLieWhereTheyArePlacedAndTheRestOfThePlatformIsEmpty() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture(StandardView.TOP)));
        int front = image.getRGB(70, 300) & 0xFFFFFF;
        int back = image.getRGB(330, 40) & 0xFFFFFF;
        assertThat(front).isNotEqualTo(0xFFFFFF);
        assertThat(back).isNotEqualTo(0xFFFFFF).isNotEqualTo(front);
        assertThat(image.getRGB(80, 80) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        assertThat(image.getRGB(320, 300) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    @Test
    void samePartsGiveTheSameBytesFromEveryView() {
        for (StandardView view : StandardView.values()) {
            assertThat(picture(view)).isEqualTo(picture(view));
        }
    }
}
