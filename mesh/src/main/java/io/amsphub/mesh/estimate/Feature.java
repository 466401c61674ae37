package io.amsphub.mesh.estimate;

/** What a move of a material extrusion machine is for; the names are those of G-code comments in the field. */
public enum Feature {
    /** A loop around the parts that primes the nozzle, or a brim that holds a part down. */
    SKIRT_BRIM(0),
    /** An inner wall loop. */
    PERIMETER(1),
    /** The wall loop that is seen. */
    EXTERNAL_PERIMETER(2),
    /** A stretch of wall without support below. */
    OVERHANG_PERIMETER(3),
    /** Infill at less than full density. */
    SPARSE_INFILL(4),
    /** Full infill that is not seen from above. */
    SOLID_INFILL(5),
    /** Full infill that is seen from above. */
    TOP_SOLID_INFILL(6),
    /** Full infill that spans air. */
    BRIDGE_INFILL(7),
    /** Lines in gaps too narrow for a loop. */
    GAP_FILL(8),
    /** Support structure. */
    SUPPORT(9),
    /** The dense layers of support next to the part. */
    SUPPORT_INTERFACE(10),
    /** Moves without extrusion, retractions and layer changes. */
    TRAVEL(11);

    private static final Feature[] ALL = values();

    private final int index;

    Feature(int index) {
        this.index = index;
    }

    /** The place of the feature in arrays and in stored measures; never changed. */
    int index() {
        return index;
    }

    static Feature of(int index) {
        return ALL[index];
    }

    static int count() {
        return ALL.length;
    }
}
