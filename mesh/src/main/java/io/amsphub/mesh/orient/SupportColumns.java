package io.amsphub.mesh.orient;

import java.util.Arrays;

/**
 * The space below overhangs of a part as it stands, on a grid of columns: in each column the heights at
 * which facets cross its centre are sorted, and below each crossing that needs support the space down to
 * the next crossing, or to the platform, counts. The error is that of the grid, about the perimeter of the
 * overhangs times half a cell.
 */
final class SupportColumns {

    private final double[] points;
    private final int[] facets;
    private final double minX;
    private final double minY;
    private final double base;
    private final double cell;
    private final int columns;
    private final int rows;
    private final double steepest;

    /** Crossings by cell: first of each cell, and heights; NaN-free; an overhang has its own mark. */
    private int[] starts = new int[0];

    private double[] heights = new double[0];
    private boolean[] overhang = new boolean[0];

    /** Whether the facet faces down, so that the solid is above it. */
    private boolean[] enters = new boolean[0];

    /**
     * Spreads a grid.
     *
     * @param cells cells along the longer side of the part
     * @param degrees facets flatter than this need support
     */
    SupportColumns(double[] points, int[] facets, int cells, double degrees) {
        this.points = points;
        this.facets = facets;
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int corner : facets) {
            for (int a = 0; a < 3; a++) {
                low[a] = Math.min(low[a], points[3 * corner + a]);
                high[a] = Math.max(high[a], points[3 * corner + a]);
            }
        }
        minX = low[0];
        minY = low[1];
        base = low[2];
        cell = Math.max(1e-9, Math.max(high[0] - low[0], high[1] - low[1]) / cells);
        columns = (int) Math.ceil((high[0] - low[0]) / cell) + 1;
        rows = (int) Math.ceil((high[1] - low[1]) / cell) + 1;
        steepest = -Math.cos(Math.toRadians(degrees));
    }

    /** Whether a facet needs support, given its normal's share downwards and its lowest point. */
    private boolean needsSupport(int facet) {
        double[] normal = normal(points, facets, facet);
        double length = Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
        double top = Math.max(z(facet, 0), Math.max(z(facet, 1), z(facet, 2)));
        return normal[2] < steepest * length && top > base + 1e-6 * cell;
    }

    static double[] normal(double[] points, int[] facets, int facet) {
        int a = 3 * facets[3 * facet];
        int b = 3 * facets[3 * facet + 1];
        int c = 3 * facets[3 * facet + 2];
        double ux = points[b] - points[a];
        double uy = points[b + 1] - points[a + 1];
        double uz = points[b + 2] - points[a + 2];
        double vx = points[c] - points[a];
        double vy = points[c + 1] - points[a + 1];
        double vz = points[c + 2] - points[a + 2];
        return new double[] {uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx};
    }

    /** Returns the area of the facets that need support. */
    double contactArea() {
        double sum = 0;
        for (int f = 0; f < facets.length / 3; f++) {
            if (needsSupport(f)) {
                double[] n = normal(points, facets, f);
                sum += Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2;
            }
        }
        return sum;
    }

    /** Returns the volume of the space below overhangs. */
    double volume() {
        int[] counts = new int[columns * rows + 1];
        visit((at, z, f) -> counts[at + 1]++);
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
        starts = counts.clone();
        heights = new double[counts[counts.length - 1]];
        overhang = new boolean[heights.length];
        enters = new boolean[heights.length];
        visit((at, z, f) -> {
            heights[counts[at]] = z;
            enters[counts[at]] = normal(points, facets, f)[2] < 0;
            overhang[counts[at]++] = needsSupport(f);
        });
        double sum = 0;
        for (int at = 0; at + 1 < starts.length; at++) {
            sum += below(starts[at], starts[at + 1]);
        }
        return sum * cell * cell;
    }

    private double below(int from, int to) {
        Integer[] order = new Integer[to - from];
        Arrays.setAll(order, i -> from + i);
        Arrays.sort(order, (p, q) -> Double.compare(heights[p], heights[q]));
        double sum = 0;
        int inside = 0;
        for (int i = 0; i < order.length; i++) {
            if (overhang[order[i]] && inside <= 0) {
                sum += heights[order[i]] - (i == 0 ? base : heights[order[i - 1]]);
            }
            inside += enters[order[i]] ? 1 : -1;
        }
        return sum;
    }

    /** What to do where a facet crosses the centre of a cell. */
    @FunctionalInterface
    private interface Visitor {
        void crossing(int cell, double z, int facet);
    }

    private void visit(Visitor visitor) {
        for (int f = 0; f < facets.length / 3; f++) {
            double[] n = normal(points, facets, f);
            if (n[2] != 0) {
                rasterise(f, n, visitor);
            }
        }
    }

    private void rasterise(int f, double[] n, Visitor visitor) {
        double lowX = Math.min(x(f, 0), Math.min(x(f, 1), x(f, 2)));
        double highX = Math.max(x(f, 0), Math.max(x(f, 1), x(f, 2)));
        double lowY = Math.min(y(f, 0), Math.min(y(f, 1), y(f, 2)));
        double highY = Math.max(y(f, 0), Math.max(y(f, 1), y(f, 2)));
        int fromColumn = (int) Math.ceil((lowX - minX) / cell - 0.5);
        int fromRow = (int) Math.ceil((lowY - minY) / cell - 0.5);
        for (int row = fromRow; minY + (row + 0.5) * cell <= highY && row < rows; row++) {
            double py = minY + (row + 0.5) * cell;
            for (int column = fromColumn; minX + (column + 0.5) * cell <= highX && column < columns; column++) {
                double px = minX + (column + 0.5) * cell;
                if (covers(f, px, py, n[2] > 0)) {
                    double z = z(f, 0) - (n[0] * (px - x(f, 0)) + n[1] * (py - y(f, 0))) / n[2];
                    visitor.crossing(row * columns + column, z, f);
                }
            }
        }
    }

    /** Whether a facet covers a place; one on an edge belongs to the facet whose edge runs one way only. */
    private boolean covers(int f, double px, double py, boolean up) {
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3;
            double ex = x(f, j) - x(f, i);
            double ey = y(f, j) - y(f, i);
            double side = (ex * (py - y(f, i)) - ey * (px - x(f, i))) * (up ? 1 : -1);
            boolean mine = up ? ey > 0 || (ey == 0 && ex < 0) : ey < 0 || (ey == 0 && ex > 0);
            if (side < 0 || (side == 0 && !mine)) {
                return false;
            }
        }
        return true;
    }

    private double x(int facet, int corner) {
        return points[3 * facets[3 * facet + corner]];
    }

    private double y(int facet, int corner) {
        return points[3 * facets[3 * facet + corner] + 1];
    }

    private double z(int facet, int corner) {
        return points[3 * facets[3 * facet + corner] + 2];
    }
}
