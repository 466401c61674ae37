package io.amsphub.processors.sliced;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads G-code as it flows by: what is written to it is looked at line by line and not kept. The memory in
 * use does not depend on the length of the file; a line over 64 KiB counts with its beginning only. Refuses
 * what is no G-code as soon as that shows. For one thread.
 */
public final class GcodeReader extends SlicedReader {

    private static final int MAX_LINE = 1 << 16;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] BINARY = {'G', 'C', 'D', 'E'};
    private static final String REMEDY =
            "export G-code, binary G-code or a sliced plate, and name it .gcode, .bgcode or .gcode.3mf accordingly";

    private final SlicedFormat format;
    private final byte[] line = new byte[MAX_LINE];
    private int length;
    private long lines;
    private final GcodeComments comments = new GcodeComments();
    private final GcodeThumbnails thumbnails = new GcodeThumbnails();
    private final GcodeExtents extents = new GcodeExtents();

    /** Reads a file of text. */
    public GcodeReader() {
        this(SlicedFormat.GCODE);
    }

    /** Reads the text in a file of another format. */
    GcodeReader(SlicedFormat format) {
        this.format = format;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        for (int n = offset; n < offset + count; n++) {
            take(bytes[n]);
        }
    }

    private void take(byte b) {
        if (b == '\n') {
            endLine();
        } else if (b == 0) {
            throw refused("it holds bytes that are no text, in line " + (lines + 1));
        } else if (length < MAX_LINE) {
            line[length++] = b;
            if (lines == 0 && length == ZIP.length) {
                checkMark();
            }
        }
    }

    private void checkMark() {
        if (begins(ZIP)) {
            throw refused("it is a ZIP archive: a sliced plate has the name .gcode.3mf, a project is not sliced");
        }
        if (begins(BINARY)) {
            throw refused("it is binary G-code, which has the name .bgcode");
        }
    }

    private boolean begins(byte[] mark) {
        for (int n = 0; n < mark.length; n++) {
            if (line[n] != mark[n]) {
                return false;
            }
        }
        return true;
    }

    private void endLine() {
        lines++;
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        int begin = 0;
        while (begin < end && (line[begin] == ' ' || line[begin] == '\t')) {
            begin++;
        }
        if (begin < end && line[begin] == ';') {
            String text = new String(line, begin + 1, end - begin - 1, StandardCharsets.UTF_8).strip();
            comment(text);
        } else if (begin < end) {
            thumbnails.command();
            extents.line(line, end);
        }
    }

    /** Takes in a comment, or what counts as one, without its semicolon. */
    void comment(String text) {
        if (!thumbnails.comment(text)) {
            comments.comment(text);
        }
    }

    /**
     * Returns what the file says of itself, when all of it was written.
     *
     * @throws HubException with {@link FailureCode#SLICED_FORMAT} when there was no command in it
     */
    @Override
    public GcodeFacts facts() {
        if (length > 0) {
            endLine();
        }
        if (extents.commands() == 0) {
            throw refused("there is no G-code command in its " + lines + " lines");
        }
        double[] bed = comments.bed();
        Double height = comments.bedHeight();
        return new GcodeFacts(
                comments.slicer(),
                comments.printTimeS(),
                comments.filamentMm(),
                comments.filamentMm3(),
                comments.filamentG(),
                comments.feedstocks(),
                comments.nozzleMm(),
                comments.printer(),
                comments.layers(),
                bed == null ? null : new SizeMm(bed[2] - bed[0], bed[3] - bed[1], height == null ? 0 : height),
                space(bed),
                comments.tools());
    }

    private SizeMm space(double @Nullable [] bed) {
        double[] min = extents.min();
        double[] max = extents.max();
        if (min == null || max == null) {
            return new SizeMm(0, 0, 0);
        }
        double left = bed == null ? min[0] : bed[0];
        double front = bed == null ? min[1] : bed[1];
        return new SizeMm(Math.max(0, max[0] - left), Math.max(0, max[1] - front), Math.max(0, max[2]));
    }

    @Override
    public byte @Nullable [] picture() {
        return thumbnails.picture();
    }

    @Override
    public @Nullable String pictureType() {
        return thumbnails.mediaType();
    }

    private HubException refused(String what) {
        return refused(format, what, null, REMEDY);
    }
}
