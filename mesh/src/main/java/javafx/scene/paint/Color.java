package javafx.scene.paint;

/**
 * A colour as JCSG sees it: red, green and blue from 0 to 1. JCSG gives each polygon store one at random and
 * never looks at it again unless it writes OBJ, which the hub does not let it do. Has the members that JCSG
 * links to and no other. Immutable.
 */
public final class Color {

    public static final Color RED = new Color(1, 0, 0);
    public static final Color YELLOW = new Color(1, 1, 0);
    public static final Color GREEN = new Color(0, 0x80 / 255.0, 0);
    public static final Color BLUE = new Color(0, 0, 1);
    public static final Color MAGENTA = new Color(1, 0, 1);
    public static final Color WHITE = new Color(1, 1, 1);
    public static final Color BLACK = new Color(0, 0, 0);
    public static final Color GRAY = new Color(0x80 / 255.0, 0x80 / 255.0, 0x80 / 255.0);
    public static final Color ORANGE = new Color(1, 0xA5 / 255.0, 0);

    private final double red;
    private final double green;
    private final double blue;

    private Color(double red, double green, double blue) {
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    /** Returns the share of red, 0 to 1. */
    public double getRed() {
        return red;
    }

    /** Returns the share of green, 0 to 1. */
    public double getGreen() {
        return green;
    }

    /** Returns the share of blue, 0 to 1. */
    public double getBlue() {
        return blue;
    }
}
