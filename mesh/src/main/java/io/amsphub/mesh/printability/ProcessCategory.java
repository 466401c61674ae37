package io.amsphub.mesh.printability;

/** The seven process categories of ISO/ASTM 52900:2021, by their abbreviations. */
public enum ProcessCategory {
    /** Binder jetting. */
    BJT,
    /** Directed energy deposition. */
    DED,
    /** Material extrusion. */
    MEX,
    /** Material jetting. */
    MJT,
    /** Powder bed fusion. */
    PBF,
    /** Sheet lamination. */
    SHL,
    /** Vat photopolymerization. */
    VPP
}
