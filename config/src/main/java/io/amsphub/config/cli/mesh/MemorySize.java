package io.amsphub.config.cli.mesh;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes of memory as they are written on a command line: bytes, or with k, m, g. */
final class MemorySize implements ITypeConverter<Long> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kmgKMG]?)[bB]?");

    /** The part of the heap that one model may take; the rest is what garbage and the collector need. */
    private static final double SHARE = 0.9;

    @Override
    public Long convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException("'" + text + "' is no size of memory, such as 800m or 4g");
        }
        int shift =
                switch (form.group(2).toLowerCase(Locale.ROOT)) {
                    case "k" -> 10;
                    case "m" -> 20;
                    case "g" -> 30;
                    default -> 0;
                };
        return Long.parseLong(form.group(1)) << shift;
    }

    /** Returns the heap in bytes that one model may take in this process. */
    static long heapForOneModel() {
        return (long) (SHARE * Runtime.getRuntime().maxMemory());
    }

    /** Returns a size for people. */
    static String text(long bytes) {
        return bytes < 1L << 30
                ? String.format(Locale.ROOT, "%d MB", (bytes + (1 << 20) - 1) >> 20)
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }
}
