package io.amsphub.processors.sliced;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that a slicer wrote into comments, of which the largest one is kept: blocks between
 * {@code thumbnail begin 220x124 8096} and {@code thumbnail end}, in base 64, PNG or JPEG; a QOI picture only
 * when there is no other. What is no picture by its first bytes is passed over.
 */
final class GcodeThumbnails {

    /** The media type of QOI pictures, which not every browser shows. */
    static final String QOI = "image/x-qoi";

    private static final Pattern BEGIN =
            Pattern.compile("thumbnail(?:_(\\w+))? begin (\\d{1,5})\\s*x\\s*(\\d{1,5})\\b.*");
    private static final Pattern END = Pattern.compile("thumbnail(?:_\\w+)? end.*");
    private static final int MAX_CHARACTERS = 8 << 20;

    private @Nullable StringBuilder block;
    private long blockRank;
    private long rank;
    private byte @Nullable [] picture;
    private @Nullable String mediaType;

    /** Takes in a comment; returns whether it was part of a picture. */
    boolean comment(String text) {
        StringBuilder open = block;
        if (open == null) {
            Matcher begin = BEGIN.matcher(text);
            if (!begin.matches()) {
                return false;
            }
            block = new StringBuilder();
            long area = Long.parseLong(begin.group(2)) * Long.parseLong(begin.group(3));
            blockRank = "QOI".equals(begin.group(1)) ? area - Integer.MAX_VALUE * 8L : area;
            return true;
        }
        if (END.matcher(text).matches()) {
            block = null;
            keep(open.toString());
        } else if (open.length() + text.length() <= MAX_CHARACTERS) {
            open.append(text);
        }
        return true;
    }

    /** A line that is no comment ends a picture that was never ended. */
    void command() {
        block = null;
    }

    private void keep(String base64) {
        if (picture != null && blockRank <= rank) {
            return;
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(base64);
            String type = mediaType(bytes);
            if (type != null) {
                picture = bytes;
                mediaType = type;
                rank = blockRank;
            }
        } catch (IllegalArgumentException e) {
            // a damaged picture is none; the file prints all the same
            return;
        }
    }

    /** Returns the media type of a picture by its first bytes; null when it is none. */
    static @Nullable String mediaType(byte[] bytes) {
        if (begins(bytes, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        }
        if (begins(bytes, 0xFF, 0xD8, 0xFF)) {
            return "image/jpeg";
        }
        return begins(bytes, 'q', 'o', 'i', 'f') ? QOI : null;
    }

    private static boolean begins(byte[] bytes, int... mark) {
        for (int n = 0; n < mark.length; n++) {
            if (n >= bytes.length || (bytes[n] & 0xFF) != mark[n]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the largest picture. */
    byte @Nullable [] picture() {
        return picture;
    }

    /** Returns the media type of the picture. */
    @Nullable
    String mediaType() {
        return mediaType;
    }
}
