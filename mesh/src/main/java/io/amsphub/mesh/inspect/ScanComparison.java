package io.amsphub.mesh.inspect;

import io.amsphub.mesh.measure.SurfaceDistance;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.topology.Parallel;
import io.amsphub.mesh.winding.RayWinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares a scan with its design: signed distance of each point from the surface of the solid. The distance is exact
 * up to rounding, its sign is that of the exact winding number, so it holds at edges and in cavities.
 *
 * <p>A scan in a frame of its own is laid onto the design first, as the best rigid fit; what deviates everywhere alike
 * (a part that is a little too large) is then shared out over all sides. Where the placement is in doubt the result
 * says so, and a person has to decide.
 *
 * <p>Cost: O(n log m) for n points and m facets, some microseconds a point; alignment some seconds at most. 24 bytes a
 * point beside the mesh and its tree. The result does not depend on threads.
 */
public final class ScanComparison {

    private static final int GRAIN = 2_048;
    private static final int COVERAGE_SAMPLES = 20_000;

    /** How many times the mean distance of the scan's points a point may be away from what it covers. */
    private static final double COVERING = 4;

    private final TriangleMesh design;
    private final FacetTree tree;
    private final BoundingBox box;

    private ScanComparison(TriangleMesh design) {
        this.design = design;
        this.tree = SurfaceDistance.tree(design);
        this.box = design.boundingBox();
    }

    /**
     * Compares.
     *
     * @param scan {@code double[3·n]}, xyz order, mm; finite; not written, not kept
     * @param design a closed solid, its facets facing outward, in mm
     * @throws IllegalArgumentException when the scan has no point or the design no facet with an area
     */
    public static ScanDeviation compare(double[] scan, TriangleMesh design, ScanOptions options) {
        if (scan.length < 3 || scan.length % 3 != 0) {
            throw new IllegalArgumentException("a scan has points, and each three coordinates");
        }
        if (!(SurfaceSamples.area(design) > 0)) {
            throw new IllegalArgumentException("the design has no surface");
        }
        return new ScanComparison(design).compare(scan, options);
    }

    private ScanDeviation compare(double[] scan, ScanOptions options) {
        double[] chosen = everyKth(scan, options.mostPoints());
        Alignment laid = options.inPartFrame()
                ? new Alignment(Alignment.Method.AS_SCANNED, RigidTransform.IDENTITY, 0, 0, 1, List.of())
                : new ScanAligner(design, tree).align(chosen);
        double[] points = options.inPartFrame() ? chosen : laid.transform().of(chosen);
        double coverage = coverage(points, options.toleranceMm());
        return result(scan.length / 3, points, coverage, withCoverage(laid, coverage, options), options);
    }

    private static Alignment withCoverage(Alignment laid, double coverage, ScanOptions options) {
        if (coverage >= options.leastCoverage()) {
            return laid;
        }
        List<Alignment.Doubt> doubts = new ArrayList<>(laid.doubts());
        doubts.add(Alignment.Doubt.LOW_COVERAGE);
        return new Alignment(
                laid.method(), laid.transform(), laid.residualMm(), laid.iterations(), laid.placements(), doubts);
    }

    private ScanDeviation result(int all, double[] points, double coverage, Alignment alignment, ScanOptions options) {
        double[] signed = signedDistances(points);
        double[] absolute = new double[signed.length];
        double sum = 0;
        double squares = 0;
        int within = 0;
        for (int i = 0; i < signed.length; i++) {
            absolute[i] = Math.abs(signed[i]);
            sum += signed[i];
            squares += signed[i] * signed[i];
            within += absolute[i] <= options.toleranceMm() ? 1 : 0;
        }
        int n = signed.length;
        double mean = sum / n;
        Arrays.sort(signed);
        Arrays.sort(absolute);
        double[] scanBox = boxOf(points);
        double[] designBox = {box.minX(), box.minY(), box.minZ(), box.maxX(), box.maxY(), box.maxZ()};
        double[] offsets = new double[6];
        Arrays.setAll(offsets, i -> scanBox[i] - designBox[i]);
        return new ScanDeviation(
                all,
                n,
                signed[n - 1],
                signed[0],
                mean,
                Math.sqrt(squares / n),
                Math.sqrt(Math.max(0, squares / n - mean * mean)),
                absolute[(int) Math.ceil(0.95 * n) - 1],
                absolute[(int) Math.ceil(0.99 * n) - 1],
                (double) within / n,
                options.toleranceMm(),
                coverage,
                scanBox,
                offsets,
                alignment);
    }

    private double[] signedDistances(double[] points) {
        int n = points.length / 3;
        double[] signed = new double[n];
        int[] oneShell = new int[design.facetCount()];
        Parallel.ranges(n, GRAIN, i -> new Probe(oneShell), (probe, from, to) -> {
            for (int i = from; i < to; i++) {
                signed[i] = probe.at(points[3 * i], points[3 * i + 1], points[3 * i + 2]);
            }
        });
        return signed;
    }

    /** Measures one point after the other. */
    private final class Probe {
        private final SurfaceDistance distance = new SurfaceDistance(design, tree);
        private final RayWinding winding;

        Probe(int[] oneShell) {
            winding = new RayWinding(design.points(), design.facets(), oneShell, 1, tree);
        }

        double at(double x, double y, double z) {
            double d = distance.of(x, y, z, Double.POSITIVE_INFINITY);
            boolean inBox = x >= box.minX()
                    && x <= box.maxX()
                    && y >= box.minY()
                    && y <= box.maxY()
                    && z >= box.minZ()
                    && z <= box.maxZ();
            if (!inBox) {
                return d;
            }
            winding.shoot(x, y, z);
            return winding.of(0) == 0 ? d : -d;
        }
    }

    /** The share of even samples of the design's surface that have a point of the scan near them. */
    private double coverage(double[] points, double toleranceMm) {
        double[] samples = SurfaceSamples.of(design, COVERAGE_SAMPLES);
        double spacing = Math.sqrt(SurfaceSamples.area(design) / (points.length / 3.0));
        double radius = COVERING * spacing + toleranceMm;
        PointGrid grid = new PointGrid(points, radius);
        int count = samples.length / 3;
        List<int[]> covered = Parallel.ranges(count, GRAIN, i -> new int[1], (sum, from, to) -> {
            for (int i = from; i < to; i++) {
                sum[0] += grid.anyWithin(samples[3 * i], samples[3 * i + 1], samples[3 * i + 2], radius) ? 1 : 0;
            }
        });
        return covered.stream().mapToInt(sum -> sum[0]).sum() / (double) count;
    }

    private static double[] boxOf(double[] points) {
        double[] sides = new double[6];
        for (int axis = 0; axis < 3; axis++) {
            sides[axis] = Double.POSITIVE_INFINITY;
            sides[3 + axis] = Double.NEGATIVE_INFINITY;
        }
        for (int i = 0; i < points.length; i++) {
            sides[i % 3] = Math.min(sides[i % 3], points[i]);
            sides[3 + i % 3] = Math.max(sides[3 + i % 3], points[i]);
        }
        return sides;
    }

    private static double[] everyKth(double[] scan, int most) {
        int n = scan.length / 3;
        int stride = (n + most - 1) / most;
        if (stride == 1) {
            return scan;
        }
        int kept = (n + stride - 1) / stride;
        double[] chosen = new double[3 * kept];
        for (int i = 0; i < kept; i++) {
            System.arraycopy(scan, 3 * i * stride, chosen, 3 * i, 3);
        }
        return chosen;
    }
}
