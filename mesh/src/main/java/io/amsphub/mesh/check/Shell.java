package io.amsphub.mesh.check;

/**
 * One component of the surface and what it is good for.
 *
 * @param role what it bounds
 * @param firstFacet its facet with the lowest number
 * @param facets how many facets it has
 * @param openEdges edges with one facet; 0 for a closed shell
 * @param volumeMm3 signed volume over the origin; meaningless for an open shell
 * @param areaMm2 area
 * @param diagonalMm diagonal of its box
 */
public record Shell(
        Role role, int firstFacet, int facets, int openEdges, double volumeMm3, double areaMm2, double diagonalMm) {

    /** What a shell bounds, by winding number and not by its signed volume alone. */
    public enum Role {
        /** Material inside, nothing outside. */
        SOLID,
        /** A cavity within material. */
        CAVITY,
        /** Faces the wrong way: its inside would have a negative winding number. */
        INVERTED,
        /** Lies within material and has material on both sides. */
        INTERNAL,
        /** Meets another shell, so that its inside is not its own. */
        OVERLAPPING,
        /** Has open edges. */
        OPEN,
        /** Closed, but its facets do not agree on an outside. */
        CONTRADICTORY,
        /** Closed and without volume. */
        SHEET,
        /** Far too small to be meant. */
        NOISE
    }
}
