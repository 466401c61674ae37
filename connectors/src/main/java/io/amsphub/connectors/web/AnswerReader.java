package io.amsphub.connectors.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an HTTP/1.1 answer (RFC 9112) as far as it is wanted: status, headers of up to 16 KiB together, the first bytes
 * of the body. What a body does after that, or instead, changes nothing.
 */
final class AnswerReader {

    private static final int MOST_HEAD = 16 << 10;
    private static final int MOST_INTERIM = 5;
    private static final int OK = 200;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private final InputStream in;
    private final int excerptBytes;
    private int headBytes;

    AnswerReader(InputStream in, int excerptBytes) {
        this.in = in;
        this.excerptBytes = excerptBytes;
    }

    /** The status and the headers. */
    record Head(int status, Map<String, String> headers) {}

    /** Reads status and headers, past interim answers. */
    Head head() throws IOException {
        for (int interim = 0; interim <= MOST_INTERIM; interim++) {
            int status = status(line());
            Map<String, String> headers = headers();
            if (status >= OK) {
                return new Head(status, headers);
            }
        }
        throw protocol("it has interim answers without end");
    }

    private static int status(String line) throws HttpFailure {
        Matcher matcher = STATUS.matcher(line);
        if (!matcher.matches()) {
            throw protocol("it does not begin with a status line of HTTP/1.1");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        return headers;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new HttpFailure(HttpFailure.Kind.BROKEN, "the connection ended before the answer did");
            }
            if (++headBytes > MOST_HEAD) {
                throw protocol("its headers have more than " + MOST_HEAD + " bytes");
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(next);
        }
    }

    /** Reads the first bytes of the body; whatever ends the reading, what came until then is the excerpt. */
    String excerpt(Head head) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if ("chunked".equalsIgnoreCase(head.headers().get("transfer-encoding"))) {
                readChunks(bytes);
            } else {
                read(bytes, length(head.headers().get("content-length")));
            }
        } catch (IOException | NumberFormatException e) {
            return text(bytes);
        }
        return text(bytes);
    }

    private static long length(@Nullable String header) {
        return header == null ? Long.MAX_VALUE : Long.parseLong(header);
    }

    private void readChunks(ByteArrayOutputStream bytes) throws IOException {
        while (bytes.size() < excerptBytes) {
            String size = line().split(";", 2)[0].trim();
            long length = size.isEmpty() ? 0 : Long.parseLong(size, 16);
            if (length <= 0) {
                return;
            }
            read(bytes, length);
            line();
        }
    }

    private void read(ByteArrayOutputStream bytes, long length) throws IOException {
        byte[] buffer = new byte[excerptBytes];
        long left = Math.min(length, excerptBytes - bytes.size());
        while (left > 0) {
            int count = in.read(buffer, 0, (int) left);
            if (count < 0) {
                return;
            }
            bytes.write(buffer, 0, count);
            left -= count;
        }
    }

    private static String text(ByteArrayOutputStream bytes) {
        return CONTROL.matcher(bytes.toString(StandardCharsets.UTF_8)).replaceAll("");
    }

    private static HttpFailure protocol(String what) {
        return new HttpFailure(HttpFailure.Kind.PROTOCOL, "the answer is no HTTP: " + what);
    }
}
