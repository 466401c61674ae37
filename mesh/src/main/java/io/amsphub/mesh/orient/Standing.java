package io.amsphub.mesh.orient;

import java.util.ArrayList;
import java.util.List;

/** How safely a part stands: how far it can be tilted before its centre of mass leaves its base. */
final class Standing {

    /** Points this far above the lowest one still rest on the platform, in mm: a common first layer. */
    private static final double BASE_MM = 0.2;

    private Standing() {}

    /** Returns 1 less the angle of tipping over a right angle; 1 when the centre is not above the base. */
    static double instability(double[] points, int[] facets, double lowest, double[] centre) {
        double[][] base = hull(points, facets, lowest + BASE_MM);
        double margin = base.length < 3 ? -1 : Double.POSITIVE_INFINITY;
        for (int i = 0, j = base.length - 1; base.length >= 3 && i < base.length; j = i++) {
            double ex = base[i][0] - base[j][0];
            double ey = base[i][1] - base[j][1];
            double side = ex * (centre[1] - base[j][1]) - ey * (centre[0] - base[j][0]);
            margin = Math.min(margin, side / Math.sqrt(ex * ex + ey * ey));
        }
        return margin <= 0 ? 1 : 1 - Math.atan2(margin, Math.max(0, centre[2] - lowest)) / (Math.PI / 2);
    }

    /** The convex hull, counter-clockwise, of the points up to a height (Andrew 1979). */
    private static double[][] hull(double[] points, int[] facets, double top) {
        List<double[]> found = new ArrayList<>();
        for (int corner : facets) {
            if (points[3 * corner + 2] <= top) {
                found.add(new double[] {points[3 * corner], points[3 * corner + 1]});
            }
        }
        found.sort((p, q) -> p[0] != q[0] ? Double.compare(p[0], q[0]) : Double.compare(p[1], q[1]));
        List<double[]> hull = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            int floor = hull.size();
            for (int i = 0; i < found.size(); i++) {
                double[] point = found.get(pass == 0 ? i : found.size() - 1 - i);
                while (hull.size() - floor >= 2 && turn(hull, point) <= 0) {
                    hull.remove(hull.size() - 1);
                }
                hull.add(point);
            }
            hull.remove(hull.size() - 1);
        }
        return hull.toArray(new double[0][]);
    }

    private static double turn(List<double[]> hull, double[] c) {
        double[] a = hull.get(hull.size() - 2);
        double[] b = hull.get(hull.size() - 1);
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    }
}
