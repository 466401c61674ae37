package io.amsphub.mesh.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.bench.BenchmarkModels;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What was found does not change when the model is moved, turned by right angles, or listed in another order. */
class InvarianceTest {

    /** Kinds, severities, counts, sizes to nine digits, and topology; places are numbers of facets and differ. */
    static List<Object> counts(TriangleMesh mesh) {
        DetectionReport report = MeshDetection.detect(mesh);
        MeshMeasures m = report.measures();
        List<String> findings = report.findings().stream()
                .filter(finding -> finding.kind() != FindingKind.UNWELDED_POINT)
                .map(finding -> finding.kind() + " " + finding.severity() + " " + finding.count() + " "
                        + rounded(finding.measure()))
                .toList();
        return List.of(
                findings,
                m.weldedVertices(),
                m.edges(),
                m.degenerateFacets(),
                m.collinearFacets(),
                m.duplicateFacets(),
                m.openEdges(),
                m.nonManifoldEdges(),
                m.inconsistentEdges(),
                m.nonManifoldVertices(),
                m.components(),
                m.openComponents(),
                m.invertedComponents(),
                m.selfIntersectingPairs(),
                m.selfIntersectingFacets(),
                rounded(m.areaMm2()));
    }

    private static String rounded(double size) {
        return String.format(Locale.ROOT, "%.9g", Math.abs(size) < 1e-9 ? 0.0 : size);
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
                .isEqualTo(counts(mesh));
    }

    @Property(tries = 200)
    void turningByRightAnglesAboutAnyAxisChangesNothing(
            @ForAll @IntRange(max = 1 << 20) int seed,
            @ForAll @IntRange(max = 2) int axis,
            @ForAll @IntRange(min = 1, max = 3) int quarters) {
        TriangleMesh mesh = tangle(seed);
        assertThat(counts(turned(mesh, axis, quarters))).isEqualTo(counts(mesh));
    }

    @Property(tries = 12)
    void turningAWornPartChangesNothing(
            @ForAll @IntRange(max = 2) int axis, @ForAll @IntRange(min = 1, max = 3) int quarters) {
        TriangleMesh mesh = BenchmarkModels.broken(BenchmarkModels.clean(4000));
        assertThat(counts(turned(mesh, axis, quarters))).isEqualTo(counts(mesh));
    }

    private static TriangleMesh turned(TriangleMesh mesh, int axis, int quarters) {
        double[] points = mesh.points().clone();
        int u = (axis + 1) % 3;
        int v = (axis + 2) % 3;
        for (int quarter = 0; quarter < quarters; quarter++) {
            for (int p = 0; p < points.length; p += 3) {
                double across = points[p + u];
                points[p + u] = -points[p + v];
                points[p + v] = across;
            }
        }
        return TriangleMesh.of(points, mesh.facets(), mesh.sourceUnit());
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
        assertThat(counts(TriangleMesh.of(mesh.points(), facets, mesh.sourceUnit())))
                .isEqualTo(counts(mesh));
    }
}
