package io.amsphub.mesh.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The promises on shapes that are broken at random. */
class PromisesTest {

    @Property(tries = 30)
    void soupOfASoundShapeWithFacetsMissingAndTurnedComesOutSound(
            @ForAll @IntRange(min = 0, max = 10_000) int seed, @ForAll @IntRange(min = 0, max = 6) int missing) {
        Random random = new Random(seed);
        TriangleMesh torus = Shapes.torus(10, 3, 24, 12);
        double volume = MeshDetection.detect(torus).measures().volumeMm3();
        TriangleMesh broken = torus;
        for (int i = 0; i < missing; i++) {
            broken = Shapes.without(broken, random.nextInt(broken.facetCount()));
        }
        int[] facets = broken.facets().clone();
        for (int i = 0; i < 10; i++) {
            int f = 3 * random.nextInt(facets.length / 3);
            int second = facets[f + 1];
            facets[f + 1] = facets[f + 2];
            facets[f + 2] = second;
        }
        broken = Shapes.soup(TriangleMesh.of(broken.points(), facets, LengthUnit.MILLIMETRE));

        CorrectionReport report = MeshCorrection.correct(broken).report();

        assertThat(report.solid()).as("%s", report.remaining()).isTrue();
        assertThat(report.after().volumeMm3()).isCloseTo(volume, within(0.02 * volume));
    }

    @Property(tries = 12)
    void boxesAnywhereBecomeSoundAndTheResultIsProvenAsItWasWritten(
            @ForAll @IntRange(min = 0, max = 10_000) int seed, @ForAll @IntRange(min = 2, max = 7) int boxes) {
        Random random = new Random(seed);
        TriangleMesh[] parts = new TriangleMesh[boxes];
        for (int i = 0; i < boxes; i++) {
            TriangleMesh sphere = Broken.sphere(
                    3 * random.nextDouble(),
                    3 * random.nextDouble(),
                    3 * random.nextDouble(),
                    0.5 + random.nextDouble(),
                    5);
            parts[i] = random.nextInt(4) == 0 ? Shapes.inverted(sphere) : sphere;
        }

        CorrectionResult result = MeshCorrection.correct(Shapes.together(parts));

        ReadBack back = Objects.requireNonNull(
                ReadBack.of(result.mesh(), result.report().format()));
        assertThat(back.report().solid()).isEqualTo(result.report().solid());
        assertThat(result.report().solid())
                .as("%s", result.report().remaining())
                .isTrue();
        assertThat(MeshCorrection.correct(back.mesh()).report().solid()).isTrue();
    }

    @Property(tries = 12)
    void cavitiesSurviveWhateverElseIsRepaired(@ForAll @IntRange(min = 0, max = 10_000) int seed) {
        Random random = new Random(seed);
        TriangleMesh hollow =
                Shapes.together(Broken.sphere(0, 0, 0, 4, 10), Shapes.inverted(Broken.sphere(0.3, 0.2, 0.1, 1, 6)));
        TriangleMesh broken = Shapes.together(
                Shapes.without(hollow, random.nextInt(200)), Broken.sphere(4 * random.nextDouble() + 2, 3, 1, 1.5, 6));

        CorrectionResult result = MeshCorrection.correct(broken);

        assertThat(result.report().solid())
                .as("%s", result.report().remaining())
                .isTrue();
        assertThat(result.report().after().invertedComponents()).isEqualTo(1);
        assertThat(result.report().format()).isEqualTo(MeshFormat.STL);
    }
}
