package io.amsphub.mesh.mark;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Writes a code into the positions of the points of a mesh (spread spectrum; Cox and others 1997, Praun, Hoppe and
 * Finkelstein 1999, here in the points themselves).
 *
 * <p>Each point that can carry something is moved by at most 5 µm, the 4000th part of the diagonal, and the 20th part of
 * the least height of its facets; what is moved is rounded to single precision, so that STL changes nothing. A mesh with
 * less than {@value EdgeDivision#ENOUGH} points is divided first, which changes no shape. The marked mesh is examined as
 * any other: wherever facets meet that did not before, their points go back; a mark that leaves the mesh worse than it
 * was is not given out. Deterministic. Costs two detections.
 */
public final class Watermark {

    private static final int ROUNDS = 4;

    /** What must not become more. */
    private static final List<ToLongFunction<MeshMeasures>> DEFECTS = List.of(
            MeshMeasures::degenerateFacets,
            MeshMeasures::collinearFacets,
            MeshMeasures::duplicateFacets,
            MeshMeasures::openEdges,
            MeshMeasures::nonManifoldEdges,
            MeshMeasures::inconsistentEdges,
            MeshMeasures::nonManifoldVertices,
            MeshMeasures::invertedComponents,
            MeshMeasures::selfIntersectingPairs);

    private Watermark() {}

    /**
     * Marks a mesh.
     *
     * @throws MarkException when it has too few points that can be moved, or none of the marks leaves it as sound as it was
     */
    public static MarkedMesh embed(TriangleMesh original, MarkKey key, MarkCode code) throws MarkException {
        MarkSites sites = new MarkSites(original);
        if (sites.count() < EdgeDivision.ENOUGH / 2) {
            throw new MarkException("only " + sites.count() + " points can be moved without a change of the shape, "
                    + EdgeDivision.ENOUGH / 2 + " are needed");
        }
        boolean[] moved = new boolean[sites.step.length];
        int carriers = 0;
        for (int v = 0; v < moved.length; v++) {
            moved[v] = sites.step[v] > 0;
            carriers += moved[v] ? 1 : 0;
        }
        MarkPattern pattern = new MarkPattern(key, sites.vertices);
        long word = key.word(code);
        DetectionReport before = MeshDetection.detect(sites.mesh);
        if (sites.mesh != original
                && !before.solid()
                && MeshDetection.detect(original).solid()) {
            throw new MarkException("the few facets of the model cannot be divided in single precision");
        }
        Set<Long> known = places(before);
        int spared = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            TriangleMesh marked = moved(sites, pattern, word, moved);
            DetectionReport after = MeshDetection.detect(marked);
            if (!worse(before, after)) {
                return new MarkedMesh(marked, moved.length, carriers - spared, spared, largest(sites, marked));
            }
            spared += spare(after, known, sites, moved);
        }
        throw new MarkException("facets of the model lie so close together that no mark leaves it as sound as it is");
    }

    private static TriangleMesh moved(MarkSites sites, MarkPattern pattern, long word, boolean[] moved) {
        double[] points = sites.mesh.points().clone();
        int[] vertexOf = sites.weld.vertexOf();
        for (int p = 0; p < vertexOf.length; p++) {
            int v = vertexOf[p];
            for (int axis = 0; moved[v] && axis < 3; axis++) {
                double step = sites.step[v] * pattern.direction(3 * v + axis, word);
                points[3 * p + axis] = (float) (sites.vertices[3 * v + axis] + step);
            }
        }
        return TriangleMesh.of(points, sites.mesh.facets(), sites.mesh.sourceUnit());
    }

    private static boolean worse(DetectionReport before, DetectionReport after) {
        return (before.solid() && !after.solid())
                || DEFECTS.stream()
                        .anyMatch(
                                defect -> defect.applyAsLong(after.measures()) > defect.applyAsLong(before.measures()));
    }

    private static Set<Long> places(DetectionReport report) {
        Set<Long> all = new HashSet<>();
        for (Finding finding : report.findings()) {
            Places places = finding.places();
            for (int at = 0; at < places.indices().length; at += places.kind().width()) {
                all.add(place(places, at));
            }
        }
        return all;
    }

    /** A place as a number; what a place is shows in how many indices it has, which is enough to know it again. */
    private static long place(Places places, int at) {
        long first = places.indices()[at];
        return places.kind().width() == 1 ? -1 - first : (first << 32) ^ places.indices()[at + 1];
    }

    /** Leaves the points of new findings where they were; returns how many. */
    private static int spare(DetectionReport after, Set<Long> known, MarkSites sites, boolean[] moved) {
        int spared = 0;
        for (Finding finding : after.findings()) {
            Places places = finding.places();
            for (int at = 0; at < places.indices().length; at += places.kind().width()) {
                if (!known.contains(place(places, at))) {
                    for (int k = 0; k < places.kind().width(); k++) {
                        spared += spare(places.kind(), places.indices()[at + k], sites, moved);
                    }
                }
            }
        }
        return spared;
    }

    private static int spare(Places.Kind kind, int index, MarkSites sites, boolean[] moved) {
        boolean facet = kind == Places.Kind.FACET || kind == Places.Kind.FACET_PAIR;
        int[] vertices = facet
                ? Arrays.copyOfRange(sites.corners, 3 * index, 3 * index + 3)
                : new int[] {sites.weld.vertexOf()[index]};
        int spared = 0;
        for (int v : vertices) {
            spared += moved[v] ? 1 : 0;
            moved[v] = false;
        }
        return spared;
    }

    private static double largest(MarkSites sites, TriangleMesh marked) {
        double most = 0;
        int[] first = sites.weld.firstPoint();
        for (int v = 0; v < first.length; v++) {
            double sum = 0;
            for (int axis = 0; axis < 3; axis++) {
                double d = marked.points()[3 * first[v] + axis] - sites.vertices[3 * v + axis];
                sum += d * d;
            }
            most = Math.max(most, sum);
        }
        return Math.sqrt(most);
    }
}
