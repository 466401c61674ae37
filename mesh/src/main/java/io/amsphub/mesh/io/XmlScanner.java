package io.amsphub.mesh.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pull scanner for the XML of model files: well-formed XML 1.0 with namespaces, without any document type
 * declaration, so without entities, external files and expansion. Numbers in attributes and text are read
 * from the bytes; names are interned; nothing is kept but the current tag and the text of the current leaf.
 *
 * <p>Bounds: 64 KiB a tag, 256 levels, 256 attributes a tag, 64 KiB of text kept (what is longer is cut and
 * said so). {@link #where} gives part, line and byte.
 */
final class XmlScanner implements MeshBuilder.Place {

    /** What 3MF allows: UTF-8 and UTF-16, of which ASCII is a part. */
    static final String UNICODE = "(?i)utf-?8|utf-?16(le|be)?|us-ascii|ascii";

    /** Unicode, and the encodings that agree with ASCII where numbers and names are. */
    static final String ASCII_LIKE = UNICODE + "|iso-8859-\\d+|windows-125\\d";

    private static final int MOST_DEPTH = 256;
    private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([^\"']*)[\"']");

    private final String part;
    private final String encodings;
    private final ByteSource source;
    private final XmlText text;
    private final XmlTag tag;
    private final XmlNamespaces namespaces = new XmlNamespaces();
    private final ArrayDeque<XmlName> open = new ArrayDeque<>();
    private boolean pendingEnd;
    private boolean rootSeen;
    private long line = 1;
    private long tagLine = 1;
    private long tagPlace;

    /** What {@link #next} stopped at. */
    enum Event {
        START,
        END,
        DOCUMENT_END
    }

    /**
     * Scans a document.
     *
     * @param part what errors call it, such as {@code part /3D/3dmodel.model}; empty for a plain file
     * @param encodings which encodings the document may declare, as a pattern
     */
    XmlScanner(InputStream in, String part, long maxBytes, String encodings) throws IOException, MeshFormatException {
        this.part = part;
        this.encodings = encodings;
        this.source = new ByteSource(recoded(in), maxBytes);
        this.text = new XmlText(this);
        this.tag = new XmlTag(this, namespaces);
        if (!source.has(1)) {
            throw new MeshFormatException(MeshFault.EMPTY_FILE, "there is no markup", where());
        }
        byte first = source.buffer[0];
        if (first != '<' && first != ' ' && first != '\n' && first != '\r' && first != '\t') {
            throw fault(MeshFault.XML_ENCODING, "the first byte is no markup in UTF-8 or UTF-16");
        }
    }

    private static InputStream recoded(InputStream in) throws IOException, MeshFormatException {
        try {
            return Transcoding.toUtf8(in, new ModelNotes.Collector());
        } catch (ZipPackage.DamagedPart e) {
            throw e.fault();
        }
    }

    @Override
    public String where() {
        return (part.isEmpty() ? "" : part + ", ") + "line " + tagLine + ", byte " + tagPlace;
    }

    MeshFormatException fault(MeshFault fault, String what) {
        return new MeshFormatException(fault, what, where());
    }

    MeshFormatException syntax(String what) {
        return fault(MeshFault.XML_SYNTAX, what);
    }

    ByteSource source() {
        return source;
    }

    void countLine() {
        line++;
    }

    /** Returns the tag that {@link #next} stopped at: names and, at a start, attributes. */
    XmlTag tag() {
        return tag;
    }

    /** Returns the text since the last start or end tag; meant for a leaf, at its end. */
    XmlText text() {
        return text;
    }

    /** Returns how many elements are open, the one just started included. */
    int depth() {
        return open.size();
    }

    /** Moves to the next start or end tag, or to the end of a document that is complete. */
    Event next() throws IOException, MeshFormatException {
        if (pendingEnd) {
            pendingEnd = false;
            return end(open.getLast());
        }
        while (true) {
            text.scan(!open.isEmpty());
            tagLine = line;
            tagPlace = source.position();
            if (!source.has(1)) {
                return documentEnd();
            }
            if (!source.has(2)) {
                throw truncated();
            }
            byte second = source.buffer[source.pos + 1];
            if (second == '!') {
                skipDeclaration();
            } else if (second == '?') {
                skipInstruction();
            } else if (second == '/') {
                return endTag();
            } else {
                return startTag();
            }
        }
    }

    private Event documentEnd() throws MeshFormatException {
        if (!open.isEmpty()) {
            throw fault(
                    MeshFault.TRUNCATED,
                    "the markup ends inside "
                            + MeshFormatException.quote(open.getLast().qualified()));
        }
        if (!rootSeen) {
            throw syntax("there is no element");
        }
        return Event.DOCUMENT_END;
    }

    private Event startTag() throws IOException, MeshFormatException {
        if (open.isEmpty() && rootSeen) {
            throw syntax("there is a second root element");
        }
        int close = wholeTag();
        rootSeen = true;
        namespaces.push();
        pendingEnd = tag.parse(source.buffer, source.pos + 1, close);
        source.pos = close + 1;
        open.addLast(tag.qualifiedName());
        if (open.size() > MOST_DEPTH) {
            throw fault(MeshFault.MARKUP_TOO_LARGE, "elements are nested more than " + MOST_DEPTH + " deep");
        }
        text.clear();
        return Event.START;
    }

    private Event endTag() throws IOException, MeshFormatException {
        int close = wholeTag();
        if (open.isEmpty()) {
            throw syntax("an element is closed that was not opened");
        }
        XmlName name = open.getLast();
        if (!tag.isEndOf(name, source.buffer, source.pos + 2, close)) {
            throw syntax("element " + MeshFormatException.quote(name.qualified()) + " is closed by another name");
        }
        source.pos = close + 1;
        return end(name);
    }

    private Event end(XmlName name) throws MeshFormatException {
        tag.becomeEnd(name);
        namespaces.pop();
        open.removeLast();
        return Event.END;
    }

    /** Makes the window hold the whole tag and returns where its closing bracket is. */
    private int wholeTag() throws IOException, MeshFormatException {
        int offset = 1;
        byte quote = 0;
        while (true) {
            byte[] bytes = source.buffer;
            int stop = source.end;
            for (int at = source.pos + offset; at < stop; at++) {
                byte b = bytes[at];
                if (b == '\n') {
                    line++;
                }
                if (quote != 0) {
                    quote = b == quote ? 0 : quote;
                } else if (b == '"' || b == '\'') {
                    quote = b;
                } else if (b == '>') {
                    return at;
                }
            }
            offset = source.end - source.pos;
            if (!source.fill(source.pos)) {
                if (offset == ByteSource.WINDOW) {
                    throw fault(MeshFault.MARKUP_TOO_LARGE, "a tag is longer than 64 KiB");
                }
                throw truncated();
            }
        }
    }

    private void skipDeclaration() throws IOException, MeshFormatException {
        if (startsWith("<!--")) {
            source.pos += 4;
            skipPast("--");
            if (!source.has(1) || source.buffer[source.pos] != '>') {
                throw syntax("a comment holds two hyphens");
            }
            source.pos++;
        } else if (startsWith("<![CDATA[") && !open.isEmpty()) {
            text.scanCdata();
        } else if (startsWith("<!DOCTYPE")) {
            throw fault(MeshFault.XML_DOCTYPE, "there is a document type declaration");
        } else {
            throw syntax("there is a declaration where none can be");
        }
    }

    private void skipInstruction() throws IOException, MeshFormatException {
        boolean first = tagPlace == 0;
        if (startsWith("<?xml") && source.has(6) && source.buffer[source.pos + 5] <= ' ') {
            if (!first) {
                throw syntax("the XML declaration is not at the start");
            }
            checkDeclaration();
        }
        source.pos += 2;
        skipPast("?>");
    }

    /** The declaration names the encoding; the text is UTF-8 by now, or was UTF-16 before. */
    private void checkDeclaration() throws IOException, MeshFormatException {
        long lineBefore = line;
        int close = wholeTag();
        line = lineBefore;
        String declaration = new String(source.buffer, source.pos, close - source.pos, StandardCharsets.ISO_8859_1);
        Matcher named = ENCODING.matcher(declaration);
        if (named.find() && !named.group(1).matches(encodings)) {
            throw fault(MeshFault.XML_ENCODING, "the encoding is " + MeshFormatException.quote(named.group(1)));
        }
    }

    private boolean startsWith(String ascii) throws IOException, MeshFormatException {
        if (!source.has(ascii.length())) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (source.buffer[source.pos + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void skipPast(String ascii) throws IOException, MeshFormatException {
        while (!startsWith(ascii)) {
            if (!source.has(ascii.length())) {
                throw truncated();
            }
            if (source.buffer[source.pos] == '\n') {
                line++;
            }
            source.pos++;
        }
        source.pos += ascii.length();
    }

    MeshFormatException truncated() {
        return fault(MeshFault.TRUNCATED, "the markup ends in the middle of a tag");
    }

    /** Returns the names of the open elements from the root on, for messages. */
    List<String> path() {
        List<String> names = new ArrayList<>();
        open.forEach(name -> names.add(name.local()));
        return names;
    }
}
