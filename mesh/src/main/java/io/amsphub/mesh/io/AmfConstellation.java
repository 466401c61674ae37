package io.amsphub.mesh.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A constellation of an AMF model: objects or other constellations, each turned about X, then Y, then Z, and
 * then moved (ISO/ASTM 52915, constellation). References may lead forward, but not in a circle.
 */
final class AmfConstellation {

    private static final int DEEPEST = 128;

    private final String id;
    private final String place;
    private final List<Instance> instances = new ArrayList<>();
    private boolean building;

    private record Instance(String objectId, Transform transform, String place) {}

    private AmfConstellation(String id, String place) {
        this.id = id;
        this.place = place;
    }

    String id() {
        return id;
    }

    List<String> uses() {
        return instances.stream().map(Instance::objectId).toList();
    }

    static AmfConstellation read(XmlScanner xml, XmlWalk walk, double millimetres)
            throws IOException, MeshFormatException {
        String id = xml.tag().value("id");
        if (id == null) {
            throw xml.fault(MeshFault.AMF_STRUCTURE, "a constellation has no id");
        }
        AmfConstellation constellation = new AmfConstellation(id, xml.where());
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            if (xml.tag().local().equals("instance")) {
                constellation.instances.add(readInstance(xml, walk, millimetres));
            } else {
                walk.skip();
            }
        }
        return constellation;
    }

    private static Instance readInstance(XmlScanner xml, XmlWalk walk, double millimetres)
            throws IOException, MeshFormatException {
        String objectId = xml.tag().value("objectid");
        if (objectId == null) {
            throw xml.fault(MeshFault.AMF_STRUCTURE, "an instance has no objectid");
        }
        String place = xml.where();
        double[] move = new double[3];
        double[] turn = new double[3];
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            String name = xml.tag().local();
            int axis = name.isEmpty() ? -1 : "xyz".indexOf(name.charAt(name.length() - 1));
            walk.skip();
            if (axis >= 0 && name.length() == 6 && name.startsWith("delta")) {
                move[axis] = xml.text().number() * millimetres;
            } else if (axis >= 0 && name.length() == 2 && name.startsWith("r")) {
                turn[axis] = xml.text().number();
            }
        }
        Transform transform =
                turned(turn).then(new Transform(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1, move[0], move[1], move[2]}));
        if (!transform.isFinite()) {
            throw xml.fault(MeshFault.NOT_FINITE, "an instance is moved to infinity");
        }
        return new Instance(objectId, transform, place);
    }

    private static Transform turned(double[] degrees) {
        double[] c = new double[3];
        double[] s = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            c[axis] = cosine(degrees[axis]);
            s[axis] = cosine(degrees[axis] - 90);
        }
        Transform x = new Transform(new double[] {1, 0, 0, 0, c[0], s[0], 0, -s[0], c[0], 0, 0, 0});
        Transform y = new Transform(new double[] {c[1], 0, -s[1], 0, 1, 0, s[1], 0, c[1], 0, 0, 0});
        Transform z = new Transform(new double[] {c[2], s[2], 0, -s[2], c[2], 0, 0, 0, 1, 0, 0, 0});
        return x.then(y).then(z);
    }

    /** The cosine, exact at right angles. */
    private static double cosine(double degrees) {
        double within = Math.IEEEremainder(degrees, 360);
        if (within % 90 == 0) {
            return within == 0 ? 1 : Math.abs(within) == 180 ? -1 : 0;
        }
        return Math.cos(Math.toRadians(within));
    }

    /** Puts this constellation among what is built, after all that it uses. */
    PlacedObject build(Map<String, AmfConstellation> all, Map<String, PlacedObject> built, int depth)
            throws MeshFormatException {
        PlacedObject known = built.get(id);
        if (known != null) {
            return known;
        }
        if (building || depth > DEEPEST) {
            throw new MeshFormatException(
                    MeshFault.AMF_CONSTELLATION,
                    building ? "a constellation contains itself" : "constellations are nested more than 128 deep",
                    place);
        }
        building = true;
        PlacedObject result = new PlacedObject("model");
        for (Instance instance : instances) {
            PlacedObject object = built.get(instance.objectId());
            AmfConstellation inner = all.get(instance.objectId());
            if (object == null && inner == null) {
                throw new MeshFormatException(
                        MeshFault.AMF_CONSTELLATION,
                        "an instance refers to object " + MeshFormatException.quote(instance.objectId())
                                + ", which is not there",
                        instance.place());
            }
            PlacedObject used = object != null || inner == null ? object : inner.build(all, built, depth + 1);
            if (used != null) {
                result.addComponent(new PlacedObject.Component(used, instance.transform()));
            }
        }
        building = false;
        built.put(id, result);
        return result;
    }
}
