package io.amsphub.mesh.check;

/**
 * What a finding is about. The names are stable: clients and reports key on them.
 *
 * <p>The order is that of the report: what makes a mesh unreadable first, what is merely worth
 * knowing last.
 */
public enum FindingKind {
    /** No facet at all. */
    EMPTY("no facets"),
    /** The facets do not bound a volume without doubt. */
    NOT_A_SOLID("does not bound a volume"),
    /** Two corners of a facet are the same point. */
    DEGENERATE_FACET("facets with a repeated corner"),
    /** Three different corners on one line, decided exactly. */
    COLLINEAR_FACET("facets without area"),
    /** Needles and caps: height below the tolerance of the model, but not zero. */
    NEEDLE_FACET("needle-like facets"),
    /** The corners of another facet again, in the same or the opposite winding. */
    DUPLICATE_FACET("duplicate facets"),
    /** Points with bit-equal coordinates that the source holds more than once. */
    UNWELDED_POINT("points not joined"),
    /** Open edges that lie closer together than the tolerance without sharing points. */
    CRACK("cracks"),
    /** An edge with one facet. */
    OPEN_EDGE("open edges"),
    /** A closed loop of open edges. */
    HOLE("holes"),
    /** An edge with more than two facets. */
    NON_MANIFOLD_EDGE("edges with more than two facets"),
    /** A point whose facets form several fans. */
    NON_MANIFOLD_VERTEX("points where surfaces touch"),
    /** An edge whose two facets run through it in the same direction. */
    INCONSISTENT_WINDING("edges between opposite windings"),
    /** A shell that faces inward where it should face outward, or a cavity that faces outward. */
    INVERTED_SHELL("inverted shells"),
    /** Two facets of one shell that meet other than in a shared edge or corner. */
    SELF_INTERSECTION("self-intersections"),
    /** Two facets of different shells that meet. */
    SHELL_INTERSECTION("intersections between shells"),
    /** Shells that share volume. */
    OVERLAPPING_SHELLS("overlapping shells"),
    /** A shell that lies within the material of another and bounds nothing. */
    INTERNAL_SHELL("internal shells"),
    /** A shell that is far too small to be meant. */
    NOISE_SHELL("noise shells"),
    /** A shell, or a part of one, that encloses no volume. */
    ZERO_THICKNESS("sheets without thickness"),
    /** A cavity that is closed on all sides. */
    CLOSED_CAVITY("closed cavities"),
    /** A size that is implausible in millimetres. */
    UNIT_DOUBT("implausible size"),
    /** Larger than the build volume. */
    DOES_NOT_FIT("does not fit the build volume"),
    /** Material thinner than a process makes. */
    THIN_WALL("thin walls"),
    /** Surfaces so close that they fuse. */
    THIN_GAP("thin gaps"),
    /** Holes narrower than a process keeps open. */
    SMALL_HOLE("small holes"),
    /** Rods thinner than a process makes. */
    SMALL_PIN("small pins"),
    /** Raised or engraved strokes below what a process resolves. */
    SMALL_DETAIL("small raised or engraved details"),
    /** Surfaces that lean over more than a process makes without support. */
    OVERHANG("overhangs"),
    /** Regions that begin above the platform with nothing below. */
    UNSUPPORTED_ISLAND("unsupported islands"),
    /** Ceilings between two sides with a longer span than a process makes without support. */
    LONG_BRIDGE("long bridges"),
    /** Cavities that feedstock cannot leave. */
    TRAPPED_VOLUME("cavities without an escape hole"),
    /** Cavities whose openings are too small for feedstock to leave. */
    SMALL_ESCAPE_HOLE("escape holes that are too small"),
    /** Flat areas so large that they warp. */
    WARP_PRONE("large flat areas"),
    /** Parts so long and thin that they bend. */
    SLENDER("long thin parts"),
    /** Facets so large that a curved surface prints as a polyhedron. */
    TOO_COARSE("coarse tessellation"),
    /** Facets far below anything that a process resolves. */
    TOO_FINE("wasteful tessellation"),
    /** Points that no facet uses. */
    UNUSED_POINT("unused points"),
    /** Several separate solids. */
    SEVERAL_SOLIDS("several solids");

    private final String title;

    FindingKind(String title) {
        this.title = title;
    }

    /** Returns the kind in plain words, in the plural, lower case. */
    public String title() {
        return title;
    }
}
