package io.amsphub.mesh.io;

import io.amsphub.mesh.model.LengthUnit;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * AMF (ISO/ASTM 52915), plain or zipped: all objects become one mesh in mm, placed by the constellations if
 * there are any. Points stay as listed, object by object; volumes of one object share them. Colours,
 * materials and textures are left out, volumes of support too. Curved triangles are refused by name, because
 * read as flat ones they would be another shape.
 */
final class AmfReader {

    private static final Map<String, LengthUnit> UNITS = Map.ofEntries(
            Map.entry("millimeter", LengthUnit.MILLIMETRE),
            Map.entry("millimeters", LengthUnit.MILLIMETRE),
            Map.entry("mm", LengthUnit.MILLIMETRE),
            Map.entry("inch", LengthUnit.INCH),
            Map.entry("inches", LengthUnit.INCH),
            Map.entry("feet", LengthUnit.FOOT),
            Map.entry("foot", LengthUnit.FOOT),
            Map.entry("meter", LengthUnit.METRE),
            Map.entry("meters", LengthUnit.METRE),
            Map.entry("micron", LengthUnit.MICRON),
            Map.entry("microns", LengthUnit.MICRON),
            Map.entry("micrometer", LengthUnit.MICRON));

    private final ReadLimits limits;
    private final ModelNotes.Collector notes = new ModelNotes.Collector();
    private final Map<String, PlacedObject> objects = new LinkedHashMap<>();
    private final Map<String, AmfConstellation> constellations = new LinkedHashMap<>();
    private LengthUnit unit = LengthUnit.MILLIMETRE;

    AmfReader(ReadLimits limits) {
        this.limits = limits;
    }

    ReadModel read(InputStream in) throws MeshFormatException, IOException {
        PushbackInputStream file = new PushbackInputStream(in, 4);
        byte[] head = file.readNBytes(4);
        file.unread(head);
        if (head.length == 0) {
            throw new MeshFormatException(MeshFault.EMPTY_FILE, "the file has no bytes", "byte 0");
        }
        if (FormatRecognition.isZip(head)) {
            ZipPackage zip = ZipPackage.read(file, limits);
            String part = partOf(zip);
            try (InputStream stream = zip.open(part)) {
                readDocument(new XmlScanner(
                        stream,
                        "part " + MeshFormatException.quote(part),
                        limits.maxUnzippedBytes(),
                        XmlScanner.ASCII_LIKE));
            }
        } else {
            readDocument(new XmlScanner(file, "", limits.maxBytes(), XmlScanner.ASCII_LIKE));
        }
        return new ReadModel(Flattening.flatten(placed(), unit, limits, notes), notes.notes());
    }

    /** The archive holds one file, called .amf, or whatever is first in it. */
    private static String partOf(ZipPackage zip) throws MeshFormatException {
        List<ZipDirectory.Entry> files = zip.entries().values().stream()
                .filter(entry -> !entry.isFolder())
                .toList();
        return files.stream()
                .filter(entry -> entry.name().toLowerCase(Locale.ROOT).endsWith(".amf"))
                .findFirst()
                .or(() -> files.stream().findFirst())
                .orElseThrow(() ->
                        new MeshFormatException(MeshFault.AMF_STRUCTURE, "the archive holds no file", "the archive"))
                .name();
    }

    private void readDocument(XmlScanner xml) throws IOException, MeshFormatException {
        XmlWalk walk = new XmlWalk(xml);
        xml.next();
        if (!xml.tag().local().equals("amf")) {
            throw xml.fault(
                    MeshFault.AMF_STRUCTURE,
                    "the root " + MeshFormatException.quote(xml.tag().local()) + " is not amf");
        }
        readUnit(xml);
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            switch (xml.tag().local()) {
                case "object" -> readObject(xml, walk);
                case "constellation" -> {
                    AmfConstellation constellation = AmfConstellation.read(xml, walk, unit.millimetres());
                    claim(xml, constellation.id());
                    constellations.put(constellation.id(), constellation);
                }
                case "metadata" -> readMetadata(xml, walk);
                case "material", "texture" -> {
                    notes.remark(ModelNotes.Kind.MATERIALS_LEFT_OUT, "materials were left out", xml.where());
                    walk.skip();
                }
                default -> walk.skip();
            }
        }
        xml.next();
        if (objects.isEmpty()) {
            throw xml.fault(MeshFault.AMF_STRUCTURE, "there is no object");
        }
    }

    private void readUnit(XmlScanner xml) throws MeshFormatException {
        String name = xml.tag().value("unit");
        if (name != null) {
            LengthUnit known = UNITS.get(name.strip().toLowerCase(Locale.ROOT));
            if (known == null) {
                throw xml.fault(MeshFault.BAD_UNIT, MeshFormatException.quote(name) + " is no unit of AMF");
            }
            unit = known;
        }
    }

    private void readMetadata(XmlScanner xml, XmlWalk walk) throws IOException, MeshFormatException {
        String type = xml.tag().value("type");
        String text = walk.text();
        if (type != null) {
            notes.metadata(type, text);
        }
    }

    private void claim(XmlScanner xml, String id) throws MeshFormatException {
        if (objects.containsKey(id) || constellations.containsKey(id)) {
            throw xml.fault(MeshFault.AMF_STRUCTURE, "id " + MeshFormatException.quote(id) + " is given twice");
        }
    }

    private void readObject(XmlScanner xml, XmlWalk walk) throws IOException, MeshFormatException {
        String given = xml.tag().value("id");
        String id = given == null ? "object without id " + objects.size() : given;
        claim(xml, id);
        PlacedObject object = new PlacedObject("model");
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            if (xml.tag().local().equals("mesh")) {
                PlacedObject mesh = new PlacedObject("model");
                new AmfMesh(xml, notes, limits, unit.millimetres()).readInto(mesh);
                object.addComponent(new PlacedObject.Component(mesh, Transform.IDENTITY));
            } else {
                walk.skip();
            }
        }
        objects.put(id, object);
    }

    /** Constellations that no other places, and objects that none places, all at the origin. */
    private List<PlacedObject.Component> placed() throws MeshFormatException {
        Map<String, PlacedObject> built = new HashMap<>(objects);
        for (AmfConstellation constellation : constellations.values()) {
            constellation.build(constellations, built, 0);
        }
        Map<String, PlacedObject> roots = new LinkedHashMap<>(objects);
        constellations.keySet().forEach(id -> roots.put(id, built.getOrDefault(id, new PlacedObject("model"))));
        constellations.values().forEach(constellation -> roots.keySet().removeAll(constellation.uses()));
        List<PlacedObject.Component> items = new ArrayList<>();
        roots.values().forEach(root -> items.add(new PlacedObject.Component(root, Transform.IDENTITY)));
        return items;
    }
}
