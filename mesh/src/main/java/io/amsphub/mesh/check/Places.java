package io.amsphub.mesh.check;

import java.util.Arrays;

/**
 * Where a finding is: a bounded list of indices into the mesh that was examined.
 *
 * <p>Facets are numbered as in {@code TriangleMesh.facets()}, points as in {@code
 * TriangleMesh.points()}; both start at 0. An edge is given by its two points and a pair of facets
 * by both facets, lower index first. Where points were not joined in the source, the point with the lowest index stands
 * for all with the same coordinates.
 *
 * @param kind what the indices number
 * @param indices {@code kind.width()} integers for each place; owned by this record, not to be written
 * @param complete whether every place is listed; false when the list was cut at its bound
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Places(Kind kind, int[] indices, boolean complete) {

    private static final Places NONE = new Places(Kind.FACET, new int[0], true);

    /** What a place is. */
    public enum Kind {
        /** One facet index. */
        FACET(1),
        /** Two facet indices. */
        FACET_PAIR(2),
        /** Two point indices. */
        EDGE(2),
        /** One point index. */
        POINT(1);

        private final int width;

        Kind(int width) {
            this.width = width;
        }

        /** Returns the number of integers that one place takes. */
        public int width() {
            return width;
        }
    }

    /** Checks that the indices come in whole places. */
    public Places {
        if (indices.length % kind.width() != 0) {
            throw new IllegalArgumentException("a place of kind " + kind + " takes " + kind.width() + " indices");
        }
    }

    /** Returns the list of a finding that has no place, such as a size in doubt. */
    public static Places none() {
        return NONE;
    }

    /** Returns the number of places listed. */
    public int size() {
        return indices.length / kind.width();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Places that
                && kind == that.kind
                && complete == that.complete
                && Arrays.equals(indices, that.indices);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind.hashCode() + Arrays.hashCode(indices)) + Boolean.hashCode(complete);
    }

    @Override
    public String toString() {
        return size() + (complete ? " " : " or more ") + kind;
    }
}
