package io.amsphub.mesh.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tag that the scanner stands at. Attribute values stay in the window of the input and are read from
 * there as numbers; a string is made only when one is asked for. Valid until the scanner moves on.
 */
final class XmlTag {

    private static final int MOST_ATTRIBUTES = 256;
    private static final XmlName NONE = new XmlName("", "");

    private final XmlScanner scanner;
    private final XmlNamespaces namespaces;
    private final XmlName.Table names = new XmlName.Table();
    private final DecimalParser decimals = new DecimalParser();
    private XmlName name = NONE;
    private String namespace = "";
    private byte[] bytes = {};
    private int count;
    private XmlName[] attributes = new XmlName[8];
    private String[] attributeNamespaces = new String[8];
    private int[] starts = new int[8];
    private int[] ends = new int[8];

    XmlTag(XmlScanner scanner, XmlNamespaces namespaces) {
        this.scanner = scanner;
        this.namespaces = namespaces;
    }

    XmlName qualifiedName() {
        return name;
    }

    /** Returns the name without prefix; interned. */
    String local() {
        return name.local();
    }

    /** Returns the namespace name, empty for none; interned. */
    String namespace() {
        return namespace;
    }

    boolean is(String uri, String local) {
        return name.local().equals(local) && namespace.equals(uri);
    }

    int attributeCount() {
        return count;
    }

    XmlName attributeName(int i) {
        return attributes[i];
    }

    /** Returns the namespace of attribute {@code i}: empty when it has no prefix. */
    String attributeNamespace(int i) {
        return attributeNamespaces[i];
    }

    /** Returns the index of the attribute without namespace, or -1. */
    int find(String local) {
        return find("", local);
    }

    int find(String uri, String local) {
        for (int i = 0; i < count; i++) {
            if (attributes[i].local().equals(local) && attributeNamespaces[i].equals(uri)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the value of the attribute without namespace, or null when there is none. */
    @Nullable
    String value(String local) throws MeshFormatException {
        int i = find(local);
        return i < 0 ? null : string(i);
    }

    String string(int i) throws MeshFormatException {
        return XmlText.decode(scanner, bytes, starts[i], ends[i]);
    }

    /** Returns attribute {@code i} as a finite number; blanks around it are allowed (XSD whitespace collapse). */
    double number(int i) throws MeshFormatException {
        int from = starts[i];
        int to = ends[i];
        while (from < to && bytes[from] <= ' ' && bytes[from] >= 0) {
            from++;
        }
        while (to > from && bytes[to - 1] <= ' ' && bytes[to - 1] >= 0) {
            to--;
        }
        double value = decimals.parse(bytes, from, to);
        if (decimals.end() != to || from == to) {
            throw scanner.fault(MeshFault.BAD_NUMBER, describe(i) + " is not a number");
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw scanner.fault(MeshFault.NOT_FINITE, describe(i) + " is not a finite number");
        }
        return value;
    }

    /** Returns attribute {@code i} as a whole number from 0 to 2^31 - 1. */
    int index(int i) throws MeshFormatException {
        long value = 0;
        for (int at = starts[i]; at < ends[i]; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                throw scanner.fault(MeshFault.BAD_NUMBER, describe(i) + " is not a whole number");
            }
            value = Math.min(Integer.MAX_VALUE + 1L, value * 10 + digit);
        }
        if (starts[i] == ends[i] || value > Integer.MAX_VALUE) {
            throw scanner.fault(MeshFault.BAD_COUNT, describe(i) + " is not between 0 and " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /** Returns attribute {@code i} for a message: its name and the start of its value. */
    String describe(int i) {
        String raw = new String(bytes, starts[i], ends[i] - starts[i], StandardCharsets.ISO_8859_1);
        return MeshFormatException.printable(attributes[i].qualified()) + "=" + MeshFormatException.quote(raw);
    }

    /**
     * Parses a start tag from behind its opening bracket.
     *
     * @return whether the element ends with it
     */
    boolean parse(byte[] window, int from, int close) throws MeshFormatException {
        bytes = window;
        count = 0;
        boolean empty = window[close - 1] == '/' && close > from;
        int stop = empty ? close - 1 : close;
        int at = nameEnd(from, stop);
        name = named(from, at);
        while (true) {
            int next = skipBlanks(at, stop);
            if (next == stop) {
                break;
            }
            if (next == at) {
                throw scanner.syntax("there is no blank before an attribute");
            }
            at = attribute(next, stop);
        }
        resolve();
        return empty;
    }

    private int attribute(int from, int stop) throws MeshFormatException {
        int at = nameEnd(from, stop);
        XmlName attribute = named(from, at);
        at = skipBlanks(at, stop);
        if (at == stop || bytes[at] != '=') {
            throw scanner.syntax("attribute " + MeshFormatException.quote(attribute.qualified()) + " has no value");
        }
        at = skipBlanks(at + 1, stop);
        if (at == stop || (bytes[at] != '"' && bytes[at] != '\'')) {
            throw scanner.syntax("the value of " + MeshFormatException.quote(attribute.qualified()) + " is not quoted");
        }
        int start = at + 1;
        int end = start;
        boolean reference = false;
        while (end < stop && bytes[end] != bytes[at]) {
            byte b = bytes[end++];
            reference |= b == '&';
            if (b == '<' || (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t')) {
                throw scanner.syntax("an attribute value holds a left bracket or a control character");
            }
        }
        if (reference) {
            XmlText.decode(scanner, bytes, start, end);
        }
        if (end == stop) {
            throw scanner.syntax("the value of " + MeshFormatException.quote(attribute.qualified()) + " does not end");
        }
        add(attribute, start, end);
        return end + 1;
    }

    private void add(XmlName attribute, int start, int end) throws MeshFormatException {
        for (int i = 0; i < count; i++) {
            if (attributes[i].equals(attribute)) {
                throw scanner.syntax(
                        "attribute " + MeshFormatException.quote(attribute.qualified()) + " is there twice");
            }
        }
        if (count == attributes.length) {
            if (count == MOST_ATTRIBUTES) {
                throw scanner.fault(MeshFault.MARKUP_TOO_LARGE, "a tag has more than 256 attributes");
            }
            attributes = Arrays.copyOf(attributes, 2 * count);
            attributeNamespaces = Arrays.copyOf(attributeNamespaces, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        attributes[count] = attribute;
        attributeNamespaces[count] = "";
        starts[count] = start;
        ends[count++] = end;
    }

    /** Declares the namespaces of this tag, takes the declarations out of the attributes, and resolves the rest. */
    private void resolve() throws MeshFormatException {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            XmlName attribute = attributes[i];
            boolean plain = attribute.prefix().isEmpty() && attribute.local().equals("xmlns");
            if (plain || attribute.prefix().equals("xmlns")) {
                namespaces.declare(plain ? "" : attribute.local(), string(i));
            } else {
                attributes[kept] = attribute;
                starts[kept] = starts[i];
                ends[kept++] = ends[i];
            }
        }
        count = kept;
        for (int i = 0; i < count; i++) {
            String prefix = attributes[i].prefix();
            attributeNamespaces[i] = prefix.isEmpty() ? "" : declared(prefix);
        }
        namespace = declared(name.prefix());
    }

    private String declared(String prefix) throws MeshFormatException {
        String uri = namespaces.find(prefix);
        if (uri == null) {
            throw scanner.syntax("prefix " + MeshFormatException.quote(prefix) + " is not declared");
        }
        return uri;
    }

    /** Returns what a prefix stands for here, or null; for prefixes in values, such as required extensions. */
    @Nullable
    String resolvePrefix(String prefix) {
        return namespaces.find(prefix);
    }

    boolean isEndOf(XmlName opened, byte[] window, int from, int close) {
        bytes = window;
        int stop = nameEnd(from, close);
        return skipBlanks(stop, close) == close && opened.equals(names.find(window, from, stop));
    }

    void becomeEnd(XmlName ended) throws MeshFormatException {
        name = ended;
        namespace = declared(ended.prefix());
        count = 0;
    }

    private XmlName named(int from, int to) throws MeshFormatException {
        XmlName found = names.find(bytes, from, to);
        if (found == null) {
            String raw = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
            throw scanner.syntax(MeshFormatException.quote(raw) + " is not a name");
        }
        return found;
    }

    private int nameEnd(int from, int stop) {
        int at = from;
        while (at < stop && bytes[at] != '=' && (bytes[at] > ' ' || bytes[at] < 0)) {
            at++;
        }
        return at;
    }

    private int skipBlanks(int from, int stop) {
        int at = from;
        while (at < stop && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }
}
