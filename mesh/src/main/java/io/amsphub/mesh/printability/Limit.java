package io.amsphub.mesh.printability;

/** What a process limits, or a setting of the machine that limits depend on. The names are those of the data file. */
public enum Limit {
    /** Diameter of the nozzle; a setting. */
    NOZZLE("mm"),
    /** Layer height; a setting. */
    LAYER("mm"),
    /** Side of the build volume along X; a setting. */
    BUILD_X("mm"),
    /** Side of the build volume along Y; a setting. */
    BUILD_Y("mm"),
    /** Side of the build volume along Z; a setting. */
    BUILD_Z("mm"),
    /** Least thickness of a wall that is held on two opposite sides. */
    WALL_SUPPORTED("mm"),
    /** Least thickness of a wall with a free side opposite to where it is held. */
    WALL_UNSUPPORTED("mm"),
    /** Least width of a gap between surfaces that must not fuse. */
    GAP("mm"),
    /** Least diameter of a hole. */
    HOLE("mm"),
    /** Least diameter of a pin. */
    PIN("mm"),
    /** Largest lean of a surface from the vertical without support; 0 is a wall, 90 a ceiling. */
    OVERHANG_ANGLE("deg"),
    /** Largest length of a ledge without support. */
    OVERHANG_LENGTH("mm"),
    /** Largest span of a ceiling that is held on two sides. */
    BRIDGE("mm"),
    /** Largest height over what is below at which a separate region may begin without support. */
    ISLAND("mm"),
    /** Least diameter of an opening through which feedstock leaves a cavity. */
    ESCAPE_HOLE("mm"),
    /** Least width of a stroke or a groove of lettering. */
    TEXT_STROKE("mm"),
    /** Least height or depth of lettering. */
    TEXT_DEPTH("mm"),
    /** Largest ratio of length to width before a part bends as it cools. */
    ASPECT_RATIO("1"),
    /** Largest flat area before a part warps. */
    FLAT_AREA("mm2");

    private final String unit;

    Limit(String unit) {
        this.unit = unit;
    }

    /** Returns the unit of its values: mm, mm2, deg, or 1 for a ratio. */
    public String unit() {
        return unit;
    }
}
