package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parallel lines across a region, at a multiple of a spacing from a line through the origin so that layers
 * lie on each other. Angles are in radians from X.
 */
final class Hatch {

    private final Contours region;
    private final double cosine;
    private final double sine;
    private final double spacing;
    private final double shift;

    /** The ends of line i: x from, x to in the turned frame; row of line i. */
    private double[] spans = new double[64];

    private int[] rows = new int[32];
    private int size;

    private Hatch(Contours region, double angle, double spacing, double shift) {
        this.cosine = Math.cos(angle);
        this.sine = Math.sin(angle);
        this.region = region.turned(cosine, -sine);
        this.spacing = spacing;
        this.shift = shift;
    }

    /** Returns the lines as separate segments {@code {x0, y0, x1, y1}}. */
    static List<double[]> lines(Contours region, double angle, double spacing, double shift) {
        Hatch hatch = new Hatch(region, angle, spacing, shift);
        hatch.cut();
        List<double[]> lines = new ArrayList<>(hatch.size);
        for (int i = 0; i < hatch.size; i++) {
            lines.add(hatch.turnedBack(
                    new double[] {hatch.spans[2 * i], hatch.y(i), hatch.spans[2 * i + 1], hatch.y(i)}));
        }
        return lines;
    }

    /** Returns the lines joined in zigzags where the lines of neighbouring rows overlap. */
    static List<double[]> zigzags(Contours region, double angle, double spacing) {
        Hatch hatch = new Hatch(region, angle, spacing, 0);
        hatch.cut();
        return hatch.join();
    }

    private double y(int line) {
        return rows[line] * spacing + shift;
    }

    private void cut() {
        double[] box = region.bounds();
        if (region.isEmpty()) {
            return;
        }
        int low = (int) Math.ceil((box[1] - shift) / spacing);
        int high = (int) Math.floor((box[3] - shift) / spacing);
        if (high < low) {
            return;
        }
        double[][] hits = new double[high - low + 1][];
        int[] counts = new int[hits.length];
        for (int ring = 0; ring < region.ringCount(); ring++) {
            int end = region.start(ring + 1);
            for (int i = region.start(ring), j = end - 1; i < end; j = i++) {
                cross(i, j, low, hits, counts);
            }
        }
        for (int row = 0; row < hits.length; row++) {
            if (counts[row] > 0) {
                Arrays.sort(hits[row], 0, counts[row]);
            }
            for (int k = 0; k + 1 < counts[row]; k += 2) {
                add(hits[row][k], hits[row][k + 1], low + row);
            }
        }
    }

    private void cross(int i, int j, int low, double[][] hits, int[] counts) {
        double bottom = Math.min(region.y(i), region.y(j));
        double top = Math.max(region.y(i), region.y(j));
        int from = (int) Math.ceil((bottom - shift) / spacing);
        for (int row = from; row * spacing + shift < top; row++) {
            double t = (row * spacing + shift - region.y(i)) / (region.y(j) - region.y(i));
            int at = row - low;
            if (at < 0 || at >= hits.length) {
                continue;
            }
            if (hits[at] == null || counts[at] == hits[at].length) {
                hits[at] = hits[at] == null ? new double[4] : Arrays.copyOf(hits[at], 2 * counts[at]);
            }
            hits[at][counts[at]++] = region.x(i) + t * (region.x(j) - region.x(i));
        }
    }

    private void add(double from, double to, int row) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            spans = Arrays.copyOf(spans, 4 * size);
        }
        spans[2 * size] = from;
        spans[2 * size + 1] = to;
        rows[size++] = row;
    }

    private List<double[]> join() {
        List<double[]> chains = new ArrayList<>();
        boolean[] used = new boolean[size];
        for (int start = 0; start < size; start++) {
            if (used[start]) {
                continue;
            }
            double[] chain = new double[8];
            int length = 0;
            int at = start;
            boolean forward = true;
            while (at >= 0) {
                used[at] = true;
                if (length + 4 > chain.length) {
                    chain = Arrays.copyOf(chain, 2 * chain.length);
                }
                chain[length] = spans[2 * at + (forward ? 0 : 1)];
                chain[length + 1] = y(at);
                chain[length + 2] = spans[2 * at + (forward ? 1 : 0)];
                chain[length + 3] = y(at);
                length += 4;
                at = next(at, used);
                forward = !forward;
            }
            chains.add(turnedBack(Arrays.copyOf(chain, length)));
        }
        return chains;
    }

    /** The first free line of the next row that overlaps a line, or -1. */
    private int next(int line, boolean[] used) {
        for (int i = line + 1; i < size && rows[i] <= rows[line] + 1; i++) {
            boolean overlaps = spans[2 * i] < spans[2 * line + 1] && spans[2 * i + 1] > spans[2 * line];
            if (rows[i] == rows[line] + 1 && !used[i] && overlaps) {
                return i;
            }
        }
        return -1;
    }

    private double[] turnedBack(double[] points) {
        for (int i = 0; i < points.length; i += 2) {
            double x = points[i];
            double y = points[i + 1];
            points[i] = cosine * x - sine * y;
            points[i + 1] = sine * x + cosine * y;
        }
        return points;
    }
}
