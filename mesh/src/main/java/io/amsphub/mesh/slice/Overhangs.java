package io.amsphub.mesh.slice;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What of a layer hangs over air, and whether straight threads can bridge it. */
public final class Overhangs {

    /** Threads are tried in this many directions. */
    private static final int DIRECTIONS = 4;

    /** Threads are tried this far apart, in mm, but at least {@link #LEAST_THREADS} times. */
    private static final double APART_MM = 0.5;

    private static final int LEAST_THREADS = 8;

    /** How far beyond the overhang a thread has to find ground, in mm. */
    private static final double ANCHOR_MM = 0.5;

    /** The share of threads that have to be held at both ends. */
    private static final double HELD = 0.9;

    private Overhangs() {}

    /**
     * Returns what is farther outside the layer below than an angle allows.
     *
     * @param slice the layer
     * @param below the layer below it
     * @param reachMm how far a layer may reach out over the one below: its height over the tangent of the
     *     least angle from the horizontal that builds without support
     */
    public static Contours of(Contours slice, Contours below, double reachMm) {
        return PolygonSweep.difference(slice, PolygonOffset.of(below, reachMm));
    }

    /** Returns whether in some direction nearly all threads across a region end on ground on both sides. */
    public static boolean bridged(Contours region, Contours below) {
        for (int k = 0; k < DIRECTIONS; k++) {
            double angle = Math.PI * k / DIRECTIONS;
            if (held(region.turned(Math.cos(angle), Math.sin(angle)), below.turned(Math.cos(angle), Math.sin(angle)))) {
                return true;
            }
        }
        return false;
    }

    /** Tries threads along X. */
    private static boolean held(Contours region, Contours below) {
        double[] box = region.bounds();
        int threads = (int) Math.max(LEAST_THREADS, Math.min(200, (box[3] - box[1]) / APART_MM));
        int all = 0;
        int good = 0;
        for (int i = 0; i < threads; i++) {
            double y = box[1] + (i + 0.5) * (box[3] - box[1]) / threads;
            double[] ends = crossings(region, y);
            for (int k = 0; k + 1 < ends.length; k += 2) {
                all++;
                boolean from = Islands.contains(below, ends[k] - ANCHOR_MM, y);
                good += from && Islands.contains(below, ends[k + 1] + ANCHOR_MM, y) ? 1 : 0;
            }
        }
        return all > 0 && good >= HELD * all;
    }

    private static double[] crossings(Contours region, double y) {
        return IntStream.range(0, region.ringCount())
                .boxed()
                .flatMapToDouble(ring -> ringCrossings(region, ring, y))
                .sorted()
                .toArray();
    }

    private static DoubleStream ringCrossings(Contours region, int ring, double y) {
        int from = region.start(ring);
        int n = region.start(ring + 1) - from;
        return IntStream.range(0, n)
                .filter(i -> region.y(from + i) > y != region.y(from + (i + 1) % n) > y)
                .mapToDouble(i -> {
                    int p = from + i;
                    int q = from + (i + 1) % n;
                    return region.x(p) + (region.x(q) - region.x(p)) * (y - region.y(p)) / (region.y(q) - region.y(p));
                });
    }
}
