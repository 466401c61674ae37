package io.amsphub.mesh.io;

import java.io.IOException;

/** Reads the mesh element of an AMF object: its vertices, and the triangles of its volumes. */
final class AmfMesh {

    private final XmlScanner xml;
    private final XmlWalk walk;
    private final ModelNotes.Collector notes;
    private final MeshBuilder mesh;
    private final double millimetres;
    private final double[] coordinates = new double[3];
    private final int[] corners = new int[3];

    AmfMesh(XmlScanner xml, ModelNotes.Collector notes, ReadLimits limits, double millimetres) {
        this.xml = xml;
        this.walk = new XmlWalk(xml);
        this.notes = notes;
        this.mesh = new MeshBuilder(limits);
        this.millimetres = millimetres;
    }

    void readInto(PlacedObject object) throws IOException, MeshFormatException {
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            switch (xml.tag().local()) {
                case "vertices" -> readVertices();
                case "volume", "region" -> readVolume();
                default -> walk.skip();
            }
        }
        object.setMesh(mesh.takePoints(), mesh.takeFacets());
    }

    private void readVertices() throws IOException, MeshFormatException {
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            switch (xml.tag().local()) {
                case "vertex" -> readVertex();
                case "edge" -> throw curved("an edge with tangents");
                default -> walk.skip();
            }
        }
    }

    private MeshFormatException curved(String what) {
        return xml.fault(MeshFault.AMF_CURVED, "there is " + what + ", which makes triangles curved (ISO/ASTM 52915)");
    }

    private void readVertex() throws IOException, MeshFormatException {
        int depth = xml.depth();
        boolean placed = false;
        while (walk.nextChild(depth)) {
            switch (xml.tag().local()) {
                case "coordinates" -> {
                    readCoordinates();
                    placed = true;
                }
                case "normal" -> throw curved("a vertex with a normal");
                default -> walk.skip();
            }
        }
        if (!placed) {
            throw xml.fault(MeshFault.AMF_STRUCTURE, "a vertex has no coordinates");
        }
        mesh.addPoint(coordinates[0], coordinates[1], coordinates[2], xml);
    }

    private void readCoordinates() throws IOException, MeshFormatException {
        int depth = xml.depth();
        int seen = 0;
        while (walk.nextChild(depth)) {
            String name = xml.tag().local();
            int axis = name.length() == 1 ? "xyz".indexOf(name.charAt(0)) : -1;
            walk.skip();
            if (axis >= 0) {
                double value = xml.text().number() * millimetres;
                if (Double.isInfinite(value)) {
                    throw xml.fault(MeshFault.NOT_FINITE, "a coordinate is too large in mm");
                }
                coordinates[axis] = value;
                seen |= 1 << axis;
            }
        }
        if (seen != 7) {
            throw xml.fault(MeshFault.AMF_STRUCTURE, "a vertex lacks a coordinate");
        }
    }

    private void readVolume() throws IOException, MeshFormatException {
        if ("support".equals(xml.tag().value("type"))) {
            notes.remark(ModelNotes.Kind.SUPPORT_LEFT_OUT, "volumes of support were left out", xml.where());
            walk.skip();
            return;
        }
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            if (xml.tag().local().equals("triangle")) {
                readTriangle();
            } else {
                if (xml.tag().local().equals("color")) {
                    notes.remark(ModelNotes.Kind.MATERIALS_LEFT_OUT, "colours were left out", xml.where());
                }
                walk.skip();
            }
        }
    }

    private void readTriangle() throws IOException, MeshFormatException {
        int depth = xml.depth();
        int seen = 0;
        while (walk.nextChild(depth)) {
            String name = xml.tag().local();
            int corner = name.length() == 2 && name.charAt(0) == 'v' ? "123".indexOf(name.charAt(1)) : -1;
            walk.skip();
            if (corner >= 0) {
                corners[corner] = xml.text().index();
                seen |= 1 << corner;
                if (corners[corner] >= mesh.pointCount()) {
                    throw xml.fault(
                            MeshFault.INDEX_OUT_OF_RANGE,
                            "a triangle refers to vertex " + corners[corner] + " of " + mesh.pointCount());
                }
            }
        }
        if (seen != 7) {
            throw xml.fault(MeshFault.AMF_STRUCTURE, "a triangle lacks a corner");
        }
        mesh.addFacet(corners[0], corners[1], corners[2], xml);
    }
}
