package io.amsphub.mesh.slice;

import java.util.Arrays;

/**
 * Set operations on plane regions by a sweep over horizontal slabs between which no edge begins or ends.
 *
 * <p>Inside a slab the edges are ordered; where two cross, the slab is cut at the crossing, down to
 * {@link #LEAST_SLAB_MM}. The boundary comes from the windings between the edges, so that any input, with
 * rings that cross, touch or repeat, gives closed rings: an error of rounding is a sliver thinner than the
 * least slab, never an open ring. Cost: O((n + k)·m) for n points, k crossings and m edges on a line.
 */
public final class PolygonSweep {

    /** Slabs are not cut below this height, in mm; a hundredth of what a machine resolves. */
    private static final double LEAST_SLAB_MM = 1e-4;

    /** Edges closer than this, in mm, count as ordered either way. */
    private static final double TIE_MM = 1e-6;

    private final SweepEdges edges;
    private final Rule rule;
    private final SweepOutput output = new SweepOutput();
    private int[] active = new int[16];
    private double[] low = new double[16];
    private double[] high = new double[16];
    private int count;

    /** Whether a place with these windings around the first and second operand belongs to the result. */
    @FunctionalInterface
    private interface Rule {
        boolean inside(int first, int second);
    }

    private PolygonSweep(SweepEdges edges, Rule rule) {
        this.edges = edges;
        this.rule = rule;
    }

    /** Returns where the winding is not zero: the union of rings of either sense. */
    public static Contours nonZero(Contours rings) {
        return run(rings, Contours.EMPTY, (a, b) -> a != 0);
    }

    /** Returns where the winding is odd. */
    public static Contours evenOdd(Contours rings) {
        return run(rings, Contours.EMPTY, (a, b) -> (a & 1) != 0);
    }

    /** Returns where the winding is positive: the union of counter-clockwise rings. */
    public static Contours positive(Contours rings) {
        return run(rings, Contours.EMPTY, (a, b) -> a > 0);
    }

    /** Returns what is in either region. */
    public static Contours union(Contours a, Contours b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        if (a.equals(b)) {
            return a;
        }
        return run(a, b, (first, second) -> first > 0 || second > 0);
    }

    /** Returns what is in both regions. */
    public static Contours intersection(Contours a, Contours b) {
        if (a.isEmpty() || b.isEmpty() || apart(a.bounds(), b.bounds())) {
            return Contours.EMPTY;
        }
        if (a.equals(b)) {
            return a;
        }
        return run(a, b, (first, second) -> first > 0 && second > 0);
    }

    /** Returns what is in the first region and not in the second. */
    public static Contours difference(Contours a, Contours b) {
        if (a.isEmpty() || b.isEmpty() || apart(a.bounds(), b.bounds())) {
            return a;
        }
        if (a.equals(b)) {
            return Contours.EMPTY;
        }
        return run(a, b, (first, second) -> first > 0 && second <= 0);
    }

    private static boolean apart(double[] a, double[] b) {
        return a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3];
    }

    private static Contours run(Contours a, Contours b, Rule rule) {
        if (a.isEmpty() && b.isEmpty()) {
            return Contours.EMPTY;
        }
        return new PolygonSweep(SweepEdges.of(a, b), rule).sweep();
    }

    private Contours sweep() {
        double[] levels = edges.levels();
        int next = 0;
        for (int i = 0; i + 1 < levels.length; i++) {
            retire(levels[i]);
            while (next < edges.size() && edges.bottom(next) <= levels[i]) {
                admit(next++);
            }
            slab(levels[i], levels[i + 1]);
        }
        return output.finish();
    }

    private void retire(double y) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (edges.top(active[i]) > y) {
                active[kept++] = active[i];
            }
        }
        count = kept;
    }

    private void admit(int edge) {
        if (count == active.length) {
            active = Arrays.copyOf(active, 2 * count);
            low = new double[2 * count];
            high = new double[2 * count];
        }
        active[count++] = edge;
    }

    /** Cuts a slab at crossings and hands on pieces without any. */
    private void slab(double bottom, double top) {
        double from = bottom;
        while (from < top) {
            double to = top;
            order(from, to);
            int guard = 0;
            while (to - from > LEAST_SLAB_MM && guard++ < 64) {
                double cut = crossing(from, to);
                if (cut >= to) {
                    break;
                }
                to = cut;
                order(from, to);
            }
            emit(from, to);
            from = to;
        }
    }

    /** Sorts the active edges by their middle between two heights. */
    private void order(double from, double to) {
        for (int i = 0; i < count; i++) {
            low[i] = edges.xAt(active[i], from);
            high[i] = edges.xAt(active[i], to);
        }
        for (int i = 1; i < count; i++) {
            int edge = active[i];
            double a = low[i];
            double b = high[i];
            int j = i - 1;
            while (j >= 0 && low[j] + high[j] > a + b) {
                active[j + 1] = active[j];
                low[j + 1] = low[j];
                high[j + 1] = high[j];
                j--;
            }
            active[j + 1] = edge;
            low[j + 1] = a;
            high[j + 1] = b;
        }
    }

    /** Returns the lowest height at which two neighbours change sides, or {@code to} when none do. */
    private double crossing(double from, double to) {
        double lowest = to;
        for (int i = 0; i + 1 < count; i++) {
            double below = low[i + 1] - low[i];
            double above = high[i + 1] - high[i];
            if (below < -TIE_MM || above < -TIE_MM) {
                double at = from + (to - from) * below / (below - above);
                lowest = Math.min(lowest, Math.max(at, from + LEAST_SLAB_MM));
            }
        }
        return lowest;
    }

    private void emit(double from, double to) {
        output.begin(from, to);
        int first = 0;
        int second = 0;
        boolean inside = false;
        for (int i = 0; i < count; i++) {
            int edge = active[i];
            if (edges.ofSecond(edge)) {
                second += edges.winding(edge);
            } else {
                first += edges.winding(edge);
            }
            boolean now = rule.inside(first, second);
            if (now != inside) {
                output.boundary(low[i], high[i], now);
                inside = now;
            }
        }
        output.end();
    }
}
