package io.amsphub.mesh.correct;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.correct.CorrectionStep.Kind;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.wrap.MeshWrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Repairs a mesh without guessing: what was not broken is not moved, and what was done is measured.
 *
 * <p>First the local steps: points joined, cracks joined, facets without area or repeated dropped, patches
 * oriented, noise removed, holes filled, shells turned outward. Then, when facets cross, shells overlap or
 * edges have more than two facets, the closed shells are arranged and become one outer surface. The result
 * is written, read back and detected, as binary STL and if need be as 3MF; the report says what is left.
 *
 * <p>A mesh without defects comes back as the same object. Same input, same output: nothing depends on
 * threads. Never throws on a mesh; steps that would take too long are left out and named in the report.
 * Cost: a few detections, plus what {@code arrange} needs for the crossings.
 */
public final class MeshCorrection {

    /** What there is something to do about. */
    private static final Set<FindingKind> MENDABLE = EnumSet.of(
            FindingKind.NOT_A_SOLID,
            FindingKind.DEGENERATE_FACET,
            FindingKind.COLLINEAR_FACET,
            FindingKind.DUPLICATE_FACET,
            FindingKind.CRACK,
            FindingKind.OPEN_EDGE,
            FindingKind.HOLE,
            FindingKind.NON_MANIFOLD_EDGE,
            FindingKind.INCONSISTENT_WINDING,
            FindingKind.INVERTED_SHELL,
            FindingKind.SELF_INTERSECTION,
            FindingKind.SHELL_INTERSECTION,
            FindingKind.OVERLAPPING_SHELLS,
            FindingKind.INTERNAL_SHELL,
            FindingKind.NOISE_SHELL,
            FindingKind.ZERO_THICKNESS);

    private static final String TOO_MANY = "So many facets lie at one place that %s would take too long.";

    private final CorrectionOptions options;
    private final long maxPairs;
    private final List<String> reasons = new ArrayList<>();
    private final List<CorrectionStep> steps = new ArrayList<>();

    private MeshCorrection(CorrectionOptions options, long maxPairs) {
        this.options = options;
        this.maxPairs = maxPairs;
    }

    /** Repairs a mesh with the default options. */
    public static CorrectionResult correct(TriangleMesh mesh) {
        return correct(mesh, CorrectionOptions.defaults());
    }

    /**
     * Repairs a mesh within the memory of the virtual machine. Returns a report in every case; a mesh that
     * cannot be repaired says so there.
     */
    public static CorrectionResult correct(TriangleMesh mesh, CorrectionOptions options) {
        return correct(mesh, options, Runtime.getRuntime().maxMemory());
    }

    /**
     * Repairs a mesh within a budget of memory. What does not fit is left alone, and the report says how much it
     * would take; so the result depends on the budget where the budget is short, and on nothing else.
     *
     * @param budgetBytes heap that the mesh and its correction may take, see {@link CorrectionMemory}
     */
    public static CorrectionResult correct(TriangleMesh mesh, CorrectionOptions options, long budgetBytes) {
        DetectionReport before = MeshDetection.detect(mesh);
        BoundingBox box = before.measures().boundingBox();
        if (box == null || before.findings().stream().noneMatch(f -> MENDABLE.contains(f.kind()))) {
            return ReportWriter.unchanged(mesh, before);
        }
        if (!before.complete()) {
            return ReportWriter.givenUp(mesh, before, List.of(String.format(Locale.ROOT, TOO_MANY, "correcting them")));
        }
        long needed = CorrectionMemory.bytesNeeded(mesh.facetCount(), mesh.pointCount());
        if (needed > budgetBytes) {
            return ReportWriter.givenUp(
                    mesh, before, List.of(CorrectionMemory.refusal("Correcting", needed, budgetBytes)));
        }
        return new MeshCorrection(options, CorrectionMemory.pairs(budgetBytes - needed)).repair(mesh, before, box);
    }

    private CorrectionResult repair(TriangleMesh mesh, DetectionReport before, BoundingBox box) {
        LocalRepair local = new LocalRepair(options, box, steps, reasons);
        Draft draft = local.run(mesh);
        steps.addAll(local.steps());
        boolean untouched = isUntouched(draft, mesh);
        boolean hopeless = !untouched && isHopeless(draft, box);
        if (options.resolveIntersections() && !hopeless && draft.facetCount() > 0) {
            draft = resolve(draft, untouched ? before : MeshDetection.detect(draft.toMesh()), box);
        }
        TriangleMesh result = draft.toMesh();
        ReadBack back = null;
        if (result.facetCount() > 0) {
            ReadBack.Proofs proofs = ReadBack.proofs(result);
            boolean inStl = proofs.best().format() == MeshFormat.STL;
            ReadBack rounded = inStl ? null : inSinglePrecision(proofs.single(), box);
            back = rounded == null ? proofs.best() : rounded;
            result = rounded == null ? result : rounded.mesh();
            if (options.resolveIntersections() && hopeless && SolidResolution.isNeeded(back.report())) {
                reasons.add(SolidResolution.NONE_CLOSED);
            }
        }
        boolean solid = back != null && back.report().solid();
        if (!solid && options.wrap() && box.diagonal() > 0) {
            return wrap(mesh, before, box);
        }
        if (solid && local.crossingFills() > 0) {
            reasons.add(local.crossingFills() + " fills of holes crossed the surface and were cut back.");
        }
        if (back == null) {
            return ReportWriter.givenUp(mesh, before, reasons);
        }
        return new ReportWriter(options, reasons, steps).write(mesh, before, result, back, box);
    }

    /** Replaces a mesh that stays broken by its wrap; a person decides in every case. */
    private CorrectionResult wrap(TriangleMesh mesh, DetectionReport before, BoundingBox box) {
        MeshWrap.Result wrap = MeshWrap.wrap(mesh);
        steps.add(new CorrectionStep(
                Kind.WRAP,
                wrap.mesh().facetCount(),
                wrap.deviation().largestMm(),
                "mm",
                String.format(
                        Locale.ROOT, "Voxels of %.4g mm, thickened by %.4g mm.", wrap.voxelMm(), wrap.offsetMm())));
        reasons.add("The surface was replaced by a watertight wrap, which rounds edges off.");
        return new ReportWriter(options, reasons, steps)
                .write(mesh, before, wrap.mesh(), ReadBack.proofs(wrap.mesh()).best(), box);
    }

    /** Whether the local steps found nothing to do, so that what is known of the mesh holds for the draft. */
    private static boolean isUntouched(Draft draft, TriangleMesh mesh) {
        return Arrays.equals(draft.xyz(), mesh.points()) && Arrays.equals(draft.corners(), mesh.facets());
    }

    /** Whether nothing of a draft can be resolved, so that it need not be looked for what crosses. */
    private static boolean isHopeless(Draft draft, BoundingBox box) {
        return draft.edges().openCount() > 0 && !SolidResolution.hasSolidShell(draft, box);
    }

    private Draft resolve(Draft draft, DetectionReport found, BoundingBox box) {
        Draft current = draft;
        if (!found.complete()) {
            reasons.add(String.format(Locale.ROOT, TOO_MANY, "resolving what crosses there"));
            return draft;
        }
        if (isOnly(found, FindingKind.NON_MANIFOLD_EDGE)) {
            EdgeSeparation.Result apart = EdgeSeparation.of(draft, Grid.of(box), 4);
            DetectionReport after = MeshDetection.detect(apart.draft().toMesh());
            if (after.solid()) {
                steps.add(CorrectionStep.counted(Kind.SPLIT_EDGES, apart.separated()));
                return apart.draft();
            }
        }
        if (SolidResolution.isNeeded(found)) {
            SolidResolution.Result resolved = SolidResolution.resolve(draft, box, maxPairs);
            if (!resolved.problem().isEmpty()) {
                reasons.add(resolved.problem());
            }
            if (resolved.changed()) {
                nameInternalShells(found);
                long pairs = Math.max(1, found.measures().selfIntersectingPairs());
                steps.add(CorrectionStep.counted(Kind.RESOLVE_INTERSECTIONS, pairs));
                if (resolved.separated() > 0) {
                    steps.add(CorrectionStep.counted(Kind.SPLIT_EDGES, resolved.separated()));
                }
                current = resolved.draft();
            }
        }
        return current;
    }

    private void nameInternalShells(DetectionReport found) {
        for (Finding finding : found.of(FindingKind.INTERNAL_SHELL)) {
            reasons.add(finding.count()
                    + " shells within material were taken for part of it; a cavity would have to face the other way.");
        }
    }

    private static boolean isOnly(DetectionReport report, FindingKind kind) {
        return !report.solid() && report.blocking().stream().allMatch(f -> f.kind() == kind);
    }

    /** Rounds a result to single precision, where it is not sound as STL, and resolves it there; null when that fails. */
    private @Nullable ReadBack inSinglePrecision(@Nullable ReadBack rounded, BoundingBox box) {
        if (!options.resolveIntersections() || rounded == null || rounded.mesh().facetCount() == 0) {
            return null;
        }
        Draft draft = ChainCleaning.of(Draft.of(rounded.mesh()));
        SolidResolution.Result resolved = SolidResolution.resolve(draft, box, maxPairs);
        if (!resolved.changed()) {
            return null;
        }
        ReadBack back = ReadBack.of(resolved.draft().toMesh(), MeshFormat.STL);
        if (back == null || !back.report().solid()) {
            return null;
        }
        steps.add(new CorrectionStep(
                Kind.RESOLVE_INTERSECTIONS,
                Math.max(1, rounded.report().measures().selfIntersectingPairs()),
                Double.NaN,
                "",
                "In single precision, which is what STL holds."));
        return new ReadBack(MeshFormat.STL, resolved.draft().toMesh(), back.report());
    }
}
