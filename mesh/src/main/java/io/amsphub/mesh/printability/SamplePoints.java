package io.amsphub.mesh.printability;

import java.util.Arrays;

/**
 * Points on the surface: one in each facet and more in large ones, or, when there are more than {@value #MOST}
 * facets, points that lie evenly by area in the order of the facets. Moves and turns with the part.
 */
final class SamplePoints {

    /** How many points there are at most. */
    static final int MOST = 1 << 16;

    /** Facets above this part of the surface get more than one point. */
    private static final int FINE = 2048;
    /** Rows of points in one facet at most. */
    private static final int ROWS = 12;

    /** Facet of each point. */
    final int[] facet;
    /** Area in mm² that each point stands for. */
    final double[] area;
    /** The points, xyz. */
    final double[] xyz;

    private int count;

    private SamplePoints(int size) {
        facet = new int[size];
        area = new double[size];
        xyz = new double[3 * size];
    }

    static SamplePoints of(PrintModel model) {
        int[] rows = new int[model.facets.length];
        long total = 0;
        for (int i = 0; i < rows.length; i++) {
            double share = model.areas[model.facets[i]] / model.area * FINE;
            rows[i] = (int) Math.max(1, Math.min(ROWS, Math.ceil(Math.sqrt(share))));
            total += (long) rows[i] * rows[i];
        }
        if (total > MOST) {
            if (rows.length > MOST) {
                return evenly(model);
            }
            Arrays.fill(rows, 1);
            total = rows.length;
        }
        SamplePoints points = new SamplePoints((int) total);
        for (int i = 0; i < rows.length; i++) {
            points.fill(model, model.facets[i], rows[i]);
        }
        return points;
    }

    private static SamplePoints evenly(PrintModel model) {
        SamplePoints points = new SamplePoints(MOST);
        double step = model.area / MOST;
        double sum = 0;
        for (int f : model.facets) {
            sum += model.areas[f];
            if (points.count < MOST && sum > (points.count + 0.5) * step) {
                points.add(model, f, 1.0 / 3, 1.0 / 3, Math.max(step, model.areas[f]));
                while (points.count < MOST && sum > (points.count + 0.5) * step) {
                    points.add(model, f, 1.0 / 3, 1.0 / 3, 0);
                }
            }
        }
        return points;
    }

    /** Cuts a facet into equal triangles, {@code rows} along each side, and takes their centroids. */
    private void fill(PrintModel model, int f, int rows) {
        double share = model.areas[f] / rows / rows;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows - i; j++) {
                add(model, f, (i + 1.0 / 3) / rows, (j + 1.0 / 3) / rows, share);
                if (i + j < rows - 1) {
                    add(model, f, (i + 2.0 / 3) / rows, (j + 2.0 / 3) / rows, share);
                }
            }
        }
    }

    private void add(PrintModel model, int f, double u, double v, double share) {
        facet[count] = f;
        area[count] = share;
        for (int axis = 0; axis < 3; axis++) {
            xyz[3 * count + axis] = (1 - u - v) * model.corner(f, 0, axis)
                    + u * model.corner(f, 1, axis)
                    + v * model.corner(f, 2, axis);
        }
        count++;
    }

    int count() {
        return count;
    }
}
