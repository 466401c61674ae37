package io.amsphub.processors.sliced;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The formats of files that were sliced elsewhere, each for the machines that take it. */
public enum SlicedFormat {

    /** G-code as text: what every machine takes that takes sliced files at all. */
    GCODE("text/x.gcode", "gcode", null, "G-code", "gcode gco g gc nc"),

    /** Binary G-code of PrusaSlicer, by the format of libbgcode. */
    BGCODE("application/x-bgcode", "bgcode", "bgcode", "binary G-code", "bgcode bgc"),

    /** A 3MF archive with the G-code of one plate, of Bambu Studio and OrcaSlicer. */
    SLICED_3MF("application/x-sliced-3mf", "gcode.3mf", "sliced-3mf", "sliced 3MF", "3mf");

    private static final List<String> TEXT = List.of("text/x-gcode", "application/x-gcode");

    private final String mediaType;
    private final String extension;
    private final @Nullable String capability;
    private final String inWords;
    private final String names;

    SlicedFormat(String mediaType, String extension, @Nullable String capability, String inWords, String names) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.capability = capability;
        this.inWords = inWords;
        this.names = names;
    }

    /** Returns the format of a file by its name, if it has the name of one. */
    public static Optional<SlicedFormat> ofName(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> List.of(format.names.split(" ", -1)).contains(extension))
                .findFirst();
    }

    /** Returns the format of a blob by its media type, if it is sliced. */
    public static Optional<SlicedFormat> ofMediaType(String mediaType) {
        return TEXT.contains(mediaType)
                ? Optional.of(GCODE)
                : Arrays.stream(values())
                        .filter(format -> format.mediaType.equals(mediaType))
                        .findFirst();
    }

    /** Returns the media type in the store. */
    public String mediaType() {
        return mediaType;
    }

    /** Returns the extension of the file on a machine, without the first dot. */
    public String extension() {
        return extension;
    }

    /** Returns the capability of the machines that take it; null when all do that take sliced files. */
    public @Nullable String capability() {
        return capability;
    }

    /** Returns what it is called. */
    public String inWords() {
        return inWords;
    }

    /** Returns a reader for one file. */
    public SlicedReader reader() {
        return switch (this) {
            case GCODE -> new GcodeReader();
            case BGCODE -> new BgcodeReader();
            case SLICED_3MF -> new PlateReader();
        };
    }
}
