package io.amsphub.processors.cad;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The formats of exact geometry that are converted to a mesh before detection. All are recognised by
 * their content, except OpenSCAD, which is a program without a mark and goes by its name.
 */
public enum CadFormat {
    /** ISO 10303-21 exchange structure. */
    STEP("step", "model/step"),
    /** IGES 5.3, fixed columns. */
    IGES("igs", "model/iges"),
    /** Open CASCADE's text form of a shape. */
    BREP("brep", "application/vnd.opencascade.brep"),
    /** A program of the OpenSCAD language. */
    OPENSCAD("scad", "application/x-openscad");

    private static final Pattern STEP_START =
            Pattern.compile("\\A\\s*(?:/\\*.*?\\*/\\s*)*ISO-10303-21\\s*;", Pattern.DOTALL);
    /** Column 73 of the first record is S (start section), F (flag: binary) or C (compressed). */
    private static final Pattern IGES_START = Pattern.compile("\\A[^\\r\\n]{72}[SC] {0,6}0{0,6}1\\s*[\\r\\n]");

    private static final Pattern BREP_START =
            Pattern.compile("\\A\\s*(?:DBRep_DrawableShape\\s+)?CASCADE Topology V\\d");

    private final String extension;
    private final String mediaType;

    CadFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** Returns the usual extension of a file name, without the dot. */
    public String extension() {
        return extension;
    }

    /** Returns the media type. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Recognises a format.
     *
     * @param head the first bytes of the file, some thousand or all of them
     * @param fileName as announced
     * @return empty when it is none of them
     */
    public static Optional<CadFormat> recognise(byte[] head, String fileName) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ef\u00bb\u00bf")) {
            text = text.substring(3);
        }
        if (STEP_START.matcher(text).find()) {
            return Optional.of(STEP);
        }
        if (IGES_START.matcher(text).find()) {
            return Optional.of(IGES);
        }
        if (BREP_START.matcher(text).find()) {
            return Optional.of(BREP);
        }
        boolean named = fileName.toLowerCase(Locale.ROOT).endsWith(".scad");
        return named && text.indexOf('\0') < 0 ? Optional.of(OPENSCAD) : Optional.empty();
    }
}
