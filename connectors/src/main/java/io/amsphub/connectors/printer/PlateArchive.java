package io.amsphub.connectors.printer;

import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A sliced 3MF file ("export plate sliced file"): the only kind of file that a machine prints with numbers of its own
 * for the job. Plain G-code is packed into one.
 */
final class PlateArchive {

    /** The G-code of the one plate. */
    static final String PLATE = "Metadata/plate_1.gcode";

    private static final String TYPES = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"model\" ContentType=\"application/vnd.ms-package.3dmanufacturing-3dmodel+xml\"/>"
            + "<Default Extension=\"gcode\" ContentType=\"text/x.gcode\"/></Types>\n";
    private static final String RELATIONS = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Target=\"/3D/3dmodel.model\" Id=\"rel-1\""
            + " Type=\"http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel\"/></Relationships>\n";
    private static final String MODEL = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<model unit=\"millimeter\" xmlns=\"http://schemas.microsoft.com/3dmanufacturing/core/2015/02\">"
            + "<resources/><build/></model>\n";
    private static final Pattern PLATES = Pattern.compile("Metadata/plate_\\d{1,4}\\.gcode");
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private PlateArchive() {}

    /**
     * Writes the archive of a file: the file itself when it is one, otherwise one around it.
     *
     * @return what is to be said of the archive
     * @throws Refused when the file is an archive without a sliced plate
     */
    static Written write(InputStream file, Path archive) throws IOException, Refused {
        MessageDigest whole = md5();
        String plate = PLATE;
        try (InputStream in = new BufferedInputStream(file)) {
            in.mark(ZIP.length);
            boolean packed = java.util.Arrays.equals(in.readNBytes(ZIP.length), ZIP);
            in.reset();
            if (packed) {
                Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
                plate = plate(archive);
                try (OutputStream digested = new DigestOutputStream(OutputStream.nullOutputStream(), whole)) {
                    Files.copy(archive, digested);
                }
            } else {
                try (OutputStream out = new DigestOutputStream(Files.newOutputStream(archive), whole)) {
                    pack(in, out);
                }
            }
        }
        return new Written(HexFormat.of().formatHex(whole.digest()), plate);
    }

    /**
     * An archive.
     *
     * @param md5 of all of it, hex
     * @param plate the G-code in it
     */
    record Written(String md5, String plate) {}

    /** A plate keeps the number that it had in its project. */
    private static String plate(Path archive) throws IOException, Refused {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> PLATES.matcher(name).matches())
                    .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                    .orElseThrow(
                            () -> new Refused("FILE_UNREACHABLE", "the 3MF file is not sliced: it has no " + PLATE));
        }
    }

    private static void pack(InputStream gcode, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            entry(zip, "[Content_Types].xml", TYPES);
            entry(zip, "_rels/.rels", RELATIONS);
            entry(zip, "3D/3dmodel.model", MODEL);
            MessageDigest plate = md5();
            begin(zip, PLATE);
            gcode.transferTo(new DigestOutputStream(new Unclosed(zip), plate));
            zip.closeEntry();
            entry(zip, PLATE + ".md5", HexFormat.of().withUpperCase().formatHex(plate.digest()));
        }
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        begin(zip, name);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** All entries have the same time, so that the same G-code makes the same archive. */
    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(java.time.LocalDateTime.of(2020, 1, 1, 0, 0));
        zip.putNextEntry(entry);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("there is no MD5", e);
        }
    }

    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {}
    }
}
