package io.amsphub.mesh.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.spatial.FacetTree;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A distance that was not looked for to the end is never too small. */
class SurfaceDistanceBudgetTest {

    @Test
    void spentBudgetGivesUpperBounds() {
        TriangleMesh torus = Shapes.torus(10, 3, 60, 40);
        FacetTree tree = SurfaceDistance.tree(torus);
        SurfaceDistance exact = new SurfaceDistance(torus, tree);
        SurfaceDistance spent = SurfaceDistance.withBudget(torus, tree, 0);
        Random random = new Random(4);
        int above = 0;
        for (int i = 0; i < 500; i++) {
            double x = 30 * random.nextDouble() - 15;
            double y = 30 * random.nextDouble() - 15;
            double z = 10 * random.nextDouble() - 5;
            double nearest = exact.of(x, y, z, Double.POSITIVE_INFINITY);
            double bound = spent.of(x, y, z, Double.POSITIVE_INFINITY);
            assertThat(bound).isGreaterThanOrEqualTo(nearest);
            above += bound > nearest ? 1 : 0;
        }
        assertThat(above).as("searches that were cut short").isPositive();
    }
}
