package io.amsphub.mesh.inspect;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.topology.Parallel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds where a scan in a frame of its own lies on a design: many first placements, a short fit of few points from
 * each, a long fit of more points from the best that differ. The same scan always comes to lie in the same place.
 */
final class ScanAligner {

    private static final int DESIGN_SAMPLES = 20_000;
    private static final int FEW_POINTS = 30;
    private static final int COARSE_POINTS = 150;
    private static final int COARSE_STEPS = 8;
    private static final int FINE_POINTS = 2_000;
    private static final int FINE_STEPS = 40;
    private static final int FITTED = 6;

    /** Placements nearer than this share of the diagonal are one. */
    private static final double SAME = 0.01;

    /** A placement counts as another that fits as well when its residual is no more than this much larger. */
    private static final double AS_GOOD = 1.15;

    /** Distances below this share of the diagonal are rounding. */
    private static final double ROUNDING = 1e-5;

    /** A residual above this share of the diagonal is no fit. */
    private static final double POOR = 0.01;

    /** A freedom that is held less than this could be anywhere. */
    private static final double LOOSE = 2e-3;

    private final TriangleMesh design;
    private final FacetTree tree;
    private final double diagonal;

    ScanAligner(TriangleMesh design, FacetTree tree) {
        this.design = design;
        this.tree = tree;
        this.diagonal = design.boundingBox().diagonal();
    }

    /** Lays points on, {@code double[3·n]}. */
    Alignment align(double[] points) {
        double[] fine = thinned(points, FINE_POINTS);
        if (fine.length < 3 * FEW_POINTS) {
            return new Alignment(
                    Alignment.Method.PRINCIPAL_AXES_ICP,
                    RigidTransform.IDENTITY,
                    0,
                    0,
                    0,
                    List.of(Alignment.Doubt.FEW_POINTS));
        }
        double[] coarse = thinned(fine, COARSE_POINTS);
        List<RigidTransform> first = Placements.of(fine, SurfaceSamples.of(design, DESIGN_SAMPLES));
        List<PlaneFit.Fit> tried = fitted(coarse, first, COARSE_STEPS);
        List<PlaneFit.Fit> fits = fitted(fine, different(tried, coarse, FITTED), FINE_STEPS);
        fits.sort(Comparator.comparingDouble(PlaneFit.Fit::residual));
        PlaneFit.Fit best = fits.get(0);
        double asGood = AS_GOOD * best.residual() + ROUNDING * diagonal;
        List<PlaneFit.Fit> equal =
                fits.stream().filter(fit -> fit.residual() <= asGood).toList();
        int placements = different(equal, coarse, FITTED).size();
        return new Alignment(
                Alignment.Method.PRINCIPAL_AXES_ICP,
                best.transform(),
                best.residual(),
                best.iterations(),
                placements,
                doubts(best, placements));
    }

    private List<Alignment.Doubt> doubts(PlaneFit.Fit best, int placements) {
        List<Alignment.Doubt> doubts = new ArrayList<>();
        if (placements > 1) {
            doubts.add(Alignment.Doubt.AMBIGUOUS);
        }
        if (best.hold() < LOOSE) {
            doubts.add(Alignment.Doubt.NOT_FIXED);
        }
        if (best.residual() > POOR * diagonal) {
            doubts.add(Alignment.Doubt.POOR_FIT);
        }
        return doubts;
    }

    private List<PlaneFit.Fit> fitted(double[] points, List<RigidTransform> placements, int steps) {
        PlaneFit.Fit[] fits = new PlaneFit.Fit[placements.size()];
        Parallel.ranges(fits.length, 1, i -> new PlaneFit(design, tree), (fit, from, to) -> {
            for (int i = from; i < to; i++) {
                fits[i] = fit.fit(points, placements.get(i), steps);
            }
        });
        return new ArrayList<>(List.of(fits));
    }

    /** The best placements of which no two are the same, best first. */
    private List<RigidTransform> different(List<PlaneFit.Fit> fits, double[] points, int most) {
        List<PlaneFit.Fit> sorted = new ArrayList<>(fits);
        sorted.sort(Comparator.comparingDouble(PlaneFit.Fit::residual));
        List<RigidTransform> kept = new ArrayList<>();
        for (PlaneFit.Fit fit : sorted) {
            boolean known = kept.stream().anyMatch(other -> other.apart(fit.transform(), points) < SAME * diagonal);
            if (!known && kept.size() < most) {
                kept.add(fit.transform());
            }
        }
        return kept;
    }

    /** One point of each cell of a grid that leaves no more than so many points. */
    static double[] thinned(double[] points, int most) {
        double[] kept = points;
        double cell = 0;
        while (kept.length > 3 * most) {
            cell = cell == 0 ? firstCell(points, most) : 1.25 * cell;
            int[] chosen = new PointGrid(points, cell).representatives();
            kept = new double[3 * chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                System.arraycopy(points, 3 * chosen[i], kept, 3 * i, 3);
            }
        }
        return kept;
    }

    private static double firstCell(double[] points, int most) {

        double extent = 0;
        for (int axis = 0; axis < 3; axis++) {
            double least = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = axis; i < points.length; i += 3) {
                least = Math.min(least, points[i]);
                largest = Math.max(largest, points[i]);
            }
            extent = Math.max(extent, largest - least);
        }
        return Math.max(extent / Math.sqrt(most), Double.MIN_NORMAL);
    }
}
