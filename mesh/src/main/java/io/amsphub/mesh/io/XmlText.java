package io.amsphub.mesh.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The character data between tags: checked, references replaced, kept up to a bound. */
final class XmlText {

    private static final int MOST_KEPT = 1 << 16;
    private static final int LONGEST_REFERENCE = 12;

    private final XmlScanner scanner;
    private final DecimalParser decimals = new DecimalParser();
    private byte[] kept = new byte[64];
    private int length;
    private boolean cut;

    XmlText(XmlScanner scanner) {
        this.scanner = scanner;
    }

    void clear() {
        length = 0;
        cut = false;
    }

    boolean wasCut() {
        return cut;
    }

    /** Returns the text without the blanks around it. */
    String string() {
        return new String(kept, 0, length, StandardCharsets.UTF_8).strip();
    }

    /** Returns the text as a finite number. */
    double number() throws MeshFormatException {
        int from = 0;
        int to = length;
        while (from < to && kept[from] <= ' ' && kept[from] > 0) {
            from++;
        }
        while (to > from && kept[to - 1] <= ' ' && kept[to - 1] > 0) {
            to--;
        }
        double value = decimals.parse(kept, from, to);
        if (from == to || decimals.end() != to) {
            throw scanner.fault(MeshFault.BAD_NUMBER, MeshFormatException.quote(string()) + " is not a number");
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw scanner.fault(MeshFault.NOT_FINITE, MeshFormatException.quote(string()) + " is not a finite number");
        }
        return value;
    }

    /** Returns the text as a whole number from 0 to 2^31 - 1. */
    int index() throws MeshFormatException {
        double value = number();
        if (value != Math.rint(value)) {
            throw scanner.fault(MeshFault.BAD_NUMBER, MeshFormatException.quote(string()) + " is not a whole number");
        }
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw scanner.fault(
                    MeshFault.BAD_COUNT,
                    MeshFormatException.quote(string()) + " is not between 0 and " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /** Reads up to the next left bracket, or to the end of the input. Outside the root only blanks may be. */
    void scan(boolean inside) throws IOException, MeshFormatException {
        ByteSource source = scanner.source();
        while (source.has(1)) {
            byte b = source.buffer[source.pos];
            if (b == '<') {
                return;
            }
            if (!inside && b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                throw scanner.syntax("there is text outside the root element");
            }
            if (b == '&') {
                reference(source);
            } else {
                check(b);
                keep(b);
                source.pos++;
            }
        }
    }

    void scanCdata() throws IOException, MeshFormatException {
        ByteSource source = scanner.source();
        source.pos += 9;
        while (source.has(3)) {
            byte b = source.buffer[source.pos];
            if (b == ']' && source.buffer[source.pos + 1] == ']' && source.buffer[source.pos + 2] == '>') {
                source.pos += 3;
                return;
            }
            check(b);
            keep(b);
            source.pos++;
        }
        throw scanner.truncated();
    }

    private void check(byte b) throws MeshFormatException {
        if (b == '\n') {
            scanner.countLine();
        } else if (b >= 0 && b < ' ' && b != '\t' && b != '\r') {
            throw scanner.syntax("there is a control character in the text");
        }
    }

    private void keep(int b) {
        if (length == kept.length) {
            if (length == MOST_KEPT) {
                cut = true;
                return;
            }
            kept = java.util.Arrays.copyOf(kept, 2 * length);
        }
        kept[length++] = (byte) b;
    }

    private void reference(ByteSource source) throws IOException, MeshFormatException {
        boolean whole = source.has(LONGEST_REFERENCE);
        int most = Math.min(source.end, source.pos + LONGEST_REFERENCE);
        int stop = source.pos;
        while (stop < most && isReferenceByte(source.buffer[stop])) {
            stop++;
        }
        if (stop == most && !whole) {
            throw scanner.truncated();
        }
        keepCodePoint(codePoint(scanner, source.buffer, source.pos, stop, most));
        source.pos = stop + 1;
    }

    /** Replaces the references in an attribute value. */
    static String decode(XmlScanner scanner, byte[] bytes, int from, int to) throws MeshFormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        for (int at = from; at < to; at++) {
            if (bytes[at] == '&') {
                int stop = at;
                while (stop < to && bytes[stop] != ';' && stop - at < LONGEST_REFERENCE) {
                    stop++;
                }
                out.writeBytes(Character.toString(codePoint(scanner, bytes, at, stop, to))
                        .getBytes(StandardCharsets.UTF_8));
                at = stop;
            } else {
                out.write(bytes[at] == '\n' || bytes[at] == '\t' || bytes[at] == '\r' ? ' ' : bytes[at]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean isReferenceByte(byte b) {
        return Character.isLetterOrDigit(b) || b == '&' || b == '#';
    }

    private void keepCodePoint(int point) {
        if (point < 0x80) {
            keep(point);
        } else if (!cut) {
            for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                keep(b);
            }
        }
    }

    /** Returns the character that the reference from the ampersand to the semicolon stands for. */
    private static int codePoint(XmlScanner scanner, byte[] bytes, int from, int semicolon, int most)
            throws MeshFormatException {
        if (semicolon >= most || bytes[semicolon] != ';') {
            throw scanner.syntax("an ampersand begins no reference");
        }
        int start = from + 1;
        if (bytes[start] == '#') {
            return numbered(scanner, bytes, start + 1, semicolon);
        }
        String name = new String(bytes, start, semicolon - start, StandardCharsets.ISO_8859_1);
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "apos" -> '\'';
            case "quot" -> '"';
            default ->
                throw scanner.fault(
                        MeshFault.XML_ENTITY, "entity " + MeshFormatException.quote(name) + " is not known");
        };
    }

    private static int numbered(XmlScanner scanner, byte[] bytes, int from, int to) throws MeshFormatException {
        int radix = from < to && bytes[from] == 'x' ? 16 : 10;
        int first = radix == 16 ? from + 1 : from;
        int point = 0;
        boolean good = first < to;
        for (int at = first; at < to && good; at++) {
            int digit = Character.digit(bytes[at], radix);
            point = Math.min(Character.MAX_CODE_POINT + 1, point * radix + digit);
            good = digit >= 0;
        }
        boolean control = point < ' ' && point != '\t' && point != '\n' && point != '\r';
        boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        if (!good || control || surrogate || !Character.isValidCodePoint(point)) {
            throw scanner.syntax("a reference by number is no character");
        }
        return point;
    }
}
