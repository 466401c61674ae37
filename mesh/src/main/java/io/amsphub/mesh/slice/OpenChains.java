package io.amsphub.mesh.slice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chains of segments that do not close because the mesh is broken there. Ends are joined nearest first as
 * long as the gap is at most {@link #WIDEST_GAP_MM}; a chain may be turned over, for facets that face the
 * wrong way. What stays open bounds nothing and is dropped.
 */
final class OpenChains {

    /** The widest gap that is closed, in mm; the figure that PrusaSlicer uses. */
    private static final double WIDEST_GAP_MM = 2;

    private final List<double[]> chains = new ArrayList<>();

    void add(RingTidy chain) {
        double[] points = chain.points();
        if (points.length >= 4) {
            chains.add(points);
        }
    }

    boolean isEmpty() {
        return chains.isEmpty();
    }

    /** Closes what can be closed and adds it to the rings. */
    void closeInto(RingBuilder rings) {
        int ends = 2 * chains.size();
        int[] partner = partners(ends);
        boolean[] used = new boolean[chains.size()];
        for (int c = 0; c < chains.size(); c++) {
            if (!used[c]) {
                walk(c, partner, used, rings);
            }
        }
    }

    /** End 2c is the first point of chain c, end 2c + 1 its last. Each end gets its nearest free partner. */
    private int[] partners(int ends) {
        Integer[] byX = new Integer[ends];
        Arrays.setAll(byX, i -> i);
        Arrays.sort(byX, (p, q) -> Double.compare(x(p), x(q)));
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < ends; i++) {
            int nearby = 0;
            for (int j = i + 1; j < ends && x(byX[j]) - x(byX[i]) <= WIDEST_GAP_MM && nearby < 64; j++) {
                double gap = Plane.length(x(byX[j]) - x(byX[i]), y(byX[j]) - y(byX[i]));
                if (gap <= WIDEST_GAP_MM) {
                    boolean turned = (byX[i] & 1) == (byX[j] & 1);
                    pairs.add(new double[] {gap + (turned ? 1e-3 : 0), byX[i], byX[j]});
                    nearby++;
                }
            }
        }
        pairs.sort((p, q) -> Arrays.compare(p, q));
        int[] partner = new int[ends];
        Arrays.fill(partner, -1);
        for (double[] pair : pairs) {
            int p = (int) pair[1];
            int q = (int) pair[2];
            if (partner[p] < 0 && partner[q] < 0) {
                partner[p] = q;
                partner[q] = p;
            }
        }
        return partner;
    }

    private void walk(int start, int[] partner, boolean[] used, RingBuilder rings) {
        List<Integer> order = new ArrayList<>();
        int enter = 2 * start;
        boolean closed = false;
        while (!closed && enter >= 0 && !used[enter >> 1]) {
            used[enter >> 1] = true;
            order.add(enter);
            enter = partner[enter ^ 1];
            closed = enter == 2 * start;
        }
        if (!closed) {
            return;
        }
        RingTidy tidy = new RingTidy();
        for (int end : order) {
            double[] chain = chains.get(end >> 1);
            for (int i = 0; i < chain.length; i += 2) {
                int at = (end & 1) == 0 ? i : chain.length - 2 - i;
                tidy.add(chain[at], chain[at + 1]);
            }
        }
        tidy.copyTo(rings);
    }

    private double x(int end) {
        double[] chain = chains.get(end >> 1);
        return (end & 1) == 0 ? chain[0] : chain[chain.length - 2];
    }

    private double y(int end) {
        double[] chain = chains.get(end >> 1);
        return (end & 1) == 0 ? chain[1] : chain[chain.length - 1];
    }
}
