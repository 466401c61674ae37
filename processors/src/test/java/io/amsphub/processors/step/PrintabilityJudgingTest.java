package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Detection;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.design.Printability;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Judging out of the blob store, once. */
class PrintabilityJudgingTest {

    private static final AmCentre CENTRE = Samples.CATALOGUE.centre(Samples.CENTRE);

    private final MemoryHub hub = new MemoryHub();
    private final MemoryBudget budget = new MemoryBudget(256L << 20);
    private final PrintabilityJudging judging =
            new PrintabilityJudging(hub.printabilities, hub.blobs, budget, hub.unitOfWork, hub.journal, "engine-1");

    private DesignRevision sheet(double thickness) throws IOException {
        TriangleMesh mesh = Solids.box(0, 0, 0, 30, thickness, 20);
        BlobRef solid = hub.blobs.store("model/stl", out -> BinaryStlWriter.write(mesh, out));
        SizeMm size = new SizeMm(30, thickness, 20);
        DesignRevision sample = Samples.ready(size);
        return hub.revisions.add(sample.withDetection(
                new Detection("STL", "MILLIMETRE", new Geometry(size, 1, 1, 12), true, List.of(), solid, solid)));
    }

    @Test
    void wallThatIsTooThinIsToldWithPlaceLimitAndRemedyAndKept() throws IOException {
        DesignRevision thin = sheet(0.2);

        Printability judged = judging.judged(thin, Samples.PLA, CENTRE);

        assertThat(judged.findings())
                .filteredOn(f -> f.kind().equals("THIN_WALL"))
                .first()
                .satisfies(f -> {
                    assertThat(f.measure()).isCloseTo(0.2, within(0.01));
                    assertThat(f.limitValue()).isGreaterThan(0.2);
                    assertThat(f.remedy()).isNotBlank();
                    assertThat(f.source()).isNotBlank();
                    assertThat(f.where()).isNotNull().satisfies(w -> {
                        assertThat(w.min().x()).isZero();
                        assertThat(w.max().x()).isEqualTo(30);
                        assertThat(w.places()).isNotEmpty();
                    });
                });
        assertThat(judging.kept(thin, Samples.PLA, CENTRE)).contains(judged);
        assertThat(judging.kept(thin, Samples.PLA, null)).isEmpty();
        hub.clock.pass(Duration.ofHours(1));
        assertThat(judging.judged(thin, Samples.PLA, CENTRE)).isEqualTo(judged);
    }

    @Test
    void callerWithoutPatienceIsToldToComeAgain() throws IOException {
        DesignRevision part = sheet(5);
        PrintLimits limits = PrintLimits.of(Samples.PLA, null, null);
        try (MemoryBudget.Share others = budget.take(budget.bytes())) {
            assertThat(others.bytes()).isEqualTo(budget.bytes());
            assertThatThrownBy(() -> judging.judged(part, limits, Duration.ofMillis(20)))
                    .isInstanceOfSatisfying(
                            HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.TOO_BUSY));
        }
        assertThat(judging.judged(part, limits, Duration.ofMillis(20)).printable())
                .isTrue();
    }

    @Test
    void revisionWithoutASolidIsNotJudged() throws IOException {
        DesignRevision waiting = sheet(5).withState(RevisionState.IN_REVIEW);
        assertThatThrownBy(() -> judging.judged(waiting, Samples.PLA, null))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.MODEL_NOT_READY));
    }
}
