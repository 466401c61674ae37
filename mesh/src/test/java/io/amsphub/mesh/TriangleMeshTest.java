package io.amsphub.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import org.junit.jupiter.api.Test;

class TriangleMeshTest {

    @Test
    void boxIsThatOfTheUsedPoints() {
        var mesh = TriangleMesh.of(
                new double[] {0, 0, 0, 1, 0, 0, 0, 2, 3, 99, 99, 99}, new int[] {0, 1, 2}, LengthUnit.MILLIMETRE);

        assertThat(mesh.boundingBox().sizeY()).isEqualTo(2);
        assertThat(mesh.boundingBox().maxZ()).isEqualTo(3);
    }

    @Test
    void indexOutOfRangeIsRefused() {
        assertThatThrownBy(() -> TriangleMesh.of(new double[3], new int[] {0, 0, 1}, LengthUnit.MILLIMETRE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("point index 1 of 1");
    }
}
