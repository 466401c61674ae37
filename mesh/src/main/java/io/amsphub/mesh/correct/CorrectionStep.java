package io.amsphub.mesh.correct;

/**
 * One step of a correction that changed something.
 *
 * @param kind what was done
 * @param count how often: facets, points, edges, holes or shells, as the kind says
 * @param measure the size that goes with it, in {@code unit}; NaN when there is none
 * @param unit {@code mm}, {@code mm2}, {@code mm3}, or empty
 * @param note what a number cannot say, in one English sentence; may be empty
 */
public record CorrectionStep(Kind kind, long count, double measure, String unit, String note) {

    /** What a step does. The names are stable. */
    public enum Kind {
        /** Points with equal coordinates became one; counts points. */
        WELD,
        /** Facets with a repeated corner or without area were dropped; counts facets. */
        DROP_DEGENERATE,
        /** Repeated facets were dropped; counts facets. */
        DROP_DUPLICATE,
        /** Open edges closer than the tolerance were joined; counts points, measures the largest move. */
        JOIN_CRACKS,
        /** Edges with more than two facets were taken apart; counts edges. */
        SPLIT_EDGES,
        /** Points where surfaces touch were taken apart; counts points. */
        SPLIT_VERTICES,
        /** Facets were turned over to agree with their neighbours; counts facets. */
        ORIENT,
        /** Shells were turned inside out; counts shells. */
        INVERT,
        /** Holes were filled; counts holes, measures the area of the fills. */
        FILL_HOLES,
        /** Shells too small to be meant were removed; counts shells, measures the largest. */
        REMOVE_NOISE,
        /** Intersections were resolved into one solid; counts intersecting pairs. */
        RESOLVE_INTERSECTIONS,
        /** The surface was replaced by a watertight wrap; counts facets, measures the deviation. */
        WRAP
    }

    /** Returns a step without a size. */
    public static CorrectionStep counted(Kind kind, long count) {
        return new CorrectionStep(kind, count, Double.NaN, "", "");
    }
}
