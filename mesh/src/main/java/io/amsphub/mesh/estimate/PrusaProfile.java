package io.amsphub.mesh.estimate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A configuration of PrusaSlicer, as it writes it with {@code --save} or at the end of its G-code: one
 * {@code key = value} a line. Keys that are not known are kept and ignored; keys that are missing have the
 * defaults of PrusaSlicer 2.5.0. Of a list, which configurations of several extruders and of the silent mode
 * have, the first value counts. Immutable.
 */
public final class PrusaProfile {

    /** Longer configurations are refused; real ones have some 20 kB. */
    private static final int MOST_CHARACTERS = 4 << 20;

    private final Map<String, String> values;

    private PrusaProfile(Map<String, String> values) {
        this.values = values;
    }

    /** Returns the defaults of PrusaSlicer 2.5.0. */
    public static PrusaProfile defaults() {
        return new PrusaProfile(new TreeMap<>());
    }

    /** Reads a configuration in UTF-8; the stream is not closed. */
    public static PrusaProfile read(InputStream in) throws IOException {
        return read(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /**
     * Reads a configuration. Lines without {@code =}, section heads and comments are passed over, but
     * {@code ; key = value}, which G-code has, is read.
     *
     * @throws IOException when the reader fails, or the text is longer than a configuration can be
     */
    public static PrusaProfile read(Reader reader) throws IOException {
        Map<String, String> values = new TreeMap<>();
        BufferedReader lines = new BufferedReader(reader);
        long characters = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            characters += line.length() + 1;
            if (characters > MOST_CHARACTERS) {
                throw new IOException("this is no slicer configuration: it is longer than 4 MB");
            }
            String text = line.startsWith(";") ? line.substring(1) : line;
            int at = text.indexOf('=');
            String key = at < 0 ? "" : text.substring(0, at).strip();
            if (!key.isEmpty() && key.charAt(0) != '#' && key.indexOf(' ') < 0) {
                values.put(key, text.substring(at + 1).strip());
            }
        }
        return new PrusaProfile(values);
    }

    /**
     * Returns this profile with other figures for what an order chooses.
     *
     * @param layerHeightMm the height of layers, in mm
     * @param infillPercent the density of sparse infill, 0 to 100
     * @param perimeters the number of wall loops
     * @param support whether overhangs get support
     * @throws IllegalArgumentException when a figure is out of range
     */
    public PrusaProfile with(double layerHeightMm, double infillPercent, int perimeters, boolean support) {
        if (!(layerHeightMm > 0 && infillPercent >= 0 && infillPercent <= 100 && perimeters >= 0)) {
            throw new IllegalArgumentException("a layer height above 0, infill of 0 to 100 %, 0 or more perimeters");
        }
        return with("layer_height", Double.toString(layerHeightMm))
                .with("fill_density", infillPercent + "%")
                .with("perimeters", Integer.toString(perimeters))
                .with("support_material", support ? "1" : "0");
    }

    /** Returns this profile with another value for one key. */
    public PrusaProfile with(String key, String value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.put(key, value);
        return new PrusaProfile(changed);
    }

    /** Returns whether anything was set that the estimate knows; text that is no configuration sets nothing. */
    public boolean setsAnything() {
        return values.keySet().stream().anyMatch(PrusaDefaults.VALUES::containsKey);
    }

    /** Returns the text of a setting: that of the configuration, or the default, or nothing. */
    public String text(String key) {
        String own = values.get(key);
        return own != null ? own : PrusaDefaults.VALUES.getOrDefault(key, "");
    }

    /**
     * Returns a setting as a number.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public double number(String key) {
        return number(key, first(key));
    }

    /** Returns a setting that may be a share, such as {@code 50%}, of something else. */
    public double numberOrShare(String key, double whole) {
        String value = first(key);
        return value.endsWith("%") ? number(key, value.substring(0, value.length() - 1)) * whole / 100 : number(key);
    }

    /** Returns whether a switch is on. */
    public boolean on(String key) {
        return first(key).equals("1");
    }

    private String first(String key) {
        String value = text(key);
        int comma = value.indexOf(',');
        return comma < 0 ? value : value.substring(0, comma).strip();
    }

    private static double number(String key, String value) {
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("setting " + key + " is not a number: " + value, e);
        }
        throw new IllegalArgumentException("setting " + key + " is not a finite number: " + value);
    }
}
