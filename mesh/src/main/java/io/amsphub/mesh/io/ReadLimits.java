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
 * @param maxHeapBytes heap that detecting the mesh may take, looked at when its points are known
 */
public record ReadLimits(
        long maxBytes, int maxFacets, int maxZipEntries, long maxUnzippedBytes, int maxZipRatio, long maxHeapBytes) {

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

    /** Makes limits of which none is about memory. */
    public ReadLimits(long maxBytes, int maxFacets, int maxZipEntries, long maxUnzippedBytes, int maxZipRatio) {
        this(maxBytes, maxFacets, maxZipEntries, maxUnzippedBytes, maxZipRatio, Long.MAX_VALUE);
    }

    /** Returns limits for a machine with plenty of memory: 4 GiB, 40 million facets, 10 000 entries, ratio 100. */
    public static ReadLimits defaults() {
        return new ReadLimits(4L << 30, 40_000_000, 10_000, 4L << 30, 100);
    }

    /** Returns these limits with another number of facets. */
    public ReadLimits withMaxFacets(int facets) {
        return new ReadLimits(maxBytes, facets, maxZipEntries, maxUnzippedBytes, maxZipRatio, maxHeapBytes);
    }

    /** Returns these limits with another length of the file. */
    public ReadLimits withMaxBytes(long bytes) {
        return new ReadLimits(bytes, maxFacets, maxZipEntries, maxUnzippedBytes, maxZipRatio, maxHeapBytes);
    }

    /** Returns these limits with another bound of the heap that detecting the mesh may take. */
    public ReadLimits withMaxHeapBytes(long bytes) {
        return new ReadLimits(maxBytes, maxFacets, maxZipEntries, maxUnzippedBytes, maxZipRatio, bytes);
    }

    /** Returns the most points that a mesh under these limits has: three a facet, as in a soup, if there is memory. */
    int maxPoints() {
        long soup = Math.min(MOST_FACETS, 3L * maxFacets);
        return (int) Math.min(soup, Math.max(12, maxHeapBytes / DetectionMemory.BYTES_A_POINT));
    }
}
