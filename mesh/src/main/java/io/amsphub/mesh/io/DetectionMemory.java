package io.amsphub.mesh.io;

import java.nio.charset.StandardCharsets;

/**
 * What reading a model and detecting its defects takes, known before it is read, so that a model that would
 * not fit can be refused with the figure instead of running out of memory.
 *
 * <p>The estimate is the number of facets that the file can hold times {@link #BYTES_A_FACET}, plus a fixed
 * part. For binary STL the number is exact. For text it follows from the length: the shortest statement for
 * a facet and its share of the points, where a mesh has about half as many points as facets. For a package
 * it follows from the unfolded size that its directory declares if that is at hand, and else from the usual
 * ratio; either is bounded by the limits.
 *
 * <p>A file made to mislead, such as one that lists the same facet over and over or uses one object a
 * thousand times, can hold more facets than its length suggests. That is why {@link #limits} exists: a
 * reader under these limits stops at the number of facets that the budget pays for, and refuses a mesh with more
 * points than facets when its points do not fit, which only the end of a file tells.
 */
public final class DetectionMemory {

    /**
     * Heap a facet for reading and the whole of detection, as the specification of the engine bounds it, for
     * meshes that have no more points than facets; closed ones have half as many.
     */
    public static final int BYTES_A_FACET = 200;

    /** The part of it that goes with a point. A heap of facets that share none has three points a facet. */
    static final int BYTES_A_POINT = 110;

    /** Heap that does not grow with the model: windows, tables, parser, and the part for young objects. */
    public static final long FIXED_BYTES = 32L << 20;

    private static final long LEAST_FACETS = 2;

    /** The usual unfolded to stored size of a 3MF or AMF model part; real ones lie between 4 and 15. */
    private static final int USUAL_ZIP_RATIO = 16;

    private DetectionMemory() {}

    /**
     * Estimates the heap in bytes, from the start of the file only.
     *
     * @param format as {@link MeshFormat#recognise} says
     * @param fileLength length of the file in bytes
     * @param head the first bytes of the file, at best {@link MeshFormat#HEAD_BYTES}
     */
    public static long bytesNeeded(MeshFormat format, long fileLength, byte[] head) {
        return bytesNeeded(format, fileLength, head, head);
    }

    /**
     * Estimates the heap in bytes, for a package from its directory, which is at its end.
     *
     * @param tail the last bytes of the file, at best 64 KiB
     */
    public static long bytesNeeded(MeshFormat format, long fileLength, byte[] head, byte[] tail) {
        boolean zipped = FormatRecognition.isZip(head);
        long text = zipped ? unfoldedBytes(fileLength, tail) : fileLength;
        long packed = zipped ? fileLength : 0;
        // a file of no facet at all is read too, to say what is wrong with it
        long facets = Math.max(LEAST_FACETS, facetsAtMost(format, text, head));
        return FIXED_BYTES + packed + facets * BYTES_A_FACET;
    }

    /** Returns the heap in bytes for a mesh of which the points are known too: a bound for every mesh. */
    public static long bytesNeeded(int facets, int points) {
        return FIXED_BYTES + (long) (BYTES_A_FACET - BYTES_A_POINT) * facets + (long) BYTES_A_POINT * points;
    }

    /**
     * Returns the limits under which a model fits the budget whatever its file claims.
     *
     * @param budgetBytes heap that reading and detection of one model may take
     * @throws IllegalArgumentException when the budget does not even cover the fixed part
     */
    public static ReadLimits limits(long budgetBytes) {
        if (budgetBytes <= FIXED_BYTES + BYTES_A_FACET) {
            throw new IllegalArgumentException("a budget of " + budgetBytes + " bytes is below the fixed part");
        }
        ReadLimits defaults = ReadLimits.defaults();
        long facets = (budgetBytes - FIXED_BYTES) / BYTES_A_FACET;
        return defaults.withMaxFacets((int) Math.min(facets, defaults.maxFacets()))
                .withMaxHeapBytes(budgetBytes);
    }

    private static long facetsAtMost(MeshFormat format, long bytes, byte[] head) {
        return switch (format) {
            case STL -> isTextStl(head, bytes) ? bytes / 86 : Math.max(0, bytes - 84) / 50;
            // "f 1 2 3" with its line end, indices as long as so many points need, and half a "v 1 2 3"
            case OBJ -> facetsOfIndexedText(bytes, 5, 4);
            case OFF -> facetsOfIndexedText(bytes, 5, 3);
            // one byte for the corner count, three indices of at least two bytes; half a point of three floats
            case PLY -> isTextPly(head) ? facetsOfIndexedText(bytes, 5, 3) : bytes / 13;
            // <triangle><v1>0</v1><v2>0</v2><v3>0</v3></triangle> and half a vertex
            case AMF -> facetsOfIndexedText(bytes, 48, 40);
            // <triangle v1="0" v2="0" v3="0"/> and half a <vertex x="0" y="0" z="0"/>
            case THREE_MF -> facetsOfIndexedText(bytes, 29, 14);
        };
    }

    /** How many facets fit, when each takes a fixed part, three indices, and half a point. */
    private static long facetsOfIndexedText(long bytes, int fixed, int halfPoint) {
        long facets = bytes / (fixed + 3 + halfPoint);
        for (int round = 0; round < 4; round++) {
            int digits = Math.max(1, (int) Math.floor(Math.log10(Math.max(1, facets / 2.0))));
            facets = bytes / (fixed + 3L * digits + halfPoint);
        }
        return facets;
    }

    private static boolean isTextStl(byte[] head, long length) {
        boolean counted = head.length >= 84 && length == 84 + 50 * FormatRecognition.binaryStlCount(head);
        return !counted && !FormatRecognition.looksBinary(head);
    }

    private static boolean isTextPly(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, MeshFormat.HEAD_BYTES), StandardCharsets.ISO_8859_1);
        return start.contains("format ascii");
    }

    private static long unfoldedBytes(long fileLength, byte[] tail) {
        ReadLimits limits = ReadLimits.defaults();
        long declared = ZipDirectory.declaredBytes(tail);
        long usual = fileLength * USUAL_ZIP_RATIO;
        long most = Math.min(limits.maxUnzippedBytes(), Math.max(usual, fileLength * limits.maxZipRatio()));
        return Math.min(most, declared < 0 ? usual : declared);
    }
}
