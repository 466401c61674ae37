package io.amsphub.mesh.correct;

import java.util.Locale;

/**
 * What correcting a mesh takes, known before it starts, so that a mesh that would not fit is left alone with the
 * figure instead of running out of memory.
 *
 * <p>The local steps, the result in a file and its proof take a share a facet and a point. Making one solid of what crosses
 * takes a share for each pair of facets that meet, whose number is known when they have been found and then held
 * against what the budget leaves. Measured on shapes that are hard on memory ({@code docs/benchmarks.md}).
 */
public final class CorrectionMemory {

    /** Heap a facet, the mesh itself included; closed ones of half as many points take no more than 300 together. */
    static final int BYTES_A_FACET = 250;

    /** Heap a point. Facets that share no points and are all torn have three each, and as many open edges. */
    static final int BYTES_A_POINT = 320;

    /** Heap that does not grow with the mesh, the part for young objects included. */
    public static final long FIXED_BYTES = 32L << 20;

    /** Heap for a pair of facets that meet: exact points, pieces, and the surface that comes of them. */
    public static final int BYTES_A_PAIR = 4000;

    private static final double MIB = 1 << 20;

    private CorrectionMemory() {}

    /** Returns the heap in bytes for a mesh in which nothing crosses. */
    public static long bytesNeeded(long facets, long points) {
        return FIXED_BYTES + facets * BYTES_A_FACET + points * BYTES_A_POINT;
    }

    /** Returns the heap in bytes for a mesh in which so many pairs of facets meet. */
    public static long bytesNeeded(long facets, long points, long pairs) {
        return bytesNeeded(facets, points) + pairs * BYTES_A_PAIR;
    }

    /** Returns for how many pairs of facets that meet there is memory. */
    static long pairs(long bytesLeft) {
        return bytesLeft / BYTES_A_PAIR;
    }

    static String refusal(String what, long needed, long budget) {
        return String.format(
                Locale.ROOT,
                "%s takes up to %.0f MiB of memory, %.0f MiB are at hand; nothing was done.",
                what,
                needed / MIB,
                budget / MIB);
    }
}
