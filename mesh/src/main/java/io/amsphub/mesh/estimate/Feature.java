package io.amsphub.mesh.estimate;

/** What a move of a material extrusion machine is for; the names are those of G-code comments in the field. */
public enum Feature {
    /** A loop around the parts that primes the nozzle, or a brim that holds a part down. */
    SKIRT_BRIM,
    /** An inner wall loop. */
    PERIMETER,
    /** The wall loop that is seen. */
    EXTERNAL_PERIMETER,
    /** A stretch of wall without support below. */
    OVERHANG_PERIMETER,
    /** Infill at less than full density. */
    SPARSE_INFILL,
    /** Full infill that is not seen from above. */
    SOLID_INFILL,
    /** Full infill that is seen from above. */
    TOP_SOLID_INFILL,
    /** Full infill that spans air. */
    BRIDGE_INFILL,
    /** Lines in gaps too narrow for a loop. */
    GAP_FILL,
    /** Support structure. */
    SUPPORT,
    /** The dense layers of support next to the part. */
    SUPPORT_INTERFACE,
    /** Moves without extrusion, retractions and layer changes. */
    TRAVEL;

    private static final Feature[] ALL = values();

    static Feature of(int ordinal) {
        return ALL[ordinal];
    }

    static int count() {
        return ALL.length;
    }
}
