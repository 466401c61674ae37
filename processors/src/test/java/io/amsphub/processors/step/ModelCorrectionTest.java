package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Correction;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Detection;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.lifecycle.StageEvent;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Correcting within the memory that the hub has for models. */
class ModelCorrectionTest {

    private static final int CROSSES = 40;

    private final MemoryHub hub = new MemoryHub();

    /** Boxes with a corner in common, most of which cross and share planes; some are inside out. */
    private static TriangleMesh heap() {
        double[] points = new double[0];
        int[] facets = new int[0];
        for (int i = 0; i < CROSSES; i++) {
            TriangleMesh box = Solids.box(7.0 * i, i % 3, i % 2, 10, 10, 10);
            int base = points.length / 3;
            points = append(points, box.points());
            int[] shifted =
                    Arrays.stream(box.facets()).map(corner -> corner + base).toArray();
            int[] joined = Arrays.copyOf(facets, facets.length + shifted.length);
            System.arraycopy(shifted, 0, joined, facets.length, shifted.length);
            facets = joined;
        }
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    private static double[] append(double[] first, double[] second) {
        double[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private Correction correct(MemoryBudget budget) throws IOException {
        TriangleMesh mesh = heap();
        BlobRef blob = hub.blobs.store("model/stl", out -> BinaryStlWriter.write(mesh, out));
        ModelDetection detection = new ModelDetection(hub.revisions, hub.blobs, budget, hub.unitOfWork);
        Detection found = detection.describe(new ModelFile(hub.blobs).recognise(blob, "row.stl"), mesh, blob);
        DesignRevision revision = hub.revisions.add(Samples.ready(new SizeMm(1, 1, 1))
                .withSource(blob)
                .withDetection(found)
                .withState(RevisionState.DEFECTIVE));
        ModelResult result = new ModelCorrection(hub.revisions, hub.blobs, detection, budget, hub.unitOfWork)
                .correct(new StageEvent("evt_1", revision.id(), "corr_1", Samples.THEN));
        return Objects.requireNonNull(result.correction());
    }

    @Test
    void crossingsBecomeOneSolid() throws IOException {
        Correction correction = correct(new MemoryBudget(256L << 20));
        assertThat(correction.after().solid()).as(correction.toString()).isTrue();
    }

    @Test
    void crossingsThatDoNotFitAreLeftAndSaidToBe() throws IOException {
        assertThat(correct(new MemoryBudget(66L << 20)))
                .satisfies(left -> assertThat(left.after().solid()).isFalse())
                .satisfies(left -> assertThat(left.reasons()).anyMatch(reason -> reason.contains("too much memory")));
    }
}
