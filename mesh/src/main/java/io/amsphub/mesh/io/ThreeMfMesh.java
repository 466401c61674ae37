package io.amsphub.mesh.io;

import java.io.IOException;

/** Reads the mesh element of a 3MF object: vertices, triangles, and what extensions hang on it. */
final class ThreeMfMesh {

    private final XmlScanner xml;
    private final XmlWalk walk;
    private final ThreeMfProperties properties;
    private final ModelNotes.Collector notes;
    private final MeshBuilder mesh;
    private final double millimetres;
    private final int objectPid;

    /** The corners and properties of the triangle that is being read; -1 for what it does not have. */
    private final int[] v = new int[3];

    private final int[] p = new int[3];
    private int pid;

    ThreeMfMesh(
            XmlScanner xml,
            ThreeMfProperties properties,
            ModelNotes.Collector notes,
            ReadLimits limits,
            double millimetres,
            int objectPid) {
        this.xml = xml;
        this.walk = new XmlWalk(xml);
        this.properties = properties;
        this.notes = notes;
        this.mesh = new MeshBuilder(limits);
        this.millimetres = millimetres;
        this.objectPid = objectPid;
    }

    /** Reads the element that the scanner stands at, up to its end. */
    MeshBuilder read() throws IOException, MeshFormatException {
        int depth = xml.depth();
        boolean vertices = false;
        boolean triangles = false;
        while (walk.nextChild(depth)) {
            if (xml.tag().is(ThreeMfNames.CORE, "vertices") && !vertices && !triangles) {
                vertices = true;
                readVertices();
            } else if (xml.tag().is(ThreeMfNames.CORE, "triangles") && vertices && !triangles) {
                triangles = true;
                readTriangles();
            } else if (xml.tag().namespace().equals(ThreeMfNames.CORE)) {
                throw xml.fault(
                        MeshFault.MF_STRUCTURE,
                        "a mesh has " + MeshFormatException.quote(xml.tag().local()) + " at a wrong place");
            } else {
                readExtension();
            }
        }
        if (!vertices || !triangles) {
            throw xml.fault(MeshFault.MF_STRUCTURE, "a mesh has no vertices or no triangles (3MF core 4.1)");
        }
        return mesh;
    }

    private void readExtension() throws IOException, MeshFormatException {
        if (xml.tag().is(ThreeMfNames.BEAM_LATTICE, "beamlattice")) {
            int depth = xml.depth();
            long beams = 0;
            while (walk.nextChild(depth)) {
                int inner = xml.depth();
                boolean list = xml.tag().is(ThreeMfNames.BEAM_LATTICE, "beams");
                while (walk.nextChild(inner)) {
                    beams += list ? 1 : 0;
                    walk.skip();
                }
            }
            notes.remark(
                    ModelNotes.Kind.BEAM_LATTICE_LEFT_OUT,
                    "a beam lattice of " + beams + " beams was left out",
                    xml.where());
        } else {
            walk.skip();
        }
    }

    /** The schema allows no attribute on vertices and triangles (3MF core, appendix B.1). */
    private void checkNoAttributes() throws MeshFormatException {
        if (xml.tag().attributeCount() > 0) {
            throw xml.fault(
                    MeshFault.MF_ATTRIBUTE,
                    xml.tag().describe(0) + " is an attribute that " + xml.tag().local()
                            + " cannot have (3MF core 2.3.2)");
        }
    }

    private void readVertices() throws IOException, MeshFormatException {
        checkNoAttributes();
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            if (xml.tag().is(ThreeMfNames.CORE, "vertex")) {
                readVertex();
            }
            walk.skip();
        }
    }

    private void readVertex() throws MeshFormatException {
        XmlTag tag = xml.tag();
        int x = tag.find("x");
        int y = tag.find("y");
        int z = tag.find("z");
        if (x < 0 || y < 0 || z < 0) {
            throw xml.fault(MeshFault.MF_STRUCTURE, "a vertex lacks a coordinate");
        }
        mesh.addPoint(length(x), length(y), length(z), xml);
    }

    private double length(int attribute) throws MeshFormatException {
        double value = xml.tag().number(attribute) * millimetres;
        if (Double.isInfinite(value)) {
            throw xml.fault(MeshFault.NOT_FINITE, xml.tag().describe(attribute) + " is too large in mm");
        }
        return value;
    }

    private void readTriangles() throws IOException, MeshFormatException {
        checkNoAttributes();
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            if (xml.tag().is(ThreeMfNames.CORE, "triangle")) {
                readTriangle();
            }
            walk.skip();
        }
    }

    private void readTriangle() throws MeshFormatException {
        v[0] = v[1] = v[2] = p[0] = p[1] = p[2] = pid = -1;
        XmlTag tag = xml.tag();
        for (int i = 0; i < tag.attributeCount(); i++) {
            if (tag.attributeNamespace(i).isEmpty()) {
                switch (tag.attributeName(i).local()) {
                    case "v1" -> v[0] = vertex(i);
                    case "v2" -> v[1] = vertex(i);
                    case "v3" -> v[2] = vertex(i);
                    case "p1" -> p[0] = tag.index(i);
                    case "p2" -> p[1] = tag.index(i);
                    case "p3" -> p[2] = tag.index(i);
                    case "pid" -> pid = tag.index(i);
                    default -> {}
                }
            }
        }
        if (v[0] < 0 || v[1] < 0 || v[2] < 0) {
            throw xml.fault(MeshFault.MF_STRUCTURE, "a triangle lacks a corner");
        }
        if (pid >= 0 || p[0] >= 0) {
            checkProperties();
        }
        mesh.addFacet(v[0], v[1], v[2], xml);
    }

    private int vertex(int attribute) throws MeshFormatException {
        int index = xml.tag().index(attribute);
        if (index >= mesh.pointCount()) {
            throw xml.fault(
                    MeshFault.INDEX_OUT_OF_RANGE, "a triangle refers to vertex " + index + " of " + mesh.pointCount());
        }
        return index;
    }

    private void checkProperties() throws MeshFormatException {
        int group = pid >= 0 ? pid : objectPid;
        if (group < 0) {
            throw xml.fault(MeshFault.MF_PROPERTY, "a triangle has p1 but neither it nor its object has a pid");
        }
        properties.checkGroup(group);
        for (int index : p) {
            if (index >= 0) {
                properties.checkIndex(group, index);
            }
        }
        notes.remark(ModelNotes.Kind.MATERIALS_LEFT_OUT, "colours or materials of facets were left out", xml.where());
    }
}
