package io.amsphub.mesh.check;

import io.amsphub.mesh.measure.BuildFit;
import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.topology.FacetEdges;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares the model with a build volume and says which rotation would make it fit. */
public final class FitCheck {

    private static final double[] AS_IT_IS = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    private FitCheck() {}

    static void report(MeshAnalysis mesh, BuildVolume volume, List<Finding> findings) {
        of(usedPoints(mesh.xyz, mesh.edges), volume).ifPresent(findings::add);
    }

    /**
     * Returns the finding on points that do not fit; empty when they do.
     *
     * @param points {@code double[3·n]} in mm, at least one point
     */
    public static Optional<Finding> of(double[] points, BuildVolume volume) {
        double fill = BuildFit.fill(points, volume, AS_IT_IS);
        if (fill <= 1) {
            return Optional.empty();
        }
        double[] rotation = BuildFit.search(points, volume);
        String note = rotation == null
                ? "No rotation was found that makes it fit."
                : "It fits after a rotation by the matrix " + rows(rotation) + ".";
        return Optional.of(Finding.measured(FindingKind.DOES_NOT_FIT, Severity.BLOCKS, 1, fill, "1", Places.none())
                .withNote(note));
    }

    /** Returns the vertices that facets use, {@code double[3·n]}. */
    public static double[] usedPoints(double[] xyz, FacetEdges edges) {
        int[] corners = edges.corners();
        boolean[] used = new boolean[edges.vertexCount()];
        int count = 0;
        for (int v : corners) {
            count += used[v] ? 0 : 1;
            used[v] = true;
        }
        double[] points = new double[3 * count];
        int at = 0;
        for (int v = 0; v < used.length; v++) {
            if (used[v]) {
                System.arraycopy(xyz, 3 * v, points, at, 3);
                at += 3;
            }
        }
        return points;
    }

    private static String rows(double[] r) {
        return String.format(
                Locale.ROOT,
                "(%.9g %.9g %.9g; %.9g %.9g %.9g; %.9g %.9g %.9g)",
                r[0],
                r[1],
                r[2],
                r[3],
                r[4],
                r[5],
                r[6],
                r[7],
                r[8]);
    }
}
