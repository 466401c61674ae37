package io.amsphub.mesh.nest;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.Pose;
import io.amsphub.mesh.model.TriangleMesh;

/**
 * What a part covers of the build platform at some angles about Z: the shadow of its facets from above, as
 * cells of a raster. A cell counts as covered as soon as a facet touches its inside by more than 1e-9 of a
 * cell, so the footprint is never too small; it is too large by less than one cell on each side. What can be
 * seen through from above (the eye of a ring) is free.
 *
 * <p>Immutable. Memory: one bit a cell of the box around it, for each angle. Cost: O(facets · rows that a facet
 * touches) for each angle.
 */
public final class Footprint {

    /** Share of a cell by which a facet may reach over its border; only to forgive rounding. */
    private static final double TOLERANCE = 1e-9;

    final double cellMm;
    final double heightMm;
    private final Shadow[] shadows;

    /** The footprint at one angle: the corner of its raster is that of the box around the turned part. */
    record Shadow(Raster cells, Pose pose, double sizeX, double sizeY) {}

    private Footprint(double cellMm, double heightMm, Shadow[] shadows) {
        this.cellMm = cellMm;
        this.heightMm = heightMm;
        this.shadows = shadows;
    }

    /**
     * Works out the footprint of a part.
     *
     * @param mesh in mm, as it stands on the platform
     * @param cellMm side of a cell, mm; {@link FootprintNesting#cellMm} gives one that suits
     * @param turns how many equal angles about Z, from 1
     * @throws IllegalArgumentException when the part is larger than 20,000 cells
     * @throws IllegalStateException when it has no facet
     */
    public static Footprint of(TriangleMesh mesh, double cellMm, int turns) {
        Shadow[] shadows = new Shadow[turns];
        for (int i = 0; i < turns; i++) {
            shadows[i] = shadow(mesh, cellMm, Pose.aboutZ(360.0 * i / turns));
        }
        return new Footprint(cellMm, mesh.boundingBox().sizeZ(), shadows);
    }

    /** Returns the area of the covered cells as the part was given, mm². */
    public double areaMm2() {
        return shadows[0].cells().count() * cellMm * cellMm;
    }

    int turns() {
        return shadows.length;
    }

    Shadow shadow(int turn) {
        return shadows[turn];
    }

    private static Shadow shadow(TriangleMesh mesh, double cell, double[] rotation) {
        TriangleMesh turned = new Pose(rotation, new double[3]).apply(mesh);
        BoundingBox box = turned.boundingBox();
        double most = Math.max(box.sizeX(), box.sizeY()) / cell;
        if (!(most < 20_000)) {
            throw new IllegalArgumentException("a part of " + most + " cells is too large for the raster");
        }
        Raster cells = new Raster(cells(box.sizeX(), cell), cells(box.sizeY(), cell));
        double[] corners = new double[6];
        int[] facets = turned.facets();
        for (int f = 0; f < facets.length; f += 3) {
            for (int k = 0; k < 3; k++) {
                corners[2 * k] = (turned.points()[3 * facets[f + k]] - box.minX()) / cell;
                corners[2 * k + 1] = (turned.points()[3 * facets[f + k] + 1] - box.minY()) / cell;
            }
            cover(cells, corners);
        }
        double[] toCorner = {-box.minX(), -box.minY(), -box.minZ()};
        return new Shadow(cells, new Pose(rotation, toCorner), box.sizeX(), box.sizeY());
    }

    private static int cells(double length, double cell) {
        return last(0, length / cell) + 1;
    }

    private static int first(double from) {
        return (int) Math.floor(from + TOLERANCE);
    }

    private static int last(double from, double to) {
        return Math.max(first(from), (int) Math.ceil(to - TOLERANCE) - 1);
    }

    /** Covers what a triangle touches, row by row: its extent within the row is that of its clipped edges. */
    private static void cover(Raster cells, double[] c) {
        double low = Math.min(c[1], Math.min(c[3], c[5]));
        double high = Math.max(c[1], Math.max(c[3], c[5]));
        int top = Math.min(last(low, high), cells.height - 1);
        double[] span = new double[2];
        for (int row = Math.min(first(low), cells.height - 1); row <= top; row++) {
            span[0] = Double.POSITIVE_INFINITY;
            span[1] = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < 3; k++) {
                int a = 2 * k;
                int b = 2 * ((k + 1) % 3);
                widen(span, row, c[a], c[a + 1], c[b], c[b + 1]);
            }
            if (span[0] <= span[1]) {
                int from = Math.min(first(span[0]), cells.width - 1);
                cells.fill(row, from, Math.max(from, last(span[0], span[1])));
            }
        }
    }

    /** Widens a span by the part of an edge that lies between a row's front and back, both included. */
    private static void widen(double[] span, int row, double ax, double ay, double bx, double by) {
        double front = row - TOLERANCE;
        double back = row + 1 + TOLERANCE;
        if (Math.max(ay, by) < front || Math.min(ay, by) > back) {
            return;
        }
        add(span, at(Math.min(Math.max(ay, front), back), ax, ay, bx, by));
        add(span, at(Math.min(Math.max(by, front), back), bx, by, ax, ay));
    }

    private static double at(double y, double ax, double ay, double bx, double by) {
        return y == ay ? ax : ax + (bx - ax) * (y - ay) / (by - ay);
    }

    private static void add(double[] span, double x) {
        span[0] = Math.min(span[0], x);
        span[1] = Math.max(span[1], x);
    }
}
