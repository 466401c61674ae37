package io.amsphub.mesh.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header of a PLY: encoding, and elements with their properties in order. */
final class PlyHeader {

    private static final int MOST_ELEMENTS = 64;
    private static final int MOST_PROPERTIES = 256;

    private Encoding encoding = Encoding.ASCII;
    private final List<Element> elements = new ArrayList<>();

    enum Encoding {
        ASCII,
        LITTLE_ENDIAN,
        BIG_ENDIAN
    }

    /** A number as PLY stores it, with its size in bytes. */
    enum Type {
        INT8(1),
        UINT8(1),
        INT16(2),
        UINT16(2),
        INT32(4),
        UINT32(4),
        FLOAT32(4),
        FLOAT64(8);

        private final int size;

        Type(int size) {
            this.size = size;
        }

        int size() {
            return size;
        }

        @Nullable
        static Type named(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "char", "int8" -> INT8;
                case "uchar", "uint8" -> UINT8;
                case "short", "int16" -> INT16;
                case "ushort", "uint16" -> UINT16;
                case "int", "int32" -> INT32;
                case "uint", "uint32" -> UINT32;
                case "float", "float32" -> FLOAT32;
                case "double", "float64" -> FLOAT64;
                default -> null;
            };
        }
    }

    /** A property; a list when it has a type for its length. */
    record Property(String name, Type type, @Nullable Type listLength) {}

    /** An element that occurs so many times. */
    record Element(String name, long count, List<Property> properties) {

        int find(String property) {
            for (int i = 0; i < properties.size(); i++) {
                if (properties.get(i).name().equals(property)) {
                    return i;
                }
            }
            return -1;
        }
    }

    private PlyHeader() {}

    Encoding encoding() {
        return encoding;
    }

    List<Element> elements() {
        return elements;
    }

    /** Reads up to and with the line that says end_header. */
    static PlyHeader read(TextScanner text) throws IOException, MeshFormatException {
        if (!text.nextToken() || !text.is("ply")) {
            throw new MeshFormatException(MeshFault.PLY_HEADER, "the file does not begin with ply", text.where());
        }
        PlyHeader header = new PlyHeader();
        boolean formatSeen = false;
        while (text.nextLine()) {
            if (!text.nextToken() || text.is("comment") || text.is("obj_info")) {
                continue;
            }
            if (text.is("end_header")) {
                if (!formatSeen) {
                    throw new MeshFormatException(MeshFault.PLY_HEADER, "the header has no format", text.where());
                }
                text.endLineOnce();
                return header;
            }
            if (text.is("format")) {
                formatSeen = true;
                header.readFormat(text);
            } else if (text.is("element")) {
                header.readElement(text);
            } else if (text.is("property")) {
                header.readProperty(text);
            } else {
                throw new MeshFormatException(
                        MeshFault.PLY_HEADER,
                        MeshFormatException.quote(text.text()) + " is no keyword of a header",
                        text.where());
            }
        }
        throw new MeshFormatException(MeshFault.TRUNCATED, "the header ends without end_header", text.where());
    }

    private void readFormat(TextScanner text) throws IOException, MeshFormatException {
        String name = word(text).toLowerCase(Locale.ROOT);
        encoding = switch (name) {
            case "ascii" -> Encoding.ASCII;
            case "binary_little_endian" -> Encoding.LITTLE_ENDIAN;
            case "binary_big_endian" -> Encoding.BIG_ENDIAN;
            default ->
                throw new MeshFormatException(
                        MeshFault.PLY_HEADER, MeshFormatException.quote(name) + " is no format of PLY", text.where());
        };
    }

    private void readElement(TextScanner text) throws IOException, MeshFormatException {
        String name = word(text);
        word(text);
        long count = text.integer(0, Integer.MAX_VALUE);
        if (elements.size() == MOST_ELEMENTS) {
            throw new MeshFormatException(MeshFault.PLY_HEADER, "there are more than 64 elements", text.where());
        }
        elements.add(new Element(name, count, new ArrayList<>()));
    }

    private void readProperty(TextScanner text) throws IOException, MeshFormatException {
        if (elements.isEmpty()) {
            throw new MeshFormatException(MeshFault.PLY_HEADER, "a property belongs to no element", text.where());
        }
        List<Property> properties = elements.get(elements.size() - 1).properties();
        if (properties.size() == MOST_PROPERTIES) {
            throw new MeshFormatException(
                    MeshFault.PLY_HEADER, "an element has more than 256 properties", text.where());
        }
        String first = word(text);
        if (first.equals("list")) {
            Type length = type(text, word(text));
            if (length == Type.FLOAT32 || length == Type.FLOAT64) {
                throw new MeshFormatException(
                        MeshFault.PLY_HEADER, "the length of a list is no fraction", text.where());
            }
            Type type = type(text, word(text));
            properties.add(new Property(word(text), type, length));
        } else {
            properties.add(new Property(word(text), type(text, first), null));
        }
    }

    private static String word(TextScanner text) throws IOException, MeshFormatException {
        if (!text.nextToken()) {
            throw new MeshFormatException(MeshFault.PLY_HEADER, "a line of the header is incomplete", text.where());
        }
        return text.text();
    }

    private static Type type(TextScanner text, String name) throws MeshFormatException {
        Type type = Type.named(name);
        if (type == null) {
            throw new MeshFormatException(
                    MeshFault.PLY_HEADER, MeshFormatException.quote(name) + " is no type of PLY", text.where());
        }
        return type;
    }
}
