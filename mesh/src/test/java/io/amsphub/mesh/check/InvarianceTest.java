package io.amsphub.mesh.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.bench.BenchmarkModels;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What was found does not change when the model is moved, turned by right angles, or listed in another order. */
class InvarianceTest {

    /** Kinds, counts and topology; places are numbers of facets, and sizes may differ in the last digit. */
    private static List<Object> counts(TriangleMesh mesh) {
        DetectionReport report = MeshDetection.detect(mesh);
        MeshMeasures m = report.measures();
        List<String> findings = report.findings().stream()
                .filter(finding -> finding.kind() != FindingKind.UNIT_DOUBT && finding.kind() != FindingKind.CRACK)
                .map(finding -> finding.kind() + " " + finding.severity() + " " + finding.count())
                .toList();
        return List.of(
                findings,
                m.weldedVertices(),
                m.edges(),
                m.degenerateFacets(),
                m.duplicateFacets(),
                m.openEdges(),
                m.nonManifoldEdges(),
                m.inconsistentEdges(),
                m.nonManifoldVertices(),
                m.components(),
                m.openComponents(),
                m.selfIntersectingPairs(),
                m.selfIntersectingFacets());
    }

    /** Points on a grid of integers, so that moves are exact; facets at random, so that everything is wrong with them. */
    private static TriangleMesh tangle(long seed) {
        Random random = new Random(seed);
        double[] points = new double[3 * 24];
        for (int i = 0; i < points.length; i++) {
            points[i] = random.nextInt(12);
        }
        int[] facets = new int[3 * 40];
        for (int i = 0; i < facets.length; i++) {
            facets[i] = random.nextInt(24);
        }
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    @Property(tries = 150)
    void movingChangesNothing(
            @ForAll @IntRange(max = 1 << 20) int seed, @ForAll @IntRange(min = -512, max = 512) int by) {
        TriangleMesh mesh = tangle(seed);
        double[] moved = mesh.points().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (i % 3 + 1.0) * by;
        }
        assertThat(counts(TriangleMesh.of(moved, mesh.facets(), LengthUnit.MILLIMETRE)))
                .filteredOn(value -> value instanceof Integer || value instanceof Long)
                .isEqualTo(counts(mesh).stream()
                        .filter(value -> value instanceof Integer || value instanceof Long)
                        .toList());
    }

    @Property(tries = 150)
    void turningChangesNothing(@ForAll @IntRange(max = 1 << 20) int seed) {
        TriangleMesh mesh = tangle(seed);
        double[] turned = new double[mesh.points().length];
        for (int p = 0; p < turned.length; p += 3) {
            turned[p] = -mesh.points()[p + 1];
            turned[p + 1] = mesh.points()[p];
            turned[p + 2] = mesh.points()[p + 2];
        }
        assertThat(counts(TriangleMesh.of(turned, mesh.facets(), LengthUnit.MILLIMETRE)))
                .isEqualTo(counts(mesh));
    }

    @Property(tries = 20)
    void orderOfFacetsChangesNothing(@ForAll @IntRange(max = 1 << 20) int seed) {
        TriangleMesh mesh = BenchmarkModels.broken(BenchmarkModels.clean(4000));
        int[] facets = mesh.facets().clone();
        Random random = new Random(seed);
        for (int f = facets.length / 3 - 1; f > 0; f--) {
            int g = random.nextInt(f + 1);
            for (int k = 0; k < 3; k++) {
                int corner = facets[3 * f + k];
                facets[3 * f + k] = facets[3 * g + k];
                facets[3 * g + k] = corner;
            }
        }
        assertThat(counts(TriangleMesh.of(mesh.points(), facets, LengthUnit.MILLIMETRE)))
                .isEqualTo(counts(mesh));
    }
}
