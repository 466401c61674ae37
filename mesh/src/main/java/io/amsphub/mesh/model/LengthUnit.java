package io.amsphub.mesh.model;

/**
 * A unit of length that a model file may be written in, with its size in millimetres.
 *
 * <p>The names are those of 3MF core 1.3 (section 3.4) and ISO/ASTM 52915. A format that carries no
 * unit (STL, OBJ, PLY, OFF) yields {@link #UNSPECIFIED}, which is read as millimetres and reported,
 * never rescaled silently.
 */
public enum LengthUnit {
    MICRON(0.001),
    MILLIMETRE(1),
    CENTIMETRE(10),
    INCH(25.4),
    FOOT(304.8),
    METRE(1000),
    UNSPECIFIED(1);

    private final double millimetres;

    LengthUnit(double millimetres) {
        this.millimetres = millimetres;
    }

    /** Returns the length of one of this unit in mm. */
    public double millimetres() {
        return millimetres;
    }
}
