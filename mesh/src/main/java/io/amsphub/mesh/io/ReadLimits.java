package io.amsphub.mesh.io;

/**
 * What a reader may use at most. A model beyond a limit is refused with the figure (codes
 * {@code MESH-LIM-…}) while it is read, so that memory and time are bounded whatever the file claims.
 *
 * @param maxBytes length of the file in bytes
 * @param maxFacets facets of the flattened mesh; points are bounded by three times as many
 * @param maxZipEntries entries of a zipped package
 * @param maxUnzippedBytes bytes that all parts of a package together unfold to
 * @param maxZipRatio unfolded to stored bytes of a package, looked at after {@link #RATIO_FREE_BYTES}
 */
public record ReadLimits(long maxBytes, int maxFacets, int maxZipEntries, long maxUnzippedBytes, int maxZipRatio) {

    /** Below this many unfolded bytes the ratio is not looked at: small parts can be very regular. */
    public static final long RATIO_FREE_BYTES = 10L << 20;

    /** The longest line of a text format in bytes; no real exporter comes near it. */
    static final int MAX_LINE_BYTES = 1 << 20;

    /** The largest mesh that arrays can hold: three indices a facet. */
    private static final int MOST_FACETS = (Integer.MAX_VALUE - 8) / 3;

    /** Checks that each limit is positive and that arrays can hold the facets. */
    public ReadLimits {
        if (maxBytes <= 0 || maxFacets <= 0 || maxZipEntries <= 0 || maxUnzippedBytes <= 0 || maxZipRatio <= 0) {
            throw new IllegalArgumentException("limits are positive");
        }
        if (maxFacets > MOST_FACETS) {
            throw new IllegalArgumentException("no more than " + MOST_FACETS + " facets fit an array");
        }
    }

    /** Returns limits for a machine with plenty of memory: 4 GiB, 40 million facets, 10 000 entries, ratio 100. */
    public static ReadLimits defaults() {
        return new ReadLimits(4L << 30, 40_000_000, 10_000, 4L << 30, 100);
    }

    /** Returns these limits with another number of facets. */
    public ReadLimits withMaxFacets(int facets) {
        return new ReadLimits(maxBytes, facets, maxZipEntries, maxUnzippedBytes, maxZipRatio);
    }

    /** Returns these limits with another length of the file. */
    public ReadLimits withMaxBytes(long bytes) {
        return new ReadLimits(bytes, maxFacets, maxZipEntries, maxUnzippedBytes, maxZipRatio);
    }

    /** Returns the most points that a mesh under these limits has: three a facet, as in a soup. */
    int maxPoints() {
        return Math.min(MOST_FACETS, (int) Math.min(Integer.MAX_VALUE, 3L * maxFacets));
    }
}
