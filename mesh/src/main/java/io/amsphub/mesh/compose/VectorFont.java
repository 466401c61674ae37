package io.amsphub.mesh.compose;

import java.util.ArrayList;
import java.util.List;

/**
 * The built-in stroke font, so that text needs no font of the machine. Units: capitals are 10 high, the
 * baseline is y = 0.
 */
public final class VectorFont {

    /** Height of capitals in the units of the font. */
    public static final double CAPITAL = 10;

    /** Space between the strokes of neighbouring characters. */
    private static final double GAP = 2.8;

    private static final double ARC_STEP = 15;

    private VectorFont() {}

    /** Returns whether the font has a character. */
    public static boolean has(char c) {
        return Glyphs.has(c);
    }

    /** Returns all characters that the font has, in ascending order. */
    public static String characters() {
        return Glyphs.characters();
    }

    /** Checks a text parameter. */
    static void requireText(String text, ParameterSpec spec, String owner) throws ComposeException {
        String where = owner + ", " + spec.name();
        if (text.length() < spec.min() || text.length() > spec.max() || text.isBlank()) {
            throw new ComposeException(
                    ComposeFault.TEXT_NOT_POSSIBLE,
                    "its length is " + text.length() + " and has to be " + spec.bounds() + ", not all blank",
                    where);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!has(c)) {
                throw new ComposeException(
                        ComposeFault.TEXT_NOT_POSSIBLE,
                        String.format("the font does not have the character U+%04X", (int) c),
                        where);
            }
        }
    }

    /** Returns the width of one character without the space around it. */
    static double width(char c) {
        String glyph = Glyphs.of(c);
        return Double.parseDouble(glyph.substring(0, glyph.indexOf('|')));
    }

    /** Returns the width of a text from its first stroke to its last. */
    public static double width(String text) {
        double width = Math.max(0, text.length() - 1) * GAP;
        for (int i = 0; i < text.length(); i++) {
            width += width(text.charAt(i));
        }
        return width;
    }

    /** Returns where each character begins. */
    static double[] starts(String text) {
        double[] starts = new double[text.length()];
        double x = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = x;
            x += width(text.charAt(i)) + GAP;
        }
        return starts;
    }

    /**
     * Returns the strokes of a text, characters that the font lacks as question marks.
     *
     * @return polylines, {@code double[2·n]} each
     */
    public static List<double[]> strokes(String text) {
        List<double[]> strokes = new ArrayList<>();
        double[] starts = starts(text);
        for (int i = 0; i < starts.length; i++) {
            for (double[] stroke : strokes(text.charAt(i))) {
                for (int k = 0; k < stroke.length; k += 2) {
                    stroke[k] += starts[i];
                }
                strokes.add(stroke);
            }
        }
        return strokes;
    }

    /** Returns the strokes of one character. */
    static List<double[]> strokes(char c) {
        String glyph = Glyphs.of(c);
        List<double[]> strokes = new ArrayList<>();
        for (String stroke : glyph.substring(glyph.indexOf('|') + 1).split(";", -1)) {
            if (!stroke.isEmpty()) {
                strokes.add(points(stroke));
            }
        }
        return strokes;
    }

    private static double[] points(String stroke) {
        List<double[]> points = new ArrayList<>();
        for (String token : stroke.split(" ", -1)) {
            boolean arc = token.charAt(0) == '@';
            String[] numbers = token.substring(arc ? 1 : 0).split(",", -1);
            double[] n = new double[numbers.length];
            for (int i = 0; i < n.length; i++) {
                n[i] = Double.parseDouble(numbers[i]);
            }
            if (arc) {
                int steps = (int) Math.ceil(Math.abs(n[5] - n[4]) / ARC_STEP);
                for (int i = 0; i <= steps; i++) {
                    double angle = Math.toRadians(n[4] + (n[5] - n[4]) * i / steps);
                    add(points, n[0] + n[2] * Math.cos(angle), n[1] + n[3] * Math.sin(angle));
                }
            } else {
                add(points, n[0], n[1]);
            }
        }
        double[] flat = new double[2 * points.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = points.get(i / 2)[i % 2];
        }
        return flat;
    }

    private static void add(List<double[]> points, double x, double y) {
        double[] last = points.isEmpty() ? null : points.get(points.size() - 1);
        if (last == null || Math.hypot(last[0] - x, last[1] - y) > 0.05) {
            points.add(new double[] {x, y});
        }
    }
}
