package io.amsphub.mesh.slice;

import java.util.Arrays;

/**
 * Builds rings from the boundaries of slabs. At each height the ends of pieces from below and above are
 * sorted by x and joined in pairs: between the two ends of a pair exactly one side is inside, so the
 * horizontal line between them is boundary. Each end gets one partner, and all rings close.
 */
final class SweepOutput {

    private static final int NONE = -1;

    private double[] piece = new double[64];
    private int[] links = new int[32];
    private boolean[] left = new boolean[16];
    private int pieces;

    private int[] pieceBelow = new int[16];
    private int below;
    private int[] pieceHere = new int[16];
    private int here;
    private double bottom;
    private double top;
    private double lastTop = Double.NaN;

    private int[] endOf = new int[32];

    void begin(double from, double to) {
        bottom = from;
        top = to;
        here = 0;
        if (from != lastTop) {
            join();
        }
    }

    /**
     * Adds a piece of boundary; {@code enters} when the inside is to its right. Pieces come from left to
     * right; one that rounding puts before its neighbour is moved onto it, so that ends keep their order.
     */
    void boundary(double low, double high, boolean enters) {
        if (here == pieceHere.length) {
            pieceHere = Arrays.copyOf(pieceHere, 2 * here);
        }
        double left = here == 0 ? low : Math.max(low, piece[4 * pieceHere[here - 1]]);
        double right = here == 0 ? high : Math.max(high, piece[4 * pieceHere[here - 1] + 2]);
        pieceHere[here++] = newPiece(left, right, enters);
    }

    void end() {
        join();
        int[] numbers = pieceBelow;
        pieceBelow = pieceHere;
        below = here;
        pieceHere = numbers;
        here = 0;
        lastTop = top;
    }

    Contours finish() {
        here = 0;
        join();
        below = 0;
        return trace();
    }

    private int newPiece(double low, double high, boolean enters) {
        if (pieces == left.length) {
            piece = Arrays.copyOf(piece, 8 * pieces);
            links = Arrays.copyOf(links, 4 * pieces);
            left = Arrays.copyOf(left, 2 * pieces);
        }
        piece[4 * pieces] = low;
        piece[4 * pieces + 1] = bottom;
        piece[4 * pieces + 2] = high;
        piece[4 * pieces + 3] = top;
        links[2 * pieces] = NONE;
        links[2 * pieces + 1] = NONE;
        left[pieces] = enters;
        return pieces++;
    }

    /** Joins the upper ends of the pieces below (odd ends) with the lower ends of those here (even ends). */
    private void join() {
        int total = below + here;
        if (endOf.length < total) {
            endOf = new int[2 * total];
        }
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < below || j < here) {
            double a = i < below ? piece[4 * pieceBelow[i] + 2] : Double.POSITIVE_INFINITY;
            double b = j < here ? piece[4 * pieceHere[j]] : Double.POSITIVE_INFINITY;
            boolean takeBelow = (a <= b && i < below) || j >= here;
            endOf[size++] = takeBelow ? 2 * pieceBelow[i++] + 1 : 2 * pieceHere[j++];
        }
        for (int e = 0; e + 1 < size; e += 2) {
            links[endOf[e]] = endOf[e + 1];
            links[endOf[e + 1]] = endOf[e];
        }
        below = 0;
    }

    private Contours trace() {
        RingBuilder rings = new RingBuilder();
        boolean[] used = new boolean[pieces];
        RingTidy tidy = new RingTidy();
        for (int start = 0; start < pieces; start++) {
            if (used[start]) {
                continue;
            }
            tidy.clear();
            int at = start;
            int enter = left[start] ? 2 * start + 1 : 2 * start;
            do {
                used[at] = true;
                tidy.add(piece[4 * at + (enter & 1) * 2], piece[4 * at + (enter & 1) * 2 + 1]);
                int leave = enter ^ 1;
                tidy.add(piece[4 * at + (leave & 1) * 2], piece[4 * at + (leave & 1) * 2 + 1]);
                enter = links[leave];
                at = enter >> 1;
            } while (at != start && !used[at]);
            tidy.copyTo(rings);
        }
        return rings.build();
    }
}
