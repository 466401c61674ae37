package io.amsphub.mesh.correct;

import io.amsphub.mesh.arrange.Arrangement;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.Tolerance;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.topology.DisjointSets;
import io.amsphub.mesh.topology.FacetEdges;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one outer surface of closed shells that cross: their facets are arranged, what has a positive
 * winding number is inside, and cavities stay because they count down.
 *
 * <p>New corners are rounded to a {@link Grid}, which can make facets meet again. Where that happened, what
 * is smaller than a few grid steps is taken out (short edges and flat facets among those that meet), and
 * what still meets is arranged again. Slivers without thickness that rounding leaves are dropped.
 */
final class SolidResolution {

    private static final int ROUNDS = 8;
    private static final int SETTLE_PASSES = 4;

    /** Sum of squared meetings and hundredfold crossings up to which an arrangement takes seconds and not minutes. */
    static final long MAX_WORK = 12_000_000;

    /** Later rounds have what rounding left, which is little; where it is not, more of them do not help. */
    private static final int LATER = 16;

    /** Facets up to which shells are arranged. */
    static final int MAX_FACETS = 3_000_000;

    /** What has to be resolved, beyond what local steps do. */
    static final Set<FindingKind> CAUSES = EnumSet.of(
            FindingKind.SELF_INTERSECTION,
            FindingKind.SHELL_INTERSECTION,
            FindingKind.OVERLAPPING_SHELLS,
            FindingKind.NON_MANIFOLD_EDGE,
            FindingKind.INVERTED_SHELL,
            FindingKind.ZERO_THICKNESS,
            FindingKind.INTERNAL_SHELL,
            FindingKind.DUPLICATE_FACET);

    static final String NONE_CLOSED = "No shell is closed, so nothing can be told from inside.";

    private final BoundingBox box;
    private final long maxPairs;
    private final Tolerance tolerance;
    private final Grid grid;
    private String problem = "";
    private int separated;

    private SolidResolution(BoundingBox box, long maxPairs) {
        this.box = box;
        this.maxPairs = maxPairs;
        this.tolerance = Tolerance.of(box);
        this.grid = Grid.of(box);
    }

    /**
     * What came of it.
     *
     * @param draft the resolved surface, or what came in when it was refused
     * @param changed whether it is another surface
     * @param separated edges that were taken apart
     * @param problem why it was refused, a sentence; empty when it was not
     */
    record Result(Draft draft, boolean changed, int separated, String problem) {}

    /** Whether a report names something that this resolves. */
    static boolean isNeeded(DetectionReport report) {
        return report.findings().stream().anyMatch(f -> CAUSES.contains(f.kind()));
    }

    /** Returns whether a draft has a closed shell that encloses something, without which nothing is resolved. */
    static boolean hasSolidShell(Draft draft, BoundingBox box) {
        for (boolean solid : solid(new DraftShells(draft, box), Tolerance.of(box))) {
            if (solid) {
                return true;
            }
        }
        return false;
    }

    private static boolean[] solid(DraftShells shells, Tolerance tolerance) {
        boolean[] solid = new boolean[shells.count()];
        for (int c = 0; c < solid.length; c++) {
            solid[c] = shells.isClosed(c) && !shells.isSheet(c, tolerance.sheetMm());
        }
        return solid;
    }

    /**
     * Resolves what crosses.
     *
     * @param maxPairs most pairs of facets that meet for which there is memory
     */
    static Result resolve(Draft draft, BoundingBox box, long maxPairs) {
        return new SolidResolution(box, maxPairs).run(draft);
    }

    private Result run(Draft draft) {
        DraftShells shells = new DraftShells(draft, box);
        boolean[] solid = solid(shells, tolerance);
        boolean[] rest = new boolean[shells.count()];
        boolean any = false;
        for (int c = 0; c < solid.length; c++) {
            rest[c] = !solid[c];
            any |= solid[c];
        }
        if (!any) {
            return new Result(draft, false, 0, NONE_CLOSED);
        }
        if (draft.facetCount() > MAX_FACETS) {
            return new Result(draft, false, 0, "More than " + MAX_FACETS + " facets are not arranged.");
        }
        Draft best = draft;
        boolean changed = false;
        Draft current = shells.only(solid);
        Draft aside = shells.only(rest);
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Draft> next = round(current, round);
            if (next.isEmpty()) {
                break;
            }
            if (next.get().facetCount() == 0) {
                problem = "The shells cancel each other out, so nothing was resolved.";
                return new Result(draft, false, 0, problem);
            }
            current = next.get();
            best = merged(current, aside);
            changed = true;
            if (isSettled(current)) {
                break;
            }
        }
        return new Result(best, changed, separated, problem);
    }

    private Optional<Draft> round(Draft draft, int round) {
        long maxWork = round == 0 ? MAX_WORK : MAX_WORK / LATER;
        Optional<Arrangement> arrangement = Arrangement.within(
                draft.xyz(), draft.corners(), new byte[draft.facetCount()], frame(draft), maxWork, maxPairs);
        if (arrangement.isEmpty()) {
            problem = "So many facets cross that arranging them would take too long or too much memory: more than "
                    + maxWork + " squared meetings and hundredfold crossings, or " + maxPairs + " of both.";
            return Optional.empty();
        }
        Arrangement.Surface surface = arrangement.get().surface((first, second) -> first > 0);
        double[] xyz = surface.xyz();
        grid.round(xyz, draft.xyz().length);
        Draft cut = settle(ChainCleaning.of(new Draft(xyz, surface.corners(), draft.unit())), round);
        EdgeSeparation.Result apart = EdgeSeparation.of(cut, grid, 4 << Math.min(round, 3));
        separated += apart.separated();
        return Optional.of(withoutSlivers(ChainCleaning.of(apart.draft())));
    }

    /** Takes out what is smaller than the rounding where facets meet because of it. */
    private Draft settle(Draft draft, int round) {
        Draft current = draft;
        double small = grid.spacing() * (4 << Math.min(round, 5));
        for (int pass = 0; pass < SETTLE_PASSES; pass++) {
            CrossingFacets crossing = CrossingFacets.of(current);
            if (crossing.count() == 0) {
                break;
            }
            current = CollinearFacets.flatten(current, crossing::contains, small);
            current = ChainCleaning.of(withoutShortEdges(current, crossing, small));
        }
        return current;
    }

    private static Draft withoutShortEdges(Draft draft, CrossingFacets crossing, double small) {
        int[] corners = draft.corners();
        DisjointSets joined = new DisjointSets(draft.vertexCount());
        for (int h = 0; h < corners.length; h++) {
            int to = corners[FacetEdges.next(h)];
            if (crossing.contains(h / 3) && Geometry.distance(draft.xyz(), corners[h], to) < small) {
                joined.union(corners[h], to);
            }
        }
        return draft.withCorners(Arrays.stream(corners).map(joined::find).toArray());
    }

    private static boolean isSettled(Draft draft) {
        return draft.edges().crowdCount() == 0 && CrossingFacets.of(draft).count() == 0;
    }

    private static BoundingBox frame(Draft draft) {
        return draft.toMesh().boundingBox();
    }

    /** Drops closed shells without thickness, and specks that crossings cut off. */
    private Draft withoutSlivers(Draft draft) {
        if (draft.facetCount() == 0) {
            return draft;
        }
        DraftShells shells = new DraftShells(draft, box);
        boolean[] kept = new boolean[shells.count()];
        int largest = shells.largest();
        double noise = tolerance.noiseMm(shells.diagonal(largest));
        for (int c = 0; c < kept.length; c++) {
            boolean speck = shells.diagonal(c) < noise && shells.volume(c) > 0;
            kept[c] = c == largest || !(speck || shells.isSheet(c, tolerance.sheetMm()));
        }
        return shells.only(kept);
    }

    private static Draft merged(Draft first, Draft second) {
        if (second.facetCount() == 0) {
            return first;
        }
        int base = first.vertexCount();
        double[] xyz = new double[first.xyz().length + second.xyz().length];
        System.arraycopy(first.xyz(), 0, xyz, 0, first.xyz().length);
        System.arraycopy(second.xyz(), 0, xyz, first.xyz().length, second.xyz().length);
        int[] corners = new int[first.corners().length + second.corners().length];
        System.arraycopy(first.corners(), 0, corners, 0, first.corners().length);
        for (int i = 0; i < second.corners().length; i++) {
            corners[first.corners().length + i] = base + second.corners()[i];
        }
        return Draft.of(new Draft(xyz, corners, first.unit()).toMesh());
    }
}
