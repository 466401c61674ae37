package io.amsphub.mesh.correct;

import io.amsphub.mesh.check.Tolerance;
import io.amsphub.mesh.correct.CorrectionStep.Kind;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.FacetEdges;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps that look at one place at a time, in their order; what they did and what a person should know. */
final class LocalRepair {

    /** Share of the area from which fills are so much of the surface that a person should see them. */
    private static final double LARGE_FILL = 0.02;

    private final CorrectionOptions options;
    private final Tolerance tolerance;
    private final BoundingBox box;
    private final List<CorrectionStep> steps;
    private final List<String> reasons;
    private int crossingFills;

    LocalRepair(CorrectionOptions options, BoundingBox box, List<CorrectionStep> steps, List<String> reasons) {
        this.options = options;
        this.box = box;
        this.tolerance = Tolerance.of(box);
        this.steps = new ArrayList<>();
        this.steps.addAll(steps);
        this.reasons = reasons;
    }

    List<CorrectionStep> steps() {
        return steps;
    }

    /** Returns how many fills met the surface and were left for the resolution. */
    int crossingFills() {
        return crossingFills;
    }

    Draft run(TriangleMesh mesh) {
        Draft draft = Draft.of(mesh);
        count(Kind.WELD, mesh.pointCount() - draft.vertexCount());
        FacetCleaning cleaning = FacetCleaning.of(draft);
        count(Kind.DROP_DUPLICATE, cleaning.duplicate());
        CollinearFacets.Result loose = CollinearFacets.removeLoose(cleaning.draft());
        CrackJoin.Result joined = CrackJoin.join(loose.draft(), reach(), box);
        if (joined.cutShort()) {
            reasons.add("So many open edges lie close together that not all of them were looked at for cracks.");
        }
        measure(Kind.JOIN_CRACKS, joined.joined(), joined.largestMm(), "mm", "");
        CollinearFacets.Result flat = CollinearFacets.remove(joined.draft());
        count(Kind.DROP_DEGENERATE, cleaning.degenerate() + loose.removed() + flat.removed());
        draft = orient(flat.draft());
        if (options.removeNoise()) {
            draft = removeNoise(draft, new boolean[0]);
        }
        if (options.fillHoles() && draft.facetCount() > 0) {
            draft = fillHoles(draft);
        }
        return draft.facetCount() == 0 ? draft : turnShells(draft);
    }

    private double reach() {
        return options.toleranceMm() > 0 ? options.toleranceMm() : tolerance.crackMm();
    }

    private void count(Kind kind, long count) {
        if (count > 0) {
            steps.add(CorrectionStep.counted(kind, count));
        }
    }

    private void measure(Kind kind, long count, double measure, String unit, String note) {
        if (count > 0) {
            steps.add(new CorrectionStep(kind, count, measure, unit, note));
        }
    }

    private Draft orient(Draft draft) {
        FacetEdges edges = draft.edges();
        PatchOrientation orientation = PatchOrientation.of(draft, edges);
        Draft oriented = orientation.turned() == 0 ? draft : orientation.apply();
        PatchAgreement.Result agreed =
                PatchAgreement.of(oriented, oriented.edges(), orientation.patchOf(), orientation.patches());
        count(Kind.ORIENT, orientation.turned() + agreed.turnedFacets());
        return agreed.draft();
    }

    private Draft removeNoise(Draft draft, boolean[] cavity) {
        if (draft.facetCount() == 0) {
            return draft;
        }
        DraftShells shells = new DraftShells(draft, box);
        boolean[] cavities = cavity.length == 0 ? cavities(shells) : cavity;
        boolean[] noise = ShellRemoval.noise(shells, noiseMm(shells), cavities);
        int count = 0;
        double largest = 0;
        for (int c = 0; c < noise.length; c++) {
            if (noise[c]) {
                count++;
                largest = Math.max(largest, shells.diagonal(c));
                noise[c] = false;
            } else {
                noise[c] = true;
            }
        }
        measure(Kind.REMOVE_NOISE, count, largest, "mm", "");
        return count == 0 ? draft : shells.only(noise);
    }

    private double noiseMm(DraftShells shells) {
        return tolerance.noiseMm(shells.diagonal(shells.largest()));
    }

    /** Small closed shells that face inward within another shell, before anything is turned. */
    private boolean[] cavities(DraftShells shells) {
        boolean[] small = new boolean[shells.count()];
        boolean any = false;
        double noise = noiseMm(shells);
        for (int c = 0; c < small.length; c++) {
            small[c] = shells.diagonal(c) < noise && shells.isClosed(c);
            any |= small[c];
        }
        if (!any) {
            return small;
        }
        ShellOrientation orientation = ShellOrientation.of(shells);
        for (int c = 0; c < small.length; c++) {
            small[c] = small[c] && orientation.isCavity(c);
        }
        return small;
    }

    private Draft fillHoles(Draft draft) {
        HoleFilling.Result result = HoleFilling.fill(draft, box, tolerance.sheetMm());
        String note =
                result.crossing() == 0 ? "" : result.crossing() + " fills meet the surface whatever way they are laid.";
        measure(Kind.FILL_HOLES, result.filled(), result.areaMm2(), "mm2", note);
        crossingFills = result.crossing();
        double area = 0;
        DraftShells shells = new DraftShells(draft, box);
        for (int c = 0; c < shells.count(); c++) {
            area += shells.area(c);
        }
        if (result.largestMm2() > LARGE_FILL * area) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "A hole of %.4g mm2 was filled, %.0f %% of the surface; what was there is a guess.",
                    result.largestMm2(),
                    100 * result.largestMm2() / area));
        }
        if (result.left() > 0) {
            reasons.add(
                    result.left()
                            + " loops of open edges were left: they enclose nothing, are too long, or lie among too many facets.");
        }
        return result.draft();
    }

    private Draft turnShells(Draft draft) {
        DraftShells shells = new DraftShells(draft, box);
        ShellOrientation orientation = ShellOrientation.of(shells);
        int inverted = 0;
        for (boolean turned : orientation.inverted()) {
            inverted += turned ? 1 : 0;
        }
        count(Kind.INVERT, inverted);
        return inverted == 0 ? draft : shells.turned(orientation.inverted());
    }
}
