package io.amsphub.mesh.check;

import io.amsphub.mesh.measure.BuildFit;
import io.amsphub.mesh.measure.BuildVolume;
import java.util.List;
import java.util.Locale;

/** Compares the model with a build volume and says which rotation would make it fit. */
final class FitCheck {

    private static final double[] AS_IT_IS = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    private FitCheck() {}

    static void report(MeshAnalysis mesh, BuildVolume volume, List<Finding> findings) {
        double fill = BuildFit.fill(usedPoints(mesh), volume, AS_IT_IS);
        if (fill <= 1) {
            return;
        }
        double[] rotation = BuildFit.search(usedPoints(mesh), volume);
        String note = rotation == null
                ? "No rotation was found that makes it fit."
                : "It fits after a rotation by the matrix " + rows(rotation) + ".";
        findings.add(Finding.measured(FindingKind.DOES_NOT_FIT, Severity.BLOCKS, 1, fill, "1", Places.none())
                .withNote(note));
    }

    private static double[] usedPoints(MeshAnalysis mesh) {
        int[] corners = mesh.edges.corners();
        boolean[] used = new boolean[mesh.edges.vertexCount()];
        int count = 0;
        for (int v : corners) {
            count += used[v] ? 0 : 1;
            used[v] = true;
        }
        double[] points = new double[3 * count];
        int at = 0;
        for (int v = 0; v < used.length; v++) {
            if (used[v]) {
                System.arraycopy(mesh.xyz, 3 * v, points, at, 3);
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
