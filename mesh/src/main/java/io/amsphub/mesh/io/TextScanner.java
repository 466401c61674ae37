package io.amsphub.mesh.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines and tokens of a text format, straight from the bytes: no string per token. Lines end with LF, CR LF
 * or CR alone; tokens are parted by blanks. A line is bounded, so is a token; the place of each is known.
 */
final class TextScanner implements MeshBuilder.Place {

    private static final long SATURATED = Long.MAX_VALUE / 16;

    private final ByteSource source;
    private final DecimalParser decimals = new DecimalParser();
    private final boolean comments;
    private long line = 1;
    private boolean loneReturns;
    private long lineStart;
    private int tokenStart;
    private long tokenPlace;
    private int tokenEnd;

    /**
     * Scans a text.
     *
     * @param in the text, ASCII or a superset of it
     * @param comments whether a number sign where a token could begin hides the rest of the line
     */
    TextScanner(InputStream in, ReadLimits limits, boolean comments) {
        this(new ByteSource(in, limits.maxBytes()), comments);
    }

    TextScanner(ByteSource source, boolean comments) {
        this.source = source;
        this.comments = comments;
        this.lineStart = source.position();
    }

    /** Returns the place of the last token: line and byte. */
    @Override
    public String where() {
        return "line " + line + ", byte " + tokenPlace;
    }

    long line() {
        return line;
    }

    /**
     * Moves to the next token of this line. A backslash before the line's end joins the next line to it.
     *
     * @return false at the end of the line, where it stays
     */
    boolean nextToken() throws IOException, MeshFormatException {
        byte[] bytes = source.buffer;
        while (true) {
            if (source.pos == source.end && !source.fill(source.pos)) {
                noToken();
                return false;
            }
            byte b = bytes[source.pos];
            if (b == ' ' || b == '\t' || b == '\f' || b == 0x0B) {
                source.pos++;
            } else if (b == '\n' || b == '\r') {
                noToken();
                return false;
            } else if (b == '#' && comments) {
                skipRestOfLine();
                noToken();
                return false;
            } else if (b != '\\' || !joinsNextLine()) {
                scanToken();
                return true;
            }
        }
    }

    private void noToken() {
        tokenStart = tokenEnd = source.pos;
        tokenPlace = source.position();
    }

    private void scanToken() throws IOException, MeshFormatException {
        byte[] bytes = source.buffer;
        int at = source.pos + 1;
        while (true) {
            while (at < source.end && isTokenByte(bytes[at])) {
                at++;
            }
            if (at < source.end) {
                break;
            }
            int kept = at - source.pos;
            if (!source.fill(source.pos)) {
                if (kept == ByteSource.WINDOW) {
                    tokenPlace = source.position();
                    throw new MeshFormatException(MeshFault.LINE_TOO_LONG, "a word is longer than 64 KiB", where());
                }
                at = source.pos + kept;
                break;
            }
            at = source.pos + kept;
        }
        tokenStart = source.pos;
        tokenPlace = source.position();
        tokenEnd = at;
        source.pos = at;
        checkLineLength();
    }

    /** Blanks and line breaks part tokens, and so does the backslash that may join lines. */
    private static boolean isTokenByte(byte b) {
        return b > ' ' ? b != '\\' : b < '\t' || (b > '\r' && b < ' ');
    }

    private boolean joinsNextLine() throws IOException, MeshFormatException {
        if (!source.has(2)) {
            return false;
        }
        byte next = source.buffer[source.pos + 1];
        if (next != '\n' && next != '\r') {
            return false;
        }
        source.pos++;
        long start = lineStart;
        consumeBreak();
        lineStart = start;
        return true;
    }

    private void consumeBreak() throws IOException, MeshFormatException {
        if (source.buffer[source.pos++] == '\r') {
            if (source.has(1) && source.buffer[source.pos] == '\n') {
                source.pos++;
            } else {
                loneReturns = true;
            }
        }
        line++;
        lineStart = source.position();
    }

    private void checkLineLength() throws MeshFormatException {
        if (source.position() - lineStart > ReadLimits.MAX_LINE_BYTES) {
            throw new MeshFormatException(MeshFault.LINE_TOO_LONG, "a line is longer than 1 MiB", where());
        }
    }

    /** Moves to the end of this line without looking at it. */
    void skipRestOfLine() throws IOException, MeshFormatException {
        byte[] bytes = source.buffer;
        do {
            int at = source.pos;
            while (at < source.end && bytes[at] != '\n' && bytes[at] != '\r') {
                at++;
            }
            source.pos = at;
            noToken();
            checkLineLength();
        } while (source.pos == source.end && source.fill(source.pos));
    }

    /**
     * Moves to the start of the next line, leaving out what is left of this one.
     *
     * @return false when the input ends with this line
     */
    boolean nextLine() throws IOException, MeshFormatException {
        skipRestOfLine();
        if (source.pos == source.end) {
            return false;
        }
        consumeBreak();
        boolean more = source.has(1);
        noToken();
        return more;
    }

    /**
     * Ends this line and takes exactly its break, because what follows may be binary and begin with any byte:
     * a feed behind a carriage return belongs to the break unless earlier lines ended with the return alone.
     */
    void endLineOnce() throws IOException, MeshFormatException {
        skipRestOfLine();
        if (source.has(1)) {
            boolean carriage = source.buffer[source.pos] == '\r';
            source.pos++;
            if (carriage && !loneReturns && source.has(1) && source.buffer[source.pos] == '\n') {
                source.pos++;
            }
            line++;
            lineStart = source.position();
        }
        noToken();
    }

    /** Moves to the next token on this or a later line; false at the end of the input. */
    boolean nextTokenOnAnyLine() throws IOException, MeshFormatException {
        while (!nextToken()) {
            if (!nextLine()) {
                noToken();
                return false;
            }
        }
        return true;
    }

    /** True when the token is the word, in whatever case. */
    boolean is(String lowerCaseWord) {
        int length = lowerCaseWord.length();
        if (tokenEnd - tokenStart != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int b = source.buffer[tokenStart + i];
            if (b != lowerCaseWord.charAt(i) && (b < 'A' || b > 'Z' || b + 0x20 != lowerCaseWord.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    int tokenLength() {
        return tokenEnd - tokenStart;
    }

    byte tokenByte(int i) {
        return source.buffer[tokenStart + i];
    }

    /** Returns the token as text, for what is rare: headers, names, quotes in errors. */
    String text() {
        return new String(source.buffer, tokenStart, tokenEnd - tokenStart, StandardCharsets.ISO_8859_1);
    }

    /** Returns the token as a finite number. */
    double number() throws MeshFormatException {
        return finite(anyNumber());
    }

    /** Returns the number that the token begins with, whatever follows it, as the C library reads numbers. */
    double leadingNumber() throws MeshFormatException {
        double value = decimals.parse(source.buffer, tokenStart, tokenEnd);
        if (decimals.end() == tokenStart) {
            throw new MeshFormatException(
                    MeshFault.BAD_NUMBER, MeshFormatException.quote(text()) + " is not a number", where());
        }
        return finite(value);
    }

    /** True when the last number took up the whole token. */
    boolean numberWasWhole() {
        return decimals.end() == tokenEnd;
    }

    /** Returns the token as a number, finite or not. */
    double anyNumber() throws MeshFormatException {
        double value = decimals.parse(source.buffer, tokenStart, tokenEnd);
        if (decimals.end() != tokenEnd) {
            throw new MeshFormatException(
                    MeshFault.BAD_NUMBER, MeshFormatException.quote(text()) + " is not a number", where());
        }
        return value;
    }

    private double finite(double value) throws MeshFormatException {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new MeshFormatException(
                    MeshFault.NOT_FINITE, MeshFormatException.quote(text()) + " is not a finite number", where());
        }
        return value;
    }

    /** Returns the token as a whole number between the bounds, both included. */
    long integer(long least, long most) throws MeshFormatException {
        long value = integerPart(0, tokenEnd - tokenStart);
        if (value < least || value > most) {
            throw new MeshFormatException(
                    MeshFault.BAD_COUNT,
                    MeshFormatException.quote(text()) + " is not between " + least + " and " + most,
                    where());
        }
        return value;
    }

    /** Returns the whole number in bytes {@code from} to {@code to} of the token; what would overflow saturates. */
    long integerPart(int from, int to) throws MeshFormatException {
        int at = tokenStart + from;
        int stop = tokenStart + to;
        boolean negative = at < stop && source.buffer[at] == '-';
        if (negative || (at < stop && source.buffer[at] == '+')) {
            at++;
        }
        long value = 0;
        int first = at;
        for (; at < stop && source.buffer[at] >= '0' && source.buffer[at] <= '9'; at++) {
            value = value >= SATURATED / 10 ? SATURATED : value * 10 + source.buffer[at] - '0';
        }
        if (at == first || at != stop) {
            throw new MeshFormatException(
                    MeshFault.BAD_NUMBER, MeshFormatException.quote(text()) + " is not a whole number", where());
        }
        return negative ? -value : value;
    }
}
