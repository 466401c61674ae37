package io.amsphub.mesh.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Solids;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scans that are made from the design by a known change, so that the right answer is known. */
class ScanComparisonTest {

    private static final double TOLERANCE = 0.3;
    private static final TriangleMesh BRACKET = DemoBracket.sound();

    @Test
    void scanOfTheDesignItselfDeviatesByNothing() {
        ScanDeviation d = compare(SurfaceSamples.of(BRACKET, 30_000), BRACKET);

        assertThat(d.points()).isEqualTo(30_000);
        assertThat(d.farthestMm()).isLessThan(1e-8);
        assertThat(d.shareWithin()).isEqualTo(1);
        assertThat(d.coverage()).isGreaterThan(0.99);
        assertThat(d.alignment().trustworthy()).isTrue();
    }

    @Test
    void partThatIsTooLargeAllAroundDeviatesByThatWithItsSign() {
        TriangleMesh block = Solids.block(40, 30, 20);
        double[] larger = SurfaceSamples.of(moved(Solids.block(40.4, 30.4, 20.4), -0.2), 20_000);
        double[] smaller = SurfaceSamples.of(moved(Solids.block(39.6, 29.6, 19.6), 0.2), 20_000);

        ScanDeviation outside = compare(larger, block);
        ScanDeviation inside = compare(smaller, block);

        assertThat(outside.meanMm()).isCloseTo(0.2, within(0.002));
        assertThat(outside.smallestMm()).isCloseTo(0.2, within(1e-9));
        assertThat(outside.offsetsMm()[3]).isCloseTo(0.2, within(1e-9));
        assertThat(outside.offsetsMm()[0]).isCloseTo(-0.2, within(1e-9));
        assertThat(inside.meanMm()).isCloseTo(-0.2, within(1e-9));
        assertThat(inside.largestMm()).isCloseTo(-0.2, within(1e-9));
    }

    @Test
    void shiftedScanInThePartsFrameShowsTheShift() {
        double[] scan = SurfaceSamples.of(BRACKET, 20_000);
        for (int i = 2; i < scan.length; i += 3) {
            scan[i] += 0.5;
        }

        ScanDeviation d = compare(scan, BRACKET);

        assertThat(d.farthestMm()).isCloseTo(0.5, within(1e-6));
        assertThat(d.offsetsMm()[2]).isCloseTo(0.5, within(1e-2));
        assertThat(d.shareWithin()).isLessThan(0.9);
    }

    @Test
    void noiseComesOutAsItsSigma() {
        double[] scan = noisy(SurfaceSamples.of(Solids.block(60, 40, 20), 40_000), 0.05);

        ScanDeviation d = compare(scan, Solids.block(60, 40, 20));

        // of isotropic noise a plane sees the part along its normal: the same sigma
        assertThat(d.sigmaMm()).isCloseTo(0.05, within(0.002));
        assertThat(d.rmsMm()).isCloseTo(0.05, within(0.002));
        assertThat(d.percentile95Mm()).isCloseTo(1.96 * 0.05, within(0.005));
        assertThat(d.meanMm()).isCloseTo(0, within(0.002));
    }

    @Test
    void halfOfAPartIsTooLittleToBeTrusted() {
        double[] all = SurfaceSamples.of(BRACKET, 40_000);
        double middle = (BRACKET.boundingBox().minX() + BRACKET.boundingBox().maxX()) / 2;
        double[] half = new double[all.length];
        int n = 0;
        for (int i = 0; i < all.length; i += 3) {
            if (all[i] < middle) {
                System.arraycopy(all, i, half, n, 3);
                n += 3;
            }
        }

        ScanDeviation d = compare(Arrays.copyOf(half, n), BRACKET);

        assertThat(d.coverage()).isBetween(0.3, 0.7);
        assertThat(d.farthestMm()).isLessThan(1e-8);
        assertThat(d.alignment().doubts()).containsExactly(Alignment.Doubt.LOW_COVERAGE);
        assertThat(ScanComparison.compare(Arrays.copyOf(half, n), BRACKET, ScanOptions.aligned(TOLERANCE))
                        .alignment()
                        .trustworthy())
                .isFalse();
    }

    @Test
    void scanTurnedBy37DegreesAndMovedIsLaidOntoTheDesign() {
        RigidTransform away = RigidTransform.about(0.6, 0, 0.8, Math.toRadians(37));
        away = new RigidTransform(away.rotation(), new double[] {120, -35, 60});
        double[] scan = noisy(away.of(SurfaceSamples.of(BRACKET, 30_000)), 0.02);

        ScanDeviation d = ScanComparison.compare(scan, BRACKET, ScanOptions.aligned(TOLERANCE));

        assertThat(d.alignment().doubts()).isEmpty();
        assertThat(d.alignment().placements()).isEqualTo(1);
        assertThat(d.alignment().residualMm()).isLessThan(0.02);
        assertThat(d.rmsMm()).isCloseTo(0.02, within(0.002));
        assertThat(d.shareWithin()).isEqualTo(1);
        assertThat(Math.abs(d.offsetsMm()[0])).isLessThan(0.1);
        RigidTransform there = away.then(d.alignment().transform());
        assertThat(there.apart(RigidTransform.IDENTITY, BRACKET.points())).isLessThan(0.01);
    }

    @Test
    void symmetricPartsAreSaidToBeAmbiguous() {
        RigidTransform away = RigidTransform.about(0, 0.6, 0.8, Math.toRadians(37));
        TriangleMesh cube = Solids.block(30, 30, 30);
        ScanDeviation ofCube =
                ScanComparison.compare(away.of(SurfaceSamples.of(cube, 20_000)), cube, ScanOptions.aligned(TOLERANCE));
        TriangleMesh ball = Solids.ball(15, 48);
        ScanDeviation ofBall =
                ScanComparison.compare(away.of(SurfaceSamples.of(ball, 20_000)), ball, ScanOptions.aligned(TOLERANCE));

        assertThat(ofCube.alignment().placements()).isGreaterThan(1);
        assertThat(ofCube.alignment().doubts()).contains(Alignment.Doubt.AMBIGUOUS);
        assertThat(ofCube.farthestMm()).isLessThan(0.05);
        assertThat(ofBall.alignment().doubts()).contains(Alignment.Doubt.NOT_FIXED);
        assertThat(ofBall.alignment().trustworthy()).isFalse();
    }

    @Test
    void scanOfAnotherPartDoesNotFit() {
        double[] scan = SurfaceSamples.of(Solids.block(80, 15, 40), 20_000);

        ScanDeviation d = ScanComparison.compare(scan, BRACKET, ScanOptions.aligned(TOLERANCE));

        assertThat(d.alignment().doubts()).contains(Alignment.Doubt.POOR_FIT);
    }

    @Test
    void sameScanHasTheSameResultToTheBit() {
        double[] scan = noisy(RigidTransform.about(0, 0, 1, 1).of(SurfaceSamples.of(BRACKET, 12_000)), 0.03);

        ScanDeviation one = ScanComparison.compare(scan, BRACKET, ScanOptions.aligned(TOLERANCE));
        ScanDeviation two = ScanComparison.compare(scan.clone(), BRACKET, ScanOptions.aligned(TOLERANCE));

        assertThat(one).usingRecursiveComparison().isEqualTo(two);
    }

    @Test
    void ofALargeScanEveryKthPointIsMeasured() {
        ScanOptions few = new ScanOptions(TOLERANCE, true, 0.8, 1_000);

        ScanDeviation d = ScanComparison.compare(SurfaceSamples.of(BRACKET, 9_500), BRACKET, few);

        assertThat(d.points()).isEqualTo(9_500);
        assertThat(d.measured()).isEqualTo(950);
        assertThat(d.coverage()).isGreaterThan(0.98);
    }

    @Test
    void scanWithoutPointsAndDesignWithoutSurfaceAreRefused() {
        TriangleMesh nothing = TriangleMesh.of(new double[0], new int[0], LengthUnit.MILLIMETRE);

        assertThatThrownBy(() -> compare(new double[0], BRACKET)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> compare(new double[3], nothing)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ScanComparison.compare(new double[30], BRACKET, ScanOptions.aligned(TOLERANCE))
                        .alignment()
                        .doubts())
                .contains(Alignment.Doubt.FEW_POINTS);
    }

    private static ScanDeviation compare(double[] scan, TriangleMesh design) {
        return ScanComparison.compare(scan, design, ScanOptions.inPartFrame(TOLERANCE));
    }

    private static TriangleMesh moved(TriangleMesh mesh, double by) {
        double[] points = mesh.points().clone();
        for (int i = 0; i < points.length; i++) {
            points[i] += by;
        }
        return TriangleMesh.of(points, mesh.facets(), mesh.sourceUnit());
    }

    private static double[] noisy(double[] points, double sigma) {
        Random random = new Random(7);
        double[] noisy = points.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += sigma * random.nextGaussian();
        }
        return noisy;
    }
}
