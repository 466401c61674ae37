package io.amsphub.mesh.compose;

import java.math.BigDecimal;

/**
 * A named, bounded parameter of a template or an edit.
 *
 * @param name lower camel case, stable
 * @param kind how its value is written
 * @param unit {@code mm}, {@code deg}, {@code 1} for a count, or {@code char} for the length of a text
 * @param min least value, or shortest text
 * @param max greatest value, or longest text
 * @param preset value when none is given
 * @param description what it is, one clause
 */
public record ParameterSpec(
        String name, Kind kind, String unit, double min, double max, String preset, String description) {

    /** How a value is written. */
    public enum Kind {
        /** A decimal number. */
        NUMBER,
        /** A whole number. */
        COUNT,
        /** Characters of the built-in font. */
        TEXT
    }

    /** Returns a length in mm. */
    public static ParameterSpec length(String name, double min, double max, double preset, String description) {
        return new ParameterSpec(name, Kind.NUMBER, "mm", min, max, plain(preset), description);
    }

    /** Returns an angle in degrees. */
    public static ParameterSpec angle(String name, double min, double max, double preset, String description) {
        return new ParameterSpec(name, Kind.NUMBER, "deg", min, max, plain(preset), description);
    }

    /** Returns a component of a direction, of no unit. */
    public static ParameterSpec component(String name, double preset, String description) {
        return new ParameterSpec(name, Kind.NUMBER, "1", -1, 1, plain(preset), description);
    }

    /** Returns a whole number. */
    public static ParameterSpec count(String name, int min, int max, int preset, String description) {
        return new ParameterSpec(name, Kind.COUNT, "1", min, max, plain(preset), description);
    }

    /** Returns a text. */
    public static ParameterSpec text(String name, int max, String preset, String description) {
        return new ParameterSpec(name, Kind.TEXT, "char", 1, max, preset, description);
    }

    /** Returns the bounds in words. */
    public String bounds() {
        String number = plain(min) + " to " + plain(max);
        return switch (kind) {
            case NUMBER -> number + (unit.equals("1") ? "" : " " + unit);
            case COUNT -> "a whole number from " + number;
            case TEXT -> number + " characters";
        };
    }

    /** Returns a number without exponent and without needless zeros. */
    static String plain(double value) {
        String text = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return text.equals("-0") ? "0" : text;
    }
}
