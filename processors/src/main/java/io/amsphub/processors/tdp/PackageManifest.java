package io.amsphub.processors.tdp;

import java.util.List;

/**
 * The table of contents of a package. Its bytes are what is signed.
 *
 * @param format {@link #FORMAT}
 * @param order the order
 * @param line number of its line
 * @param keyId the key that it is signed by
 * @param entries every file of the package but this and its signature, in the order of the file
 */
public record PackageManifest(String format, String order, int line, String keyId, List<Item> entries) {

    /** The version of the format. */
    public static final String FORMAT = "amsp-tdp/1";

    /** The name of the manifest's entry. */
    public static final String NAME = "manifest.json";

    /** The name of the entry of its signature, base 64. */
    public static final String SIGNATURE = "manifest.sig";

    /** Copies the entries. */
    public PackageManifest {
        entries = List.copyOf(entries);
    }

    /**
     * A file of the package.
     *
     * @param name path, with forward slashes
     * @param sha256 lower-case hex
     * @param bytes length
     * @param mediaType what it is
     */
    public record Item(String name, String sha256, long bytes, String mediaType) {}
}
