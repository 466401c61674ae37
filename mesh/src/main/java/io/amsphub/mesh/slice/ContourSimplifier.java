package io.amsphub.mesh.slice;

import java.util.Arrays;

/** Leaves out points of rings that lie within a tolerance of the line between others (Douglas and Peucker 1973). */
public final class ContourSimplifier {

    private ContourSimplifier() {}

    /**
     * Returns rings with fewer points.
     *
     * @param rings the region
     * @param toleranceMm how far a dropped point may lie from the line that replaces it
     */
    public static Contours simplify(Contours rings, double toleranceMm) {
        RingBuilder result = new RingBuilder();
        boolean[] kept = new boolean[rings.pointCount()];
        for (int ring = 0; ring < rings.ringCount(); ring++) {
            int from = rings.start(ring);
            int last = rings.start(ring + 1) - 1;
            int far = farthestFrom(rings, from, last);
            kept[from] = true;
            kept[far] = true;
            mark(rings, from, far, from, last + 1, kept, toleranceMm);
            mark(rings, far, last + 1, from, last + 1, kept, toleranceMm);
            for (int p = from; p <= last; p++) {
                if (kept[p]) {
                    result.add(rings.x(p), rings.y(p));
                }
            }
            result.close();
        }
        return result.build();
    }

    private static int farthestFrom(Contours rings, int from, int last) {
        int far = from;
        double most = -1;
        for (int p = from; p <= last; p++) {
            double distance = Plane.length(rings.x(p) - rings.x(from), rings.y(p) - rings.y(from));
            if (distance > most) {
                most = distance;
                far = p;
            }
        }
        return far;
    }

    /** Keeps what is needed between two kept points; {@code last}, one past the ring, stands for its first. */
    private static void mark(Contours rings, int a, int b, int first, int last, boolean[] kept, double tolerance) {
        int[] stack = new int[128];
        int depth = 0;
        stack[depth++] = a;
        stack[depth++] = b;
        while (depth > 0) {
            int to = stack[--depth];
            int from = stack[--depth];
            int split = farthestBetween(rings, from, to, first, last, tolerance);
            if (split < 0) {
                continue;
            }
            kept[split] = true;
            if (depth + 4 > stack.length) {
                stack = Arrays.copyOf(stack, 2 * stack.length);
            }
            stack[depth++] = from;
            stack[depth++] = split;
            stack[depth++] = split;
            stack[depth++] = to;
        }
    }

    private static int farthestBetween(Contours rings, int from, int to, int first, int last, double tolerance) {
        int target = to == last ? first : to;
        double ax = rings.x(from);
        double ay = rings.y(from);
        double bx = rings.x(target) - ax;
        double by = rings.y(target) - ay;
        double length = bx * bx + by * by;
        double most = tolerance * tolerance;
        int split = -1;
        for (int p = from + 1; p < to; p++) {
            double px = rings.x(p) - ax;
            double py = rings.y(p) - ay;
            double t = length == 0 ? 0 : Math.max(0, Math.min(1, (px * bx + py * by) / length));
            double dx = px - t * bx;
            double dy = py - t * by;
            double distance = dx * dx + dy * dy;
            if (distance > most) {
                most = distance;
                split = p;
            }
        }
        return split;
    }
}
