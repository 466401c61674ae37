package io.amsphub.config.simulator.bambu;

import io.amsphub.config.simulator.gcode.GcodePrinter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** What a machine checks of a sliced file before it prints it. */
final class SlicedPlate {

    private SlicedPlate() {}

    /** Returns what is wrong with a file; null when it can be printed. */
    static @Nullable String wrong(byte @Nullable [] file, String plate, String md5) {
        if (file == null) {
            return "there is no such file";
        }
        if (!md5.isEmpty() && !md5.equalsIgnoreCase(md5(file))) {
            return "md5 check failed";
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(plate)) {
                    return GcodePrinter.isGcode(zip.readAllBytes()) ? null : "the plate is no G-code";
                }
            }
        } catch (IOException e) {
            return "the file cannot be read";
        }
        return "there is no " + plate;
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
