package io.amsphub.mesh.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSolidTest {

    @ParameterizedTest
    @ValueSource(doubles = {TextSolid.THINNEST, 0.12, TextSolid.BOLDEST})
    void everyCharacterIsASoundSolid(double boldness) {
        List<String> broken = new ArrayList<>();
        for (char c : VectorFont.characters().replace(" ", "").toCharArray()) {
            try {
                DetectionReport report = MeshDetection.detect(TextSolid.of(String.valueOf(c), 8, 8 * boldness, 0, 1));
                if (!report.blocking().isEmpty() || !(report.measures().volumeMm3() > 0)) {
                    broken.add(c + " " + report.blocking());
                }
            } catch (ComposeException | IllegalArgumentException e) {
                broken.add(c + " " + e.getMessage());
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void charactersOfATextDoNotTouchAndLieOnTheirBaseline() throws ComposeException {
        String text = "Part 7/B";
        DetectionReport report = MeshDetection.detect(TextSolid.of(text, 10, 1.8, 0, 2));

        assertThat(report.blocking()).isEmpty();
        assertThat(report.measures().components()).isEqualTo(7);
        double wide = VectorFont.width(text) + 1.8;
        assertThat(TextSolid.of(text, 10, 1.8, 0, 2).boundingBox().sizeX()).isBetween(wide - 0.9, wide + 0.9);
    }
}
