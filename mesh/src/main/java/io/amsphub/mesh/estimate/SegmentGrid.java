package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.Plane;
import io.amsphub.mesh.topology.IntList;
import org.jspecify.annotations.Nullable;

/** Finds the segment of a region's boundary on which a point lies. */
final class SegmentGrid {

    private final Contours region;
    private final int[] ringOf;
    private final int[] next;
    private final double minX;
    private final double minY;
    private final double cell;
    private final int columns;
    private final int rows;
    private final @Nullable IntList[] cells;

    SegmentGrid(Contours region) {
        this.region = region;
        int n = region.pointCount();
        ringOf = new int[n];
        next = new int[n];
        double[] box = region.bounds();
        minX = box[0];
        minY = box[1];
        double wide = box[2] - box[0];
        double deep = box[3] - box[1];
        cell = Math.max(0.1, Math.sqrt(wide * deep / Math.max(16, n)));
        columns = (int) (wide / cell) + 1;
        rows = (int) (deep / cell) + 1;
        cells = new IntList[columns * rows];
        for (int ring = 0; ring < region.ringCount(); ring++) {
            int end = region.start(ring + 1);
            for (int p = region.start(ring); p < end; p++) {
                ringOf[p] = ring;
                next[p] = p + 1 < end ? p + 1 : region.start(ring);
                enter(p);
            }
        }
    }

    private void enter(int p) {
        double length = Plane.length(region.x(next[p]) - region.x(p), region.y(next[p]) - region.y(p));
        int steps = (int) (2 * length / cell) + 1;
        int last = -1;
        for (int i = 0; i <= steps; i++) {
            double t = (double) i / steps;
            int at = cellOf(
                    region.x(p) + t * (region.x(next[p]) - region.x(p)),
                    region.y(p) + t * (region.y(next[p]) - region.y(p)));
            if (at != last) {
                IntList list = cells[at];
                if (list == null) {
                    list = new IntList();
                    cells[at] = list;
                }
                list.add(p);
                last = at;
            }
        }
    }

    private int cellOf(double x, double y) {
        int column = Math.max(0, Math.min(columns - 1, (int) ((x - minX) / cell)));
        int row = Math.max(0, Math.min(rows - 1, (int) ((y - minY) / cell)));
        return row * columns + column;
    }

    int ring(int segment) {
        return ringOf[segment];
    }

    /** The segment nearest to a point on the boundary; the search goes on in rings of cells. */
    int nearest(double x, double y) {
        int column = cellOf(x, y) % columns;
        int row = cellOf(x, y) / columns;
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int reach = 1; reach <= Math.max(columns, rows); reach *= 2) {
            for (int r = Math.max(0, row - reach); r <= Math.min(rows - 1, row + reach); r++) {
                for (int c = Math.max(0, column - reach); c <= Math.min(columns - 1, column + reach); c++) {
                    IntList list = cells[r * columns + c];
                    for (int i = 0; list != null && i < list.size(); i++) {
                        double distance = distance(list.get(i), x, y);
                        if (distance < least) {
                            least = distance;
                            best = list.get(i);
                        }
                    }
                }
            }
            if (least < cell * reach) {
                return best;
            }
        }
        return best;
    }

    private double distance(int p, double x, double y) {
        double dx = region.x(next[p]) - region.x(p);
        double dy = region.y(next[p]) - region.y(p);
        double px = x - region.x(p);
        double py = y - region.y(p);
        double length = dx * dx + dy * dy;
        double t = length == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
        return Plane.length(px - t * dx, py - t * dy);
    }

    /** The length along its ring at which each segment begins. */
    double[] lengths() {
        double[] lengths = new double[region.pointCount()];
        for (int ring = 0; ring < region.ringCount(); ring++) {
            double sum = 0;
            for (int p = region.start(ring); p < region.start(ring + 1); p++) {
                lengths[p] = sum;
                sum += Plane.length(region.x(next[p]) - region.x(p), region.y(next[p]) - region.y(p));
            }
        }
        return lengths;
    }
}
