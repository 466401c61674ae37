package io.amsphub.mesh.correct;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.model.TriangleMesh;
import org.junit.jupiter.api.Test;

/** What does not fit in the memory at hand is left alone and named; what fits is done in full. */
class CorrectionBudgetTest {

    private static final int BAR = 12;

    private static CorrectionResult correct(TriangleMesh mesh, long budget) {
        return MeshCorrection.correct(mesh, CorrectionOptions.defaults(), budget);
    }

    /** A row of boxes, each of which crosses the next. */
    private static TriangleMesh row(int boxes) {
        TriangleMesh[] row = new TriangleMesh[boxes];
        for (int i = 0; i < boxes; i++) {
            row[i] = Shapes.box(0.7 * i, 0.1 * (i % 3), 0.1 * (i % 2), 1);
        }
        return Shapes.together(row);
    }

    @Test
    void meshThatDoesNotFitIsLeftAloneWithTheFigure() {
        TriangleMesh torn = Shapes.without(Shapes.box(0, 0, 0, 10), 0);
        long needed = CorrectionMemory.bytesNeeded(torn.facetCount(), torn.pointCount());

        CorrectionResult short1 = correct(torn, needed - 1);

        assertThat(short1.report().changed()).isFalse();
        assertThat(short1.report().solid()).isFalse();
        assertThat(short1.mesh()).isSameAs(torn);
        assertThat(short1.report().reasons()).first().asString().contains("MiB");
        assertThat(correct(torn, needed).report().solid()).isTrue();
    }

    @Test
    void crossingsWithoutMemoryForTheirPairsAreLeftAloneAndOthersMended() {
        TriangleMesh row = row(40);
        long local = CorrectionMemory.bytesNeeded(row.facetCount(), row.pointCount());
        long all = CorrectionMemory.bytesNeeded(row.facetCount(), row.pointCount(), 100L * row.facetCount());
        TriangleMesh torn = Shapes.without(row, row.facetCount() - 1);

        CorrectionResult tight = correct(torn, local);

        assertThat(tight.report().solid()).isFalse();
        assertThat(tight.report().steps()).anyMatch(step -> step.kind() == CorrectionStep.Kind.FILL_HOLES);
        assertThat(tight.report().reasons()).anyMatch(reason -> reason.contains("too much memory"));
        assertThat(correct(torn, all).report().solid()).isTrue();
        assertThat(row.facetCount()).isEqualTo(40 * BAR);
    }
}
