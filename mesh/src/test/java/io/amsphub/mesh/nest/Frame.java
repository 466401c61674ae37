package io.amsphub.mesh.nest;

import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;

/** Four bars around an eye; they overlap at the corners, which a footprint does not mind. */
record Frame(double x, double y, double bar) {

    TriangleMesh mesh() {
        TriangleMesh[] bars = {
            Solids.box(0, 0, 0, x, bar, 10),
            Solids.box(0, y - bar, 0, x, y, 10),
            Solids.box(0, 0, 0, bar, y, 10),
            Solids.box(x - bar, 0, 0, x, y, 10)
        };
        int points = 0;
        int facets = 0;
        for (TriangleMesh one : bars) {
            points += one.points().length;
            facets += one.facets().length;
        }
        double[] allPoints = new double[points];
        int[] allFacets = new int[facets];
        int p = 0;
        int f = 0;
        for (TriangleMesh one : bars) {
            System.arraycopy(one.points(), 0, allPoints, p, one.points().length);
            for (int index : one.facets()) {
                allFacets[f++] = p / 3 + index;
            }
            p += one.points().length;
        }
        return TriangleMesh.of(allPoints, allFacets, LengthUnit.MILLIMETRE);
    }
}
