package io.amsphub.mesh.io;

import java.util.Optional;

/** A model file format that the hub reads, with its media type and usual extension. */
public enum MeshFormat {
    /** Stereolithography, binary and ASCII: facets only, no unit. */
    STL("model/stl", "stl"),
    /** Wavefront object: points, polygons, groups; no unit. */
    OBJ("model/obj", "obj"),
    /** Stanford polygon file, ASCII and both byte orders; no unit. */
    PLY("model/ply", "ply"),
    /** Geomview object file, text; no unit. */
    OFF("model/off", "off"),
    /** Additive manufacturing file, ISO/ASTM 52915, plain or zipped. */
    AMF("application/x-amf", "amf"),
    /** 3D Manufacturing Format (3MF Consortium, ISO/IEC 25422), an OPC package. */
    THREE_MF("model/3mf", "3mf");

    /** How many bytes of the start of a file {@link #recognise} can make use of. */
    public static final int HEAD_BYTES = 4096;

    private final String mediaType;
    private final String extension;

    MeshFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** Returns the media type as registered with IANA, or the usual one where none is registered (AMF). */
    public String mediaType() {
        return mediaType;
    }

    /** Returns the usual file name extension in lower case, without a dot. */
    public String extension() {
        return extension;
    }

    /**
     * Says which format a file is in. The content decides; the name only breaks a tie, for instance
     * between two kinds of zipped package or for a binary STL, which carries no signature.
     *
     * @param head the first bytes, up to {@link #HEAD_BYTES} are looked at; the whole file if it is shorter
     * @param fileName the name that the file came with, may be empty; only its extension is looked at
     * @return the format, or empty when neither content nor name fits one
     */
    public static Optional<MeshFormat> recognise(byte[] head, String fileName) {
        return FormatRecognition.recognise(head, fileName);
    }

    static Optional<MeshFormat> ofName(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String suffix = dot < 0 ? "" : fileName.substring(dot + 1);
        for (MeshFormat format : values()) {
            if (format.extension.equalsIgnoreCase(suffix)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
