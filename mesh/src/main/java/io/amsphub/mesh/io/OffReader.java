package io.amsphub.mesh.io;

import io.amsphub.mesh.model.LengthUnit;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * OFF (Geomview), the text form in three dimensions: vertices and polygons. Normals, colours and texture
 * coordinates behind them are left out, whatever the header says of them. Points stay as listed.
 */
final class OffReader {

    private final ReadLimits limits;
    private final MeshBuilder mesh;
    private final ModelNotes.Collector notes = new ModelNotes.Collector();

    OffReader(ReadLimits limits) {
        this.limits = limits;
        this.mesh = new MeshBuilder(limits);
    }

    ReadModel read(InputStream in) throws MeshFormatException, IOException {
        TextScanner text = new TextScanner(Transcoding.toUtf8(in, notes), limits, true);
        if (!text.nextTokenOnAnyLine()) {
            throw new MeshFormatException(MeshFault.EMPTY_FILE, "the file has no word", text.where());
        }
        long vertices = readHeader(text);
        int most = limits.maxPoints();
        if (vertices < 0 || vertices > most) {
            throw new MeshFormatException(
                    MeshFault.BAD_COUNT, vertices + " vertices are not between 0 and " + most, text.where());
        }
        need(text, "the number of faces");
        long faces = text.integer(0, Integer.MAX_VALUE);
        text.skipRestOfLine();
        readVertices(text, vertices);
        readFaces(text, faces);
        return new ReadModel(mesh.build(LengthUnit.UNSPECIFIED), notes.notes());
    }

    /** The word OFF may be missing, and some programs write no blank between it and the first count. */
    private static long readHeader(TextScanner text) throws MeshFormatException, IOException {
        String word = text.text();
        int end = word.toUpperCase(Locale.ROOT).indexOf("OFF");
        if (end >= 0 && word.substring(0, end).matches("(ST)?C?N?")) {
            int behind = end + 3;
            if (behind < text.tokenLength()) {
                return text.integerPart(behind, text.tokenLength());
            }
            need(text, "the number of vertices");
            if (text.is("binary")) {
                throw new MeshFormatException(MeshFault.OFF_HEADER, "the binary form of OFF is not read", text.where());
            }
        } else if (end >= 0) {
            throw new MeshFormatException(
                    MeshFault.OFF_HEADER,
                    MeshFormatException.quote(text.text()) + " is not OFF in three dimensions",
                    text.where());
        }
        return text.integerPart(0, text.tokenLength());
    }

    private void readVertices(TextScanner text, long count) throws MeshFormatException, IOException {
        for (long i = 0; i < count; i++) {
            need(text, "x of vertex", i);
            double x = text.number();
            need(text, "y of vertex", i);
            double y = text.number();
            need(text, "z of vertex", i);
            mesh.addPoint(x, y, text.number(), text);
            text.skipRestOfLine();
        }
    }

    private void readFaces(TextScanner text, long count) throws MeshFormatException, IOException {
        PolygonCutter polygon = new PolygonCutter(mesh, notes, limits);
        for (long i = 0; i < count; i++) {
            need(text, "face", i);
            long corners = text.integer(0, Integer.MAX_VALUE);
            polygon.begin();
            for (long c = 0; c < corners; c++) {
                need(text, "the corners of face", i);
                long index = text.integerPart(0, text.tokenLength());
                if (index < 0 || index >= mesh.pointCount()) {
                    throw new MeshFormatException(
                            MeshFault.INDEX_OUT_OF_RANGE,
                            "face " + i + " refers to vertex " + index + " of " + mesh.pointCount(),
                            text.where());
                }
                polygon.addCorner((int) index, text);
            }
            polygon.finish(text);
            text.skipRestOfLine();
        }
    }

    private static void need(TextScanner text, String what, long number) throws MeshFormatException, IOException {
        if (!text.nextTokenOnAnyLine()) {
            throw new MeshFormatException(
                    MeshFault.TRUNCATED, "the text ends before " + what + " " + number, text.where());
        }
    }

    private static void need(TextScanner text, String what) throws MeshFormatException, IOException {
        if (!text.nextTokenOnAnyLine()) {
            throw new MeshFormatException(MeshFault.TRUNCATED, "the text ends before " + what, text.where());
        }
    }
}
