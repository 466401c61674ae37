package io.amsphub.mesh.compose;

import io.amsphub.mesh.arrange.MeshBoolean;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.correct.CorrectionResult;
import io.amsphub.mesh.correct.MeshCorrection;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Union, subtraction and intersection of solids whose result is sound by detection, or an error that says why
 * not.
 *
 * <p>Small operands ({@value #MOST_FACETS_FOR_JCSG} facets together) go through JCSG; its result is
 * stitched, detected, corrected, and proved at sample places by winding numbers. Larger ones, and those whose
 * proof fails, go to the exact arrangement ({@link MeshBoolean}). When both operands are in single precision
 * the result is too where it stays sound, so that binary STL holds it bit for bit. Same input, same output.
 *
 * <p>Cost: a few detections of the result, plus the arrangement. Thread-safe.
 */
public final class SolidComposer {

    /** Facets of both operands up to which JCSG is asked. */
    public static final int MOST_FACETS_FOR_JCSG = 500;

    private static final TriangleMesh NOTHING = TriangleMesh.of(new double[0], new int[0], LengthUnit.MILLIMETRE);

    /** Rounding lets facets cross that did not; arranging again settles that within few rounds. */
    private static final int ROUNDS = 4;

    private SolidComposer() {}

    /**
     * Returns what is in either solid.
     *
     * @throws ComposeException when an operand or the result is not a sound solid
     */
    public static TriangleMesh union(TriangleMesh first, TriangleMesh second) throws ComposeException {
        return checked(first, second, BooleanOperation.UNION);
    }

    /**
     * Returns what is in the first solid and not in the second.
     *
     * @throws ComposeException when an operand or the result is not a sound solid, or nothing is left
     */
    public static TriangleMesh subtract(TriangleMesh first, TriangleMesh second) throws ComposeException {
        return checked(first, second, BooleanOperation.DIFFERENCE);
    }

    /**
     * Returns what is in both solids.
     *
     * @throws ComposeException when an operand or the result is not a sound solid, or nothing is left
     */
    public static TriangleMesh intersect(TriangleMesh first, TriangleMesh second) throws ComposeException {
        return checked(first, second, BooleanOperation.INTERSECTION);
    }

    /**
     * Returns the solid that a tree stands for. Leaves are taken as sound.
     *
     * @throws ComposeException when a boolean on the way has no sound result
     */
    public static TriangleMesh evaluate(SolidTree tree) throws ComposeException {
        if (tree instanceof SolidTree.Part part) {
            return part.mesh();
        }
        if (tree instanceof SolidTree.Union union) {
            return gathered(union.of());
        }
        if (tree instanceof SolidTree.Difference difference) {
            return combine(evaluate(difference.from()), gathered(difference.tools()), BooleanOperation.DIFFERENCE);
        }
        SolidTree.Intersection intersection = (SolidTree.Intersection) tree;
        return combine(evaluate(intersection.first()), evaluate(intersection.second()), BooleanOperation.INTERSECTION);
    }

    /** Unites solids, the last first; those whose boxes are apart need no boolean, or one for all of them. */
    private static TriangleMesh gathered(List<SolidTree> trees) throws ComposeException {
        List<TriangleMesh> apart = new ArrayList<>();
        for (int i = trees.size() - 1; i >= 0; i--) {
            TriangleMesh mesh = evaluate(trees.get(i));
            List<TriangleMesh> near = takeNear(apart, mesh);
            while (!near.isEmpty()) {
                mesh = combine(mesh, Meshing.together(near), BooleanOperation.UNION);
                near = takeNear(apart, mesh);
            }
            apart.add(mesh);
        }
        return apart.size() == 1 ? apart.get(0) : Meshing.together(apart);
    }

    private static List<TriangleMesh> takeNear(List<TriangleMesh> meshes, TriangleMesh mesh) {
        List<TriangleMesh> near = new ArrayList<>();
        for (TriangleMesh other : List.copyOf(meshes)) {
            if (!Meshing.apart(other, mesh)) {
                near.add(other);
            }
        }
        meshes.removeAll(near);
        return near;
    }

    private static TriangleMesh checked(TriangleMesh first, TriangleMesh second, BooleanOperation operation)
            throws ComposeException {
        requireSound(first, operation.title() + ", first operand");
        requireSound(second, operation.title() + ", second operand");
        return combine(first, second, operation);
    }

    /**
     * Checks that a mesh can be an operand.
     *
     * @throws ComposeException when detection finds something that blocks
     */
    public static void requireSound(TriangleMesh mesh, String where) throws ComposeException {
        DetectionReport report = MeshDetection.detect(mesh);
        if (!isSound(report)) {
            throw new ComposeException(ComposeFault.UNSOUND_OPERAND, "it has " + blocking(report), where);
        }
    }

    /** Combines operands that are known to be sound. */
    static TriangleMesh combine(TriangleMesh first, TriangleMesh second, BooleanOperation operation)
            throws ComposeException {
        boolean single = Meshing.isSingle(first) && Meshing.isSingle(second);
        if (first.facetCount() + second.facetCount() <= MOST_FACETS_FOR_JCSG) {
            Optional<TriangleMesh> proved = byJcsg(first, second, operation, single);
            if (proved.isPresent()) {
                return proved.get();
            }
        }
        TriangleMesh arranged = operation.arrange(first, second);
        if (arranged.facetCount() == 0) {
            throw new ComposeException(ComposeFault.EMPTY_RESULT, "no material is left", operation.title());
        }
        return settled(arranged, single, operation.title());
    }

    private static Optional<TriangleMesh> byJcsg(
            TriangleMesh first, TriangleMesh second, BooleanOperation operation, boolean single)
            throws ComposeException {
        Optional<TriangleMesh> raw = JcsgKernel.combine(first, second, operation);
        if (raw.isEmpty() || raw.get().facetCount() == 0) {
            return Optional.empty();
        }
        CorrectionResult corrected = MeshCorrection.correct(single ? Meshing.toSingle(raw.get()) : raw.get());
        TriangleMesh mesh = corrected.mesh();
        boolean sound = corrected.report().solid() && isSound(MeshDetection.detect(mesh));
        return sound && BooleanProof.holds(first, second, mesh, operation) ? Optional.of(mesh) : Optional.empty();
    }

    /** Rounds and arranges in turns until detection is content; correction is the last resort. */
    private static TriangleMesh settled(TriangleMesh exact, boolean single, String where) throws ComposeException {
        TriangleMesh candidate = exact;
        @Nullable TriangleMesh unrounded = null;
        for (int round = 0; round < ROUNDS && candidate.facetCount() > 0; round++) {
            TriangleMesh rounded = single ? Meshing.toSingle(candidate) : candidate;
            if (isSound(MeshDetection.detect(rounded))) {
                return rounded;
            }
            if (single && unrounded == null && isSound(MeshDetection.detect(candidate))) {
                unrounded = candidate;
            }
            candidate = MeshBoolean.union(rounded, NOTHING);
        }
        return unrounded != null ? unrounded : corrected(exact, where);
    }

    private static TriangleMesh corrected(TriangleMesh exact, String where) throws ComposeException {
        CorrectionResult corrected = MeshCorrection.correct(exact);
        DetectionReport report = MeshDetection.detect(corrected.mesh());
        if (!isSound(report)) {
            throw new ComposeException(ComposeFault.UNSOUND_RESULT, "the result has " + blocking(report), where);
        }
        return corrected.mesh();
    }

    /** Returns whether a mesh bounds a volume without doubt. */
    static boolean isSound(DetectionReport report) {
        return report.solid() && report.measures().volumeMm3() > 0;
    }

    private static String blocking(DetectionReport report) {
        String kinds = report.blocking().stream().map(SolidComposer::told).collect(Collectors.joining(", "));
        return kinds.isEmpty() ? "no volume" : kinds;
    }

    private static String told(Finding finding) {
        return finding.count() + " " + finding.kind().title();
    }
}
