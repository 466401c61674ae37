package io.amsphub.processors.catalogue;

/** The seven process categories of ISO/ASTM 52900. */
public enum ProcessCategory {
    BJT("Binder jetting"),
    DED("Directed energy deposition"),
    MEX("Material extrusion"),
    MJT("Material jetting"),
    PBF("Powder bed fusion"),
    SHL("Sheet lamination"),
    VPP("Vat photopolymerisation");

    private final String title;

    ProcessCategory(String title) {
        this.title = title;
    }

    /** Returns the name that the standard gives it. */
    public String title() {
        return title;
    }

    /** Returns whether builds go by area and height, several parts in one. */
    public boolean buildsByArea() {
        return this == VPP || this == PBF || this == BJT;
    }
}
