package io.amsphub.mesh.io;

import io.amsphub.mesh.model.LengthUnit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * STL, binary and ASCII (3D Systems, 1989). Bit-equal points are joined while reading.
 *
 * <p>Which of the two it is, the length decides and not the first word: many binary files begin with
 * "solid". Normals are not looked at; facets follow the winding. Read although wrong: a facet count below
 * what the file holds, bytes behind the last facet, colour attributes, any case, missing normals, comments.
 * Refused: more facets promised than there are bytes for, a missing end.
 */
final class StlReader {

    private static final int HEADER = 84;
    private static final int FACET = 50;
    private static final int SNIFF = 1024;

    /** Facets whose corners are looked up together. */
    private static final int BATCH = 64;

    private final ReadLimits limits;
    private final MeshBuilder mesh;
    private final PointWelder welder;
    private final ModelNotes.Collector notes = new ModelNotes.Collector();
    private final double[] batch = new double[9 * BATCH];
    private final int[] found = new int[3 * BATCH];

    StlReader(ReadLimits limits) {
        this.limits = limits;
        this.mesh = new MeshBuilder(limits);
        this.welder = new PointWelder(mesh);
    }

    ReadModel read(InputStream in, long length) throws MeshFormatException, IOException {
        ByteSource source = new ByteSource(in, limits.maxBytes());
        source.has(SNIFF);
        byte[] head = Arrays.copyOf(source.buffer, Math.min(source.end, SNIFF));
        if (head.length == 0) {
            throw new MeshFormatException(MeshFault.EMPTY_FILE, "the file has no bytes", source.where());
        }
        if (isText(head, length)) {
            readText(source);
        } else if (head.length < HEADER || isOtherText(head, length)) {
            throw new MeshFormatException(
                    MeshFault.STL_NEITHER,
                    "the file does not begin with solid, nor is it a binary header with facets",
                    source.where());
        } else {
            readBinary(source, length);
        }
        return new ReadModel(mesh.buildDistinct(LengthUnit.UNSPECIFIED), notes.notes());
    }

    private static boolean isText(byte[] head, long length) {
        if (head.length >= HEADER && length == HEADER + FACET * FormatRecognition.binaryStlCount(head)) {
            return false;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        boolean solid = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .filter(line -> line.startsWith("solid") || line.startsWith("\u00ef\u00bb\u00bfsolid"))
                .isPresent();
        return solid
                && (!FormatRecognition.looksBinary(head) || (text.contains("facet normal") && text.contains("vertex")));
    }

    private static boolean isOtherText(byte[] head, long length) {
        return !FormatRecognition.looksBinary(head)
                && length != HEADER + FACET * FormatRecognition.binaryStlCount(head);
    }

    // ---- binary ----

    private void readBinary(ByteSource source, long length) throws MeshFormatException, IOException {
        long promised = FormatRecognition.binaryStlCount(source.buffer);
        source.pos = HEADER;
        if (length >= 0) {
            long held = Math.max(0, length - HEADER) / FACET;
            boolean cut = (length - HEADER) % FACET != 0;
            checkCount(promised, held, length, cut ? HEADER + held * FACET : HEADER - 4);
            boolean tail = cut && promised > 0;
            long count = tail ? promised : held;
            int room = (int) Math.min(count, limits.maxFacets());
            mesh.expectFacets(room);
            welder.expectPoints(room / 2 + 2);
            readFacets(source, count);
        } else {
            readFacets(source, promised);
            int points = mesh.pointCount();
            readFacets(source, Long.MAX_VALUE);
            if (promised > 0 && source.has(1)) {
                mesh.truncate(points, (int) Math.min(promised, mesh.facetCount()));
            }
        }
        finishBinary(source, promised);
    }

    /** The place is where the file breaks off in a facet; with whole facets it is the count that is wrong. */
    private static void checkCount(long promised, long held, long length, long place) throws MeshFormatException {
        if (promised > held) {
            throw new MeshFormatException(
                    MeshFault.STL_COUNT,
                    "the header promises " + promised + " facets, " + length + " bytes hold " + held,
                    "byte " + place);
        }
    }

    private void readFacets(ByteSource source, long most) throws MeshFormatException, IOException {
        boolean coloured = false;
        for (long facet = 0; facet < most && source.has(FACET); ) {
            int count = (int) Math.min(Math.min(BATCH, most - facet), (source.end - source.pos) / FACET);
            coloured |= readBatch(source, count);
            facet += count;
        }
        if (coloured) {
            notes.remark(ModelNotes.Kind.COLOURS_LEFT_OUT, "facets carry attribute bytes", "byte " + (HEADER + 48));
        }
    }

    /** Reads facets that lie in the window; returns whether one has attribute bytes. */
    private boolean readBatch(ByteSource source, int count) throws MeshFormatException {
        byte[] bytes = source.buffer;
        int attributes = 0;
        for (int facet = 0; facet < count; facet++) {
            int at = source.pos + facet * FACET;
            for (int k = 0; k < 9; k++) {
                float value = number(bytes, at + 12 + 4 * k);
                if (!Float.isFinite(value)) {
                    throw notFinite(source, facet, k / 3);
                }
                batch[9 * facet + k] = value;
            }
            attributes |= bytes[at + 48] | bytes[at + 49];
        }
        welder.find(batch, 3 * count, found);
        MeshBuilder.Place here = source::where;
        for (int facet = 0; facet < count; facet++) {
            int a = corner(3 * facet, here);
            int b = corner(3 * facet + 1, here);
            int c = corner(3 * facet + 2, here);
            mesh.addFacet(a, b, c, here);
            source.pos += FACET;
        }
        return attributes != 0;
    }

    /** Returns the point of a corner of the batch; one that was not found at once may have been added since. */
    private int corner(int i, MeshBuilder.Place here) throws MeshFormatException {
        int point = found[i];
        return point >= 0 ? point : welder.weld(batch[3 * i], batch[3 * i + 1], batch[3 * i + 2], here);
    }

    /** By hand and not by a view of the array: the view is slow until the last stage of compilation is reached. */
    private static float number(byte[] bytes, int at) {
        return Float.intBitsToFloat(
                (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24);
    }

    private static MeshFormatException notFinite(ByteSource source, int facet, int corner) {
        int at = source.pos + facet * FACET + 12 * (corner + 1);
        float x = number(source.buffer, at);
        float y = number(source.buffer, at + 4);
        float z = number(source.buffer, at + 8);
        long number = (source.position() - HEADER) / FACET + facet;
        return new MeshFormatException(
                MeshFault.NOT_FINITE,
                "facet " + number + " has a corner at (" + x + ", " + y + ", " + z + ")",
                "byte " + (source.position() - source.pos + at));
    }

    /** What is left must be less than a facet, and the header must not have promised more. */
    private void finishBinary(ByteSource source, long promised) throws MeshFormatException, IOException {
        int read = mesh.facetCount();
        if (read < promised) {
            throw new MeshFormatException(
                    MeshFault.STL_COUNT,
                    "the header promises " + promised + " facets, the file ends in facet " + read,
                    source.where());
        }
        if (read > promised) {
            notes.remark(
                    ModelNotes.Kind.WRONG_COUNT,
                    "the header says " + promised + " facets, the file holds " + read,
                    "byte 80");
        }
        String end = source.where();
        long left = source.drain();
        if (left > 0) {
            notes.remark(ModelNotes.Kind.TRAILING_BYTES, left + " bytes follow the last facet", end);
        }
        notes.countPolygons(read);
    }

    // ---- ASCII ----

    private void readText(ByteSource source) throws MeshFormatException, IOException {
        source.pos = ByteOrderMark.of(source.buffer).length();
        TextScanner text = new TextScanner(source, true);
        boolean inSolid = false;
        while (text.nextTokenOnAnyLine()) {
            if (text.is("facet")) {
                readTextFacet(text);
            } else if (text.is("solid")) {
                inSolid = true;
                skipName(text);
            } else if (text.is("endsolid")) {
                inSolid = false;
                text.skipRestOfLine();
            } else {
                throw unexpected(text, "facet or endsolid");
            }
        }
        if (inSolid) {
            throw new MeshFormatException(
                    MeshFault.TRUNCATED, "the text ends without endsolid, in facet " + mesh.facetCount(), text.where());
        }
        notes.countPolygons(mesh.facetCount());
    }

    /** The name goes to the end of the line, but a file on a single line has its first facet there. */
    private void skipName(TextScanner text) throws MeshFormatException, IOException {
        while (text.nextToken()) {
            if (text.is("facet") && text.nextToken() && text.is("normal")) {
                readFacetAfterNormal(text);
                return;
            }
        }
    }

    private void readTextFacet(TextScanner text) throws MeshFormatException, IOException {
        next(text, "normal or outer");
        if (text.is("normal")) {
            readFacetAfterNormal(text);
        } else {
            readLoop(text);
        }
    }

    /** Normals are often wrong and sometimes not even numbers; nothing depends on them. */
    private void readFacetAfterNormal(TextScanner text) throws MeshFormatException, IOException {
        for (int i = 0; i < 4; i++) {
            next(text, "outer");
            if (text.is("outer")) {
                break;
            }
        }
        readLoop(text);
    }

    private void readLoop(TextScanner text) throws MeshFormatException, IOException {
        expect(text, "outer");
        next(text, "loop");
        expect(text, "loop");
        int[] corners = new int[3];
        for (int i = 0; i < 3; i++) {
            next(text, "vertex");
            if (!text.is("vertex")) {
                throw new MeshFormatException(
                        MeshFault.STL_CORNERS, "facet " + mesh.facetCount() + " has " + i + " corners", text.where());
            }
            corners[i] = readVertex(text);
        }
        next(text, "endloop");
        if (text.is("vertex")) {
            throw new MeshFormatException(
                    MeshFault.STL_CORNERS, "facet " + mesh.facetCount() + " has more than 3 corners", text.where());
        }
        expect(text, "endloop");
        next(text, "endfacet");
        expect(text, "endfacet");
        mesh.addFacet(corners[0], corners[1], corners[2], text);
    }

    private int readVertex(TextScanner text) throws MeshFormatException, IOException {
        next(text, "a coordinate");
        double x = text.number();
        next(text, "a coordinate");
        double y = text.number();
        next(text, "a coordinate");
        double z = text.number();
        return welder.weld(x, y, z, text);
    }

    private void next(TextScanner text, String wanted) throws MeshFormatException, IOException {
        if (!text.nextTokenOnAnyLine()) {
            throw new MeshFormatException(
                    MeshFault.TRUNCATED,
                    "the text ends in facet " + mesh.facetCount() + " before " + wanted,
                    text.where());
        }
    }

    private static void expect(TextScanner text, String word) throws MeshFormatException {
        if (!text.is(word)) {
            throw unexpected(text, word);
        }
    }

    private static MeshFormatException unexpected(TextScanner text, String wanted) {
        return new MeshFormatException(
                MeshFault.UNEXPECTED_WORD,
                MeshFormatException.quote(text.text()) + " instead of " + wanted,
                text.where());
    }
}
