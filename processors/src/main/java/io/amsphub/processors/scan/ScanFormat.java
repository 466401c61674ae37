package io.amsphub.processors.scan;

import java.util.Locale;
import java.util.Optional;

/** A file format of scanners. */
public enum ScanFormat {
    PLY("model/ply", true),
    STL("model/stl", true),
    OBJ("model/obj", true),
    XYZ("text/plain", true),
    ASC("text/plain", true),
    /** Point Cloud Library; with ASCII data only. */
    PCD("text/plain", true),
    /** ASTM E2807: kept, and not read. */
    E57("application/octet-stream", false);

    private final String mediaType;
    private final boolean read;

    ScanFormat(String mediaType, boolean read) {
        this.mediaType = mediaType;
        this.read = read;
    }

    /** Returns the media type that it is kept under. */
    public String mediaType() {
        return mediaType;
    }

    /** Returns whether the hub reads its points. */
    public boolean read() {
        return read;
    }

    /** Returns the format of a word such as {@code ply}, or of the extension of a file name. */
    public static Optional<ScanFormat> named(String word) {
        String upper = word.substring(word.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        for (ScanFormat format : values()) {
            if (format.name().equals(upper)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
