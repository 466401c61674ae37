package io.amsphub.mesh.io;

import io.amsphub.mesh.model.LengthUnit;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * PLY (Turk, 1994; Stanford): ASCII and both byte orders, elements and properties in any order, lists of any
 * type. Points stay as listed, polygons and triangle strips are cut into facets, everything else is left out.
 * A coordinate declared as float is one, also in ASCII.
 */
final class PlyReader {

    private final ReadLimits limits;
    private final MeshBuilder mesh;
    private final PolygonCutter polygon;
    private final ModelNotes.Collector notes = new ModelNotes.Collector();
    private int farthest = -1;
    private String farthestPlace = "";

    /** The values of an element, one after the other, in whichever encoding. */
    interface Values extends MeshBuilder.Place {

        /** Called before the first value of each element. */
        void begin() throws IOException, MeshFormatException;

        double number(PlyHeader.Type type) throws IOException, MeshFormatException;

        long integer(PlyHeader.Type type) throws IOException, MeshFormatException;
    }

    PlyReader(ReadLimits limits) {
        this.limits = limits;
        this.mesh = new MeshBuilder(limits);
        this.polygon = new PolygonCutter(mesh, notes, limits);
    }

    ReadModel read(InputStream in) throws MeshFormatException, IOException {
        ByteSource source = new ByteSource(in, limits.maxBytes());
        if (!source.has(1)) {
            throw new MeshFormatException(MeshFault.EMPTY_FILE, "the file has no bytes", source.where());
        }
        TextScanner text = new TextScanner(source, false);
        PlyHeader header = PlyHeader.read(text);
        Values values = header.encoding() == PlyHeader.Encoding.ASCII
                ? new PlyText(text)
                : new PlyBinary(source, header.encoding());
        for (PlyHeader.Element element : header.elements()) {
            readElement(element, values);
        }
        if (farthest >= mesh.pointCount()) {
            throw new MeshFormatException(
                    MeshFault.INDEX_OUT_OF_RANGE,
                    "a face refers to vertex " + farthest + " of " + mesh.pointCount(),
                    farthestPlace);
        }
        return new ReadModel(mesh.build(LengthUnit.UNSPECIFIED), notes.notes());
    }

    private void readElement(PlyHeader.Element element, Values values) throws IOException, MeshFormatException {
        if (element.properties().isEmpty()) {
            return;
        }
        switch (element.name()) {
            case "vertex" -> readVertices(element, values);
            case "face", "tristrips" -> readPolygons(element, values);
            default -> {
                if (element.count() > 0) {
                    notes.remark(
                            ModelNotes.Kind.NON_FACETS_LEFT_OUT,
                            element.count() + " of " + MeshFormatException.quote(element.name()) + " were left out",
                            values.where());
                }
                for (long i = 0; i < element.count(); i++) {
                    values.begin();
                    skip(element.properties(), 0, element.properties().size(), values);
                }
            }
        }
    }

    private static void skip(List<PlyHeader.Property> properties, int from, int to, Values values)
            throws IOException, MeshFormatException {
        for (int i = from; i < to; i++) {
            PlyHeader.Property property = properties.get(i);
            PlyHeader.Type listLength = property.listLength();
            long count = listLength == null ? 1 : length(listLength, values);
            for (long k = 0; k < count; k++) {
                values.number(property.type());
            }
        }
    }

    private static long length(PlyHeader.Type type, Values values) throws IOException, MeshFormatException {
        long length = values.integer(type);
        if (length < 0) {
            throw new MeshFormatException(MeshFault.BAD_COUNT, "a list has length " + length, values.where());
        }
        return length;
    }

    private void readVertices(PlyHeader.Element element, Values values) throws IOException, MeshFormatException {
        List<PlyHeader.Property> properties = element.properties();
        int x = element.find("x");
        int y = element.find("y");
        int z = element.find("z");
        if (element.count() > 0 && (x < 0 || y < 0 || z < 0)) {
            throw new MeshFormatException(MeshFault.PLY_PROPERTIES, "vertices lack x, y or z", values.where());
        }
        double[] xyz = new double[3];
        for (long i = 0; i < element.count(); i++) {
            values.begin();
            for (int p = 0; p < properties.size(); p++) {
                int axis = p == x ? 0 : p == y ? 1 : p == z ? 2 : -1;
                if (axis < 0 || properties.get(p).listLength() != null) {
                    skip(properties, p, p + 1, values);
                } else {
                    xyz[axis] = coordinate(properties.get(p).type(), values);
                }
            }
            mesh.addPoint(xyz[0], xyz[1], xyz[2], values);
        }
    }

    private static double coordinate(PlyHeader.Type type, Values values) throws IOException, MeshFormatException {
        double value = values.number(type);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new MeshFormatException(MeshFault.NOT_FINITE, "a coordinate is " + value, values.where());
        }
        return value;
    }

    private void readPolygons(PlyHeader.Element element, Values values) throws IOException, MeshFormatException {
        List<PlyHeader.Property> properties = element.properties();
        int list = element.find("vertex_indices");
        list = list < 0 ? element.find("vertex_index") : list;
        boolean usable = list >= 0 && properties.get(list).listLength() != null;
        if (element.count() > 0 && !usable) {
            throw new MeshFormatException(
                    MeshFault.PLY_PROPERTIES, "faces lack a list called vertex_indices", values.where());
        }
        boolean strips = element.name().equals("tristrips");
        for (long i = 0; i < element.count(); i++) {
            values.begin();
            skip(properties, 0, list, values);
            PlyHeader.Property property = properties.get(list);
            if (strips) {
                readStrip(property, values);
            } else {
                readPolygon(property, values);
            }
            skip(properties, list + 1, properties.size(), values);
        }
    }

    private void readPolygon(PlyHeader.Property property, Values values) throws IOException, MeshFormatException {
        PlyHeader.Type lengthType = property.listLength();
        long corners = lengthType == null ? 0 : length(lengthType, values);
        polygon.begin();
        for (long k = 0; k < corners; k++) {
            polygon.addCorner(index(property.type(), values), values);
        }
        polygon.finish(values);
    }

    private int index(PlyHeader.Type type, Values values) throws IOException, MeshFormatException {
        return checked(values.integer(type), values);
    }

    private int checked(long index, Values values) throws MeshFormatException {
        if (index < 0 || index >= limits.maxPoints()) {
            throw new MeshFormatException(
                    MeshFault.INDEX_OUT_OF_RANGE,
                    "a face refers to vertex " + index + " of " + mesh.pointCount(),
                    values.where());
        }
        if (index > farthest) {
            farthest = (int) index;
            if (index >= mesh.pointCount()) {
                farthestPlace = values.where();
            }
        }
        return (int) index;
    }

    /** Each index makes a triangle with the two before it, every other one turned; -1 begins a new strip. */
    private void readStrip(PlyHeader.Property property, Values values) throws IOException, MeshFormatException {
        PlyHeader.Type lengthType = property.listLength();
        long count = lengthType == null ? 0 : length(lengthType, values);
        int first = -1;
        int second = -1;
        boolean turned = false;
        for (long k = 0; k < count; k++) {
            long raw = values.integer(property.type());
            if (raw == -1) {
                first = second = -1;
                turned = false;
                continue;
            }
            int third = checked(raw, values);
            if (first >= 0) {
                mesh.addFacet(turned ? second : first, turned ? first : second, third, values);
                notes.countPolygons(1);
                turned = !turned;
            }
            first = second;
            second = third;
        }
    }
}
