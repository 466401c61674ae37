package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.Plane;
import io.amsphub.mesh.topology.DisjointSets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Joins the lines of sparse infill along the boundary of their region: shortest stretches first, none longer
 * than the limit, each end once, no line with itself. Ends that stay free get an anchor along the boundary.
 */
final class LineLinks {

    private final Contours region;
    private final List<double[]> lines;
    private final double longest;
    private final double anchor;

    /** By end (2·line + 0 or 1): ring, segment and length along the ring. */
    private final int[] ringOf;

    private final int[] pointOf;
    private final double[] along;

    /** By end: the end it is joined with, or -1; and whether the stretch runs forward from it. */
    private final int[] partner;

    private final boolean[] forward;

    private LineLinks(Contours region, List<double[]> lines, double longest, double anchor) {
        this.region = region;
        this.lines = lines;
        this.longest = longest;
        this.anchor = anchor;
        int ends = 2 * lines.size();
        ringOf = new int[ends];
        pointOf = new int[ends];
        along = new double[ends];
        partner = new int[ends];
        forward = new boolean[ends];
        Arrays.fill(partner, -1);
    }

    /** Returns lines joined to longer ones. */
    static List<double[]> join(Contours region, List<double[]> lines, double longest, double anchor) {
        if (lines.isEmpty() || longest <= 0) {
            return lines;
        }
        LineLinks links = new LineLinks(region, lines, longest, anchor);
        links.locate();
        links.match();
        return links.walk();
    }

    /** Finds where the ends lie on the boundary, with a grid of the segments. */
    private void locate() {
        SegmentGrid grid = new SegmentGrid(region);
        double[] start = grid.lengths();
        for (int end = 0; end < ringOf.length; end++) {
            double[] line = lines.get(end >> 1);
            double x = line[2 * (end & 1)];
            double y = line[2 * (end & 1) + 1];
            int segment = grid.nearest(x, y);
            ringOf[end] = grid.ring(segment);
            pointOf[end] = segment;
            along[end] = start[segment] + Plane.length(x - region.x(segment), y - region.y(segment));
        }
    }

    private void match() {
        int ends = ringOf.length;
        Integer[] order = new Integer[ends];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order, Comparator.comparingInt((Integer e) -> ringOf[e]).thenComparingDouble((Integer e) -> along[e]));
        List<double[]> stretches = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < ends; i++) {
            boolean last = i + 1 == ends || ringOf[order[i + 1]] != ringOf[order[i]];
            int next = order[last ? first : i + 1];
            double length = along[next] - along[order[i]] + (last ? region.ringLength(ringOf[order[i]]) : 0);
            if (next != order[i] && length <= longest) {
                stretches.add(new double[] {length, order[i], next});
            }
            if (last) {
                first = i + 1;
            }
        }
        stretches.sort((p, q) -> Arrays.compare(p, q));
        DisjointSets joined = new DisjointSets(lines.size());
        for (double[] stretch : stretches) {
            int p = (int) stretch[1];
            int q = (int) stretch[2];
            if (partner[p] < 0 && partner[q] < 0 && joined.union(p >> 1, q >> 1)) {
                partner[p] = q;
                partner[q] = p;
                forward[p] = true;
            }
        }
    }

    private List<double[]> walk() {
        List<double[]> chains = new ArrayList<>();
        boolean[] used = new boolean[lines.size()];
        for (int end = 0; end < partner.length; end++) {
            if (used[end >> 1] || partner[end] >= 0) {
                continue;
            }
            Polyline chain = new Polyline();
            int enter = end;
            hook(chain, end, true);
            while (enter >= 0) {
                used[enter >> 1] = true;
                add(chain, enter);
                int leave = enter ^ 1;
                add(chain, leave);
                enter = partner[leave];
                if (enter >= 0) {
                    stretch(chain, leave, enter);
                } else {
                    hook(chain, leave, false);
                }
            }
            chains.add(chain.points());
        }
        return chains;
    }

    private void add(Polyline chain, int end) {
        double[] line = lines.get(end >> 1);
        chain.add(line[2 * (end & 1)], line[2 * (end & 1) + 1]);
    }

    /** Adds the points of the boundary between two ends. */
    private void stretch(Polyline chain, int from, int to) {
        int begin = region.start(ringOf[from]);
        int n = region.start(ringOf[from] + 1) - begin;
        int a = pointOf[from] - begin;
        int b = pointOf[to] - begin;
        if (forward[from]) {
            int steps = (b - a + n) % n;
            steps = steps == 0 && along[to] < along[from] ? n : steps;
            for (int i = 1; i <= steps; i++) {
                chain.add(region.x(begin + (a + i) % n), region.y(begin + (a + i) % n));
            }
        } else {
            int steps = (a - b + n) % n;
            steps = steps == 0 && along[to] > along[from] ? n : steps;
            for (int i = 0; i < steps; i++) {
                chain.add(region.x(begin + (a - i + n) % n), region.y(begin + (a - i + n) % n));
            }
        }
    }

    /** Adds an anchor: a short piece along the boundary, straight, before or after an end. */
    private void hook(Polyline chain, int end, boolean before) {
        int p = pointOf[end];
        int begin = region.start(ringOf[end]);
        int n = region.start(ringOf[end] + 1) - begin;
        int next = begin + (p - begin + 1) % n;
        double dx = region.x(next) - region.x(p);
        double dy = region.y(next) - region.y(p);
        double length = Plane.length(dx, dy);
        double[] line = lines.get(end >> 1);
        double x = line[2 * (end & 1)];
        double y = line[2 * (end & 1) + 1];
        if (length == 0 || anchor <= 0) {
            return;
        }
        if (before) {
            chain.add(x + dx / length * anchor, y + dy / length * anchor);
        } else {
            chain.add(x - dx / length * anchor, y - dy / length * anchor);
        }
    }
}
