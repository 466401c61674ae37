package io.amsphub.processors.sliced;

import io.amsphub.processors.failure.HubException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sliced 3MF file: a ZIP archive with the G-code of one plate, its MD5, what the slicer counted and a picture.
 * The archive is read by its directory, as machines read it; so it waits in a temporary file until all of it has
 * come, and goes when the reader is closed. No part may unfold to more than it says, or to more than {@value
 * #MOST_RATIO} times its length.
 *
 * <p>Source: the files of Bambu Studio and OrcaSlicer; there is no document of the format.
 */
public final class PlateReader extends SlicedReader {

    private static final Pattern PLATE = Pattern.compile("Metadata/plate_(\\d{1,4})\\.gcode");
    private static final String INFO = "Metadata/slice_info.config";
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_INFO_BYTES = 1 << 20;
    private static final int MOST_PICTURE_BYTES = 8 << 20;
    private static final long FREE_BYTES = 64 << 20;
    private static final long MOST_RATIO = 100;
    private static final int CHUNK = 1 << 16;
    private static final String EXPORT_PLATE = "export one sliced plate as .gcode.3mf, and send it whole";

    private @Nullable Path file;
    private @Nullable OutputStream out;
    private @Nullable GcodeFacts facts;
    private byte @Nullable [] picture;
    private @Nullable String pictureType;

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (out == null) {
            file = Files.createTempFile("plate", ".3mf");
            out = Files.newOutputStream(file);
        }
        out.write(bytes, offset, count);
    }

    @Override
    public GcodeFacts facts() throws IOException {
        if (facts == null) {
            facts = read();
        }
        return facts;
    }

    private GcodeFacts read() throws IOException {
        Path whole = file;
        if (out == null || whole == null) {
            throw refused("it is empty", null);
        }
        out.close();
        try (ZipFile zip = new ZipFile(whole.toFile(), StandardCharsets.UTF_8)) {
            if (zip.size() > MOST_ENTRIES) {
                throw refused("it has " + zip.size() + " parts, more than " + MOST_ENTRIES, null);
            }
            return read(zip);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw refused("it is no whole ZIP archive: " + e.getMessage(), null);
        }
    }

    private GcodeFacts read(ZipFile zip) throws IOException {
        List<String> plates = Collections.list(zip.entries()).stream()
                .map(ZipEntry::getName)
                .filter(name -> PLATE.matcher(name).matches())
                .toList();
        if (plates.size() != 1) {
            throw refused(
                    plates.isEmpty()
                            ? "it holds no G-code: it is a model or a project that was not sliced"
                            : "it holds " + plates.size() + " plates, and does not say which one is to be printed",
                    null);
        }
        String plate = plates.get(0);
        GcodeReader gcode = new GcodeReader(SlicedFormat.SLICED_3MF);
        MessageDigest digest = md5();
        unfold(zip, part(zip, plate), new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                digest.update(bytes, offset, count);
                gcode.write(bytes, offset, count);
            }
        });
        checkDigest(zip, plate, HexFormat.of().formatHex(digest.digest()));
        keepPicture(zip, plate.replace(".gcode", ".png"), gcode);
        return info(zip, plate, gcode.facts());
    }

    private static ZipEntry part(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw refused("it has no part " + name, null);
        }
        return entry;
    }

    private static void checkDigest(ZipFile zip, String plate, String digest) throws IOException {
        ZipEntry said = zip.getEntry(plate + ".md5");
        if (said != null) {
            String wanted = new String(bytes(zip, said, CHUNK), StandardCharsets.UTF_8).strip();
            if (!wanted.isEmpty() && !wanted.equalsIgnoreCase(digest)) {
                throw refused("its G-code has the MD5 " + digest + " instead of " + wanted, plate);
            }
        }
    }

    private void keepPicture(ZipFile zip, String name, GcodeReader gcode) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        byte[] beside = entry == null || entry.getSize() > MOST_PICTURE_BYTES
                ? new byte[0]
                : bytes(zip, entry, MOST_PICTURE_BYTES);
        String type = GcodeThumbnails.mediaType(beside);
        picture = type == null ? gcode.picture() : beside;
        pictureType = type == null ? gcode.pictureType() : type;
    }

    private static GcodeFacts info(ZipFile zip, String plate, GcodeFacts gcode) throws IOException {
        ZipEntry entry = zip.getEntry(INFO);
        Matcher number = PLATE.matcher(plate);
        if (entry == null || !number.matches()) {
            return gcode;
        }
        try {
            return SliceInfo.read(bytes(zip, entry, MOST_INFO_BYTES), Integer.parseInt(number.group(1)))
                    .over(gcode);
        } catch (XMLStreamException e) {
            throw refused("what the slicer counted cannot be read: it is no XML", INFO);
        }
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry, int most) throws IOException {
        if (entry.getSize() > most) {
            throw refused("a part has " + entry.getSize() + " bytes, more than " + most, entry.getName());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        unfold(zip, entry, bytes);
        return bytes.toByteArray();
    }

    /** Unfolds a part as far as it may, and checks that it is what the directory says. */
    private static void unfold(ZipFile zip, ZipEntry entry, OutputStream to) throws IOException {
        long most =
                Math.min(entry.getSize(), Math.max(FREE_BYTES, MOST_RATIO * Math.max(1, entry.getCompressedSize())));
        CRC32 crc = new CRC32();
        long bytes = 0;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                bytes += count;
                if (bytes > most) {
                    throw refused(
                            "a part unfolds to more than the " + entry.getSize() + " bytes that it says, or "
                                    + MOST_RATIO + " times its length",
                            entry.getName());
                }
                crc.update(chunk, 0, count);
                to.write(chunk, 0, count);
            }
        } catch (ZipException | EOFException e) {
            throw refused("a part is damaged: " + e.getMessage(), entry.getName());
        }
        if (bytes != entry.getSize() || crc.getValue() != entry.getCrc()) {
            throw refused("a part has a wrong length or checksum", entry.getName());
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("there is no MD5", e);
        }
    }

    @Override
    public byte @Nullable [] picture() {
        return picture;
    }

    @Override
    public @Nullable String pictureType() {
        return pictureType;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private static HubException refused(String what, @Nullable String where) {
        return refused(SlicedFormat.SLICED_3MF, what, where, EXPORT_PLATE);
    }
}
