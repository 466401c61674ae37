package io.amsphub.mesh.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SolidComposerTest {

    private static double volume(TriangleMesh mesh) {
        DetectionReport report = MeshDetection.detect(mesh);
        assertThat(report.blocking()).isEmpty();
        return report.measures().volumeMm3();
    }

    private static TriangleMesh primitive(int kind) {
        return switch (kind) {
            case 0 -> Solids.box(-2, -2, -2, 2, 2, 2);
            case 1 -> Solids.cylinder(0, 0, -2, 2, 2);
            case 2 -> Solids.sphere(2.5);
            default -> Solids.frustum(-2, 2, 3, 1);
        };
    }

    private static double shift(Random random) {
        return random.nextInt(4) == 0 ? 0 : 4 * random.nextDouble() - 2;
    }

    @Test
    void volumesOfRandomPairsAddUpAndPlacesAreWhereTheyBelong() throws ComposeException {
        Random random = new Random(7);
        for (int i = 0; i < 16; i++) {
            TriangleMesh a = primitive(i % 4);
            TriangleMesh b = Solids.moved(primitive(random.nextInt(4)), shift(random), shift(random), shift(random));
            if (i % 2 == 1) {
                double[] normal = {random.nextDouble(), random.nextDouble(), random.nextDouble() + 0.1};
                b = Placement.on(new double[] {0.3, 0.2, 0.1}, normal, 33).place(b);
            }
            TriangleMesh union = SolidComposer.union(a, b);
            TriangleMesh common = SolidComposer.intersect(a, b);

            assertThat(volume(union) + volume(common)).isCloseTo(volume(a) + volume(b), within(1e-3));
            assertThat(BooleanProof.holds(a, b, union, BooleanOperation.UNION)).isTrue();
            assertThat(BooleanProof.holds(a, b, common, BooleanOperation.INTERSECTION))
                    .isTrue();
        }
    }

    @Test
    void jcsgMakesSmallSolidsThatAreStitchedAndProved() throws ComposeException {
        TriangleMesh a = Solids.box(0, 0, 0, 20, 20, 10);
        TriangleMesh b = Solids.cylinder(10, 10, -1, 11, 4);

        Optional<TriangleMesh> cut = JcsgKernel.combine(a, b, BooleanOperation.DIFFERENCE);

        assertThat(cut).isPresent();
        TriangleMesh drilled = cut.orElseThrow();
        assertThat(volume(drilled)).isCloseTo(4000 - volume(b) * 10 / 12, within(1e-6));
        assertThat(BooleanProof.holds(a, b, drilled, BooleanOperation.DIFFERENCE))
                .isTrue();
        assertThat(BooleanProof.holds(a, b, drilled, BooleanOperation.UNION)).isFalse();
        assertThat(BooleanProof.holds(a, b, a, BooleanOperation.DIFFERENCE)).isFalse();
    }

    @Test
    void solidWithinAnotherLeavesNoShellInside() throws ComposeException {
        TriangleMesh outer = Solids.sphere(10);
        TriangleMesh inner = Solids.box(-1, -1, -1, 1, 1, 1);

        assertThat(volume(SolidComposer.union(outer, inner))).isCloseTo(volume(outer), within(1e-6));
        assertThat(volume(SolidComposer.subtract(outer, inner))).isCloseTo(volume(outer) - 8, within(1e-6));
        assertThat(MeshDetection.detect(SolidComposer.union(outer, inner))
                        .measures()
                        .components())
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeComposedSaysWhy() {
        TriangleMesh box = Solids.box(0, 0, 0, 2, 2, 2);
        List<ComposeException> faults = new ArrayList<>();
        faults.add(
                catchThrowableOfType(ComposeException.class, () -> SolidComposer.union(Shapes.without(box, 3), box)));
        faults.add(catchThrowableOfType(ComposeException.class, () -> SolidComposer.subtract(box, box)));
        faults.add(catchThrowableOfType(
                ComposeException.class, () -> SolidComposer.intersect(box, Solids.box(5, 0, 0, 6, 1, 1))));

        assertThat(faults.stream().map(ComposeException::fault))
                .containsExactly(ComposeFault.UNSOUND_OPERAND, ComposeFault.EMPTY_RESULT, ComposeFault.EMPTY_RESULT);
        assertThat(faults.get(0).getMessage()).contains("first operand", "open edges", "Correct the model first");
    }
}
