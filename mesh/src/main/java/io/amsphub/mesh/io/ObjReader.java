package io.amsphub.mesh.io;

import io.amsphub.mesh.model.LengthUnit;
import java.io.IOException;
import java.io.InputStream;

/**
 * Wavefront OBJ (Alias, appendix B1 of the Advanced Visualizer manual): vertices and faces. Points stay as
 * listed, used or not; groups and objects are flattened; polygons are cut. Materials, normals, texture
 * coordinates, lines, points and free-form surfaces are left out. No other file is ever opened, whatever
 * {@code mtllib} or {@code call} says.
 */
final class ObjReader {

    private final ReadLimits limits;
    private final MeshBuilder mesh;
    private final ModelNotes.Collector notes = new ModelNotes.Collector();
    private final PolygonCutter polygon;
    private int farthest = -1;
    private String farthestPlace = "";
    private long others;

    ObjReader(ReadLimits limits) {
        this.limits = limits;
        this.mesh = new MeshBuilder(limits);
        this.polygon = new PolygonCutter(mesh, notes, limits);
    }

    ReadModel read(InputStream in) throws MeshFormatException, IOException {
        TextScanner text = new TextScanner(Transcoding.toUtf8(in, notes), limits, true);
        boolean any = false;
        do {
            if (text.nextToken()) {
                any = true;
                readStatement(text);
            }
        } while (text.nextLine());
        if (!any) {
            throw new MeshFormatException(MeshFault.EMPTY_FILE, "the file has no statement", text.where());
        }
        if (farthest >= mesh.pointCount()) {
            throw new MeshFormatException(
                    MeshFault.INDEX_OUT_OF_RANGE,
                    "a face refers to vertex " + (farthest + 1L) + " of " + mesh.pointCount(),
                    farthestPlace);
        }
        if (mesh.facetCount() == 0) {
            throw new MeshFormatException(
                    MeshFault.NO_FACETS,
                    mesh.pointCount() + " vertices and " + others + " lines, points or surfaces, but no face",
                    text.where());
        }
        return new ReadModel(mesh.build(LengthUnit.UNSPECIFIED), notes.notes());
    }

    private void readStatement(TextScanner text) throws MeshFormatException, IOException {
        if (text.is("v")) {
            readVertex(text);
        } else if (text.is("f") || text.is("fo")) {
            readFace(text);
        } else if (text.is("l") || text.is("p") || text.is("curv") || text.is("surf") || text.is("curv2")) {
            others++;
            notes.remark(ModelNotes.Kind.NON_FACETS_LEFT_OUT, "lines, points or surfaces were left out", text.where());
        }
    }

    private void readVertex(TextScanner text) throws MeshFormatException, IOException {
        double x = coordinate(text);
        double y = coordinate(text);
        double z = coordinate(text);
        mesh.addPoint(x, y, z, text);
    }

    private double coordinate(TextScanner text) throws MeshFormatException, IOException {
        if (!text.nextToken()) {
            throw new MeshFormatException(
                    MeshFault.OBJ_STATEMENT, "a vertex has fewer than 3 coordinates", text.where());
        }
        double value = text.leadingNumber();
        if (!text.numberWasWhole()) {
            notes.remark(
                    ModelNotes.Kind.NUMBER_WITH_TAIL,
                    MeshFormatException.quote(text.text()) + " was read as " + value,
                    text.where());
        }
        return value;
    }

    private void readFace(TextScanner text) throws MeshFormatException, IOException {
        polygon.begin();
        while (text.nextToken()) {
            polygon.addCorner(vertexIndex(text), text);
        }
        polygon.finish(text);
    }

    /** The part before the first slash: from 1 on from the start, from -1 down from the last vertex so far. */
    private int vertexIndex(TextScanner text) throws MeshFormatException {
        int length = text.tokenLength();
        int slash = 0;
        while (slash < length && text.tokenByte(slash) != '/') {
            slash++;
        }
        long number = text.integerPart(0, slash);
        long index = number > 0 ? number - 1 : mesh.pointCount() + number;
        if (number == 0 || index < 0 || index >= limits.maxPoints()) {
            throw new MeshFormatException(
                    MeshFault.INDEX_OUT_OF_RANGE,
                    "a face refers to vertex " + number + " of " + mesh.pointCount() + " so far",
                    text.where());
        }
        if (index > farthest) {
            farthest = (int) index;
            if (index >= mesh.pointCount()) {
                farthestPlace = text.where();
            }
        }
        return (int) index;
    }
}
