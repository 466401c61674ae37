package io.amsphub.processors.octoprint;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form with files (RFC 7578) that is read as it comes: one piece after the other, in constant memory. A
 * piece is read, or passed over, before the next one is asked for. For one thread.
 */
final class MultipartForm {

    private static final int BUFFER = 1 << 16;
    private static final int MAX_HEADERS = 16 << 10;
    private static final int MAX_VALUE = 64 << 10;
    /** A name of a file can have 255 bytes, each of them three characters when it is encoded. */
    private static final int MAX_DISPOSITION = 2000;

    private static final int MAX_PIECES = 100;
    private static final int MAX_BOUNDARY = 200;
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*?\\bboundary=(?:\"([^\"]+)\"|([^;\\s]+)).*");
    private static final String DISPOSITION = "content-disposition:";
    private static final Pattern NAME = parameter("name");
    private static final Pattern FILE_NAME = parameter("filename");
    private static final Pattern ENCODED_FILE_NAME =
            Pattern.compile("(?i);\\s*filename\\*\\s*=\\s*utf-8'[^']*'([^;\\s]+)");

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private int pieces;
    private boolean inPiece = true;

    private MultipartForm(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        buffer[0] = '\r';
        buffer[1] = '\n';
        limit = 2;
    }

    /**
     * One piece of a form.
     *
     * @param name of the field
     * @param fileName as the sender knows it; null for a value
     * @param content ends where the piece ends
     */
    record Piece(String name, @Nullable String fileName, InputStream content) {

        /**
         * Returns the content of a field that is no file.
         *
         * @throws HubException when it is longer than 64 KiB
         */
        String value() throws IOException {
            byte[] bytes = content.readNBytes(MAX_VALUE + 1);
            if (bytes.length > MAX_VALUE) {
                throw malformed("the field " + name + " has more than " + MAX_VALUE + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * A form in the body of a request.
     *
     * @throws HubException when the type says that it is none
     */
    static MultipartForm of(String contentType, InputStream body) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!matcher.matches()) {
            throw new HubException(
                    FailureCode.UNSUPPORTED_MEDIA_TYPE,
                    contentType + " is no form with a file",
                    "Content-Type",
                    "send multipart/form-data with the field file");
        }
        String boundary = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        if (boundary.length() > MAX_BOUNDARY) {
            throw malformed("its boundary is longer than " + MAX_BOUNDARY + " characters");
        }
        return new MultipartForm(body, boundary);
    }

    /** Returns the next piece; null when there is none. What was not read of the last one is passed over. */
    @Nullable
    Piece next() throws IOException {
        Content rest = new Content();
        while (inPiece) {
            rest.skipBuffered();
        }
        need(2);
        if (buffer[position] == '-' && buffer[position + 1] == '-') {
            return null;
        }
        if (++pieces > MAX_PIECES) {
            throw malformed("it has more than " + MAX_PIECES + " fields");
        }
        String head = headers();
        inPiece = true;
        String fileName = find(ENCODED_FILE_NAME, head);
        return new Piece(
                Objects.requireNonNullElse(find(NAME, head), ""),
                fileName == null ? find(FILE_NAME, head) : decoded(fileName),
                new Content());
    }

    private static String decoded(String fileName) {
        try {
            return URLDecoder.decode(fileName.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("the name " + fileName + " is not encoded as RFC 5987 says");
        }
    }

    /** Reads the header lines up to the empty one; returns the disposition. */
    private String headers() throws IOException {
        String disposition = "";
        int read = 0;
        for (String line = line(); !line.isEmpty() || read == 0; line = line()) {
            read += line.length() + 2;
            if (read > MAX_HEADERS) {
                throw malformed("the header of a field is longer than " + MAX_HEADERS + " bytes");
            }
            if (line.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length())) {
                disposition = line;
            }
            if (disposition.length() > MAX_DISPOSITION) {
                throw malformed("the names of a field have more than " + MAX_DISPOSITION + " characters");
            }
        }
        return disposition;
    }

    private String line() throws IOException {
        int from = 0;
        while (true) {
            for (int n = from; position + n + 1 < limit; n++) {
                if (buffer[position + n] == '\r' && buffer[position + n + 1] == '\n') {
                    String line = new String(buffer, position, n, StandardCharsets.UTF_8);
                    position += n + 2;
                    return line;
                }
            }
            from = Math.max(0, limit - position - 1);
            if (from > MAX_HEADERS) {
                throw malformed("the header of a field is longer than " + MAX_HEADERS + " bytes");
            }
            need(limit - position + 1);
        }
    }

    /** Has some bytes in the buffer from the position on. */
    private void need(int bytes) throws IOException {
        while (limit - position < bytes) {
            if (position > 0) {
                System.arraycopy(buffer, position, buffer, 0, limit - position);
                limit -= position;
                position = 0;
            }
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                throw malformed("it ends before its last boundary");
            }
            limit += read;
        }
    }

    private static Pattern parameter(String name) {
        return Pattern.compile("(?i);\\s*" + name + "\\s*=\\s*(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^;\\s]+))");
    }

    /** Returns a parameter; a backslash before a quote and {@code %22} both stand for a quote. */
    private static @Nullable String find(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        if (!matcher.find()) {
            return null;
        }
        String quoted = matcher.group(1);
        return quoted == null ? matcher.group(2) : quoted.replace("\\\"", "\"").replace("%22", "\"");
    }

    private static HubException malformed(String what) {
        return new HubException(
                FailureCode.MALFORMED_REQUEST,
                "the form is not as it should be: " + what,
                null,
                "send it as RFC 7578 says");
    }

    /** The bytes up to the next delimiter. */
    private final class Content extends InputStream {

        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int ready = ended ? 0 : ready();
            if (ready == 0) {
                ended = true;
                return -1;
            }
            int taken = Math.min(ready, length);
            System.arraycopy(buffer, position, target, offset, taken);
            position += taken;
            return taken;
        }

        private void skipBuffered() throws IOException {
            int ready = ready();
            position += ready;
        }

        /** Returns how many bytes of the piece are in the buffer; at its end, passes the delimiter, returns 0. */
        private int ready() throws IOException {
            need(delimiter.length);
            int at = position;
            while (at + delimiter.length <= limit) {
                if (buffer[at] == '\r'
                        && Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                    break;
                }
                at++;
            }
            if (at == position) {
                position += delimiter.length;
                inPiece = false;
            }
            return Math.max(0, at - position);
        }
    }
}
