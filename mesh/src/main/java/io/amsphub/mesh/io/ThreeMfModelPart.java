package io.amsphub.mesh.io;

import io.amsphub.mesh.model.LengthUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one model part of a 3MF package (core chapters 3 and 4, with production paths): its objects in mm,
 * and what its build places. The rules that the conformance samples try are checked here, each with the
 * chapter that it comes from.
 */
final class ThreeMfModelPart {

    private static final int DEEPEST = 128;

    private final XmlScanner xml;
    private final XmlWalk walk;
    private final ReadLimits limits;
    private final ModelNotes.Collector notes;
    private final OtherParts others;
    private final ThreeMfProperties properties;
    private final Map<Integer, PlacedObject> objects = new HashMap<>();
    private final List<PlacedObject.Component> items = new ArrayList<>();
    private final Set<String> metadata = new HashSet<>();
    private LengthUnit unit = LengthUnit.MILLIMETRE;
    private boolean resourcesSeen;
    private boolean buildSeen;

    /** What a part defines: its objects by number, and what its build places. */
    record Model(Map<Integer, PlacedObject> objects, List<PlacedObject.Component> items, LengthUnit unit) {}

    /** Gives the objects of other parts; only the start part may refer to them (production 1.1, 4.1). */
    interface OtherParts {
        Map<Integer, PlacedObject> objects(String path, XmlScanner from) throws IOException, MeshFormatException;
    }

    ThreeMfModelPart(XmlScanner xml, ReadLimits limits, ModelNotes.Collector notes, OtherParts others) {
        this.xml = xml;
        this.walk = new XmlWalk(xml);
        this.limits = limits;
        this.notes = notes;
        this.others = others;
        this.properties = new ThreeMfProperties(xml);
    }

    Model read() throws IOException, MeshFormatException {
        xml.next();
        if (!xml.tag().is(ThreeMfNames.CORE, "model")) {
            throw xml.fault(
                    MeshFault.MF_STRUCTURE,
                    "the root " + MeshFormatException.quote(xml.tag().local()) + " is no model of 3MF core 2015/02");
        }
        readModelAttributes();
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            checkForeignAttributes();
            readModelChild();
        }
        checkResourcesSeen();
        if (!buildSeen) {
            throw xml.fault(MeshFault.MF_STRUCTURE, "the model has no build element (3MF core 3.4)");
        }
        if (xml.next() != XmlScanner.Event.DOCUMENT_END) {
            throw new IllegalStateException("markup goes on behind the root");
        }
        return new Model(objects, items, unit);
    }

    private void readModelChild() throws IOException, MeshFormatException {
        boolean core = xml.tag().namespace().equals(ThreeMfNames.CORE);
        switch (core ? xml.tag().local() : "") {
            case "metadata" -> readMetadata();
            case "resources" -> {
                checkOnce(resourcesSeen || buildSeen);
                resourcesSeen = true;
                readResources();
            }
            case "build" -> {
                checkOnce(buildSeen);
                checkResourcesSeen();
                buildSeen = true;
                readBuild();
            }
            default -> skipUnknown();
        }
    }

    private void checkOnce(boolean seen) throws MeshFormatException {
        if (seen) {
            throw xml.fault(
                    MeshFault.MF_STRUCTURE,
                    MeshFormatException.quote(xml.tag().local()) + " is there twice or too late (3MF core 3.4)");
        }
    }

    private void checkResourcesSeen() throws MeshFormatException {
        if (!resourcesSeen) {
            throw xml.fault(MeshFault.MF_STRUCTURE, "the model has no resources element (3MF core 3.4)");
        }
    }

    private void skipUnknown() throws IOException, MeshFormatException {
        notes.remark(
                ModelNotes.Kind.EXTENSION_LEFT_OUT,
                MeshFormatException.quote(xml.tag().local()) + " of "
                        + MeshFormatException.quote(xml.tag().namespace()) + " was left out",
                xml.where());
        walk.skip();
    }

    private void readModelAttributes() throws MeshFormatException {
        checkForeignAttributes();
        String required = xml.tag().value("requiredextensions");
        StringTokenizer prefixes = new StringTokenizer(required == null ? "" : required);
        while (prefixes.hasMoreTokens()) {
            String prefix = prefixes.nextToken();
            String uri = xml.tag().resolvePrefix(prefix);
            if (uri == null || !ThreeMfNames.UNDERSTOOD.contains(uri)) {
                throw xml.fault(
                        MeshFault.MF_EXTENSION,
                        "required extension " + MeshFormatException.quote(uri == null ? prefix : uri)
                                + " is not understood (3MF core 2.3.1)");
            }
        }
        String name = xml.tag().value("unit");
        if (name != null) {
            LengthUnit known = ThreeMfNames.UNITS.get(name);
            if (known == null) {
                throw xml.fault(MeshFault.BAD_UNIT, MeshFormatException.quote(name) + " is no unit (3MF core 3.4)");
            }
            unit = known;
        }
    }

    /** Nothing but the language may come from XML itself, and nothing from schema instances (3MF core 2.3). */
    private void checkForeignAttributes() throws MeshFormatException {
        for (int i = 0; i < xml.tag().attributeCount(); i++) {
            String uri = xml.tag().attributeNamespace(i);
            boolean language = xml.tag().attributeName(i).local().equals("lang");
            if (uri.equals(ThreeMfNames.INSTANCE) || (uri.equals(XmlNamespaces.XML) && !language)) {
                throw xml.fault(
                        MeshFault.MF_ATTRIBUTE, xml.tag().describe(i) + " is not allowed (3MF core 2.3.2, 2.3.4)");
            }
        }
    }

    /**
     * Names are there and are given once. A name that says "undefined" is what a program writes that had none;
     * the conformance samples want it refused. Descriptions may be several: an example of the consortium has
     * two, and nothing depends on there being one.
     */
    private void readMetadata() throws IOException, MeshFormatException {
        String name = xml.tag().value("name");
        if (name == null || name.isBlank() || name.equalsIgnoreCase("undefined")) {
            throw xml.fault(MeshFault.MF_METADATA, "metadata has no name (3MF core 3.4.1)");
        }
        if (!metadata.add(name) && !name.equals("Description")) {
            throw xml.fault(
                    MeshFault.MF_METADATA,
                    "metadata " + MeshFormatException.quote(name) + " is there twice (3MF core 3.4.1)");
        }
        notes.metadata(name, walk.text());
    }

    // ---- resources ----

    private void readResources() throws IOException, MeshFormatException {
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            checkForeignAttributes();
            if (xml.tag().is(ThreeMfNames.CORE, "object")) {
                readObject();
            } else {
                if (xml.tag().namespace().equals(ThreeMfNames.SLICE)) {
                    notes.remark(ModelNotes.Kind.SLICES_LEFT_OUT, "slices were left out", xml.where());
                }
                properties.readGroup(walk);
            }
        }
    }

    private void readObject() throws IOException, MeshFormatException {
        int pidAt = xml.tag().find("pid");
        int pid = pidAt < 0 ? -1 : xml.tag().index(pidAt);
        checkObjectProperty(pid);
        int id = properties.claimNumber();
        PlacedObject object = new PlacedObject(objectType());
        int depth = xml.depth();
        String place = xml.where();
        boolean shaped = false;
        while (walk.nextChild(depth)) {
            if (xml.tag().is(ThreeMfNames.CORE, "mesh") && !shaped) {
                shaped = true;
                readMesh(object, pid);
            } else if (xml.tag().is(ThreeMfNames.CORE, "components") && !shaped) {
                shaped = true;
                readComponents(object);
            } else {
                walk.skip();
            }
        }
        if (!shaped) {
            throw new MeshFormatException(
                    MeshFault.MF_OBJECT, "object " + id + " has neither a mesh nor components (3MF core 4)", place);
        }
        objects.put(id, object);
    }

    private void readMesh(PlacedObject object, int pid) throws IOException, MeshFormatException {
        MeshBuilder mesh = new ThreeMfMesh(xml, properties, notes, limits, unit.millimetres(), pid).read();
        object.setMesh(mesh.takePoints(), mesh.takeFacets());
    }

    private String objectType() throws MeshFormatException {
        String type = xml.tag().value("type");
        if (type != null && !ThreeMfNames.OBJECT_TYPES.contains(type)) {
            throw xml.fault(
                    MeshFault.MF_OBJECT,
                    "object type " + MeshFormatException.quote(type) + " does not exist (3MF core 4)");
        }
        return type == null ? "model" : type;
    }

    private void checkObjectProperty(int pid) throws MeshFormatException {
        int at = xml.tag().find("pindex");
        if (at >= 0 && pid < 0) {
            throw xml.fault(MeshFault.MF_PROPERTY, "an object has pindex but no pid (3MF core 4)");
        }
        if (pid >= 0) {
            properties.checkGroup(pid);
            notes.remark(ModelNotes.Kind.MATERIALS_LEFT_OUT, "materials of objects were left out", xml.where());
        }
        if (at >= 0) {
            properties.checkIndex(pid, xml.tag().index(at));
        }
    }

    private void readComponents(PlacedObject object) throws IOException, MeshFormatException {
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            if (xml.tag().is(ThreeMfNames.CORE, "component")) {
                object.addComponent(new PlacedObject.Component(referred("component"), transform()));
                if (object.depth() > DEEPEST) {
                    throw xml.fault(MeshFault.MF_NESTING, "components are nested more than " + DEEPEST + " deep");
                }
            }
            walk.skip();
        }
    }

    /** Objects are defined before they are used, so no chain of components can come back to its start. */
    private PlacedObject referred(String user) throws IOException, MeshFormatException {
        int at = xml.tag().find("objectid");
        if (at < 0) {
            throw xml.fault(MeshFault.MF_REFERENCE, "a " + user + " has no objectid");
        }
        int id = xml.tag().index(at);
        int pathAt = xml.tag().find(ThreeMfNames.PRODUCTION, "path");
        @Nullable String path = pathAt < 0 ? null : xml.tag().string(pathAt);
        PlacedObject object =
                path == null ? objects.get(id) : others.objects(path, xml).get(id);
        if (object == null) {
            throw xml.fault(
                    MeshFault.MF_REFERENCE,
                    "a " + user + " refers to object " + id + ", which is not defined before it"
                            + (path == null ? "" : " in " + MeshFormatException.quote(path))
                            + " (3MF core 3.4.3.1, 4.2)");
        }
        return object;
    }

    private Transform transform() throws MeshFormatException {
        String text = xml.tag().value("transform");
        if (text == null) {
            return Transform.IDENTITY;
        }
        StringTokenizer words = new StringTokenizer(text);
        boolean twelve = words.countTokens() == 12;
        DecimalParser parser = new DecimalParser();
        double[] m = new double[12];
        for (int i = 0; i < 12 && twelve; i++) {
            byte[] word = words.nextToken().getBytes(StandardCharsets.ISO_8859_1);
            m[i] = parser.parse(word, 0, word.length) * (i < 9 ? 1 : unit.millimetres());
            m[i] = parser.end() == word.length ? m[i] : Double.NaN;
        }
        Transform transform = new Transform(m);
        if (!twelve || !transform.isFinite()) {
            throw xml.fault(MeshFault.MF_TRANSFORM, "a transform is not twelve finite numbers (3MF core 3.3)");
        }
        if (transform.determinant() == 0) {
            throw xml.fault(MeshFault.MF_TRANSFORM, "a transform flattens what it moves (3MF core 3.3)");
        }
        return transform;
    }

    // ---- build ----

    private void readBuild() throws IOException, MeshFormatException {
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            if (xml.tag().is(ThreeMfNames.CORE, "item")) {
                readItem();
            }
            walk.skip();
        }
    }

    private void readItem() throws IOException, MeshFormatException {
        PlacedObject object = referred("build item");
        if (object.type().equals("other")) {
            throw xml.fault(
                    MeshFault.MF_REFERENCE, "a build item refers to an object of type other (3MF core 3.4.3.1)");
        }
        if (object.isSupport()) {
            notes.remark(ModelNotes.Kind.SUPPORT_LEFT_OUT, "support objects were left out", xml.where());
            return;
        }
        if (object.type().equals("surface")) {
            notes.remark(ModelNotes.Kind.SURFACE_OBJECT, "an object is declared a surface", xml.where());
        }
        items.add(new PlacedObject.Component(object, transform()));
    }
}
