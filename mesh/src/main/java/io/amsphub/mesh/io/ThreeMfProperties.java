package io.amsphub.mesh.io;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The resources of a 3MF model that are not objects: which numbers are taken, and how many properties each
 * group has. Colours and materials themselves are left out; that what refers to them can is checked.
 */
final class ThreeMfProperties {

    private static final int UNKNOWN_SIZE = Integer.MAX_VALUE;

    private final XmlScanner xml;
    private final Map<Integer, Integer> sizes = new HashMap<>();

    ThreeMfProperties(XmlScanner xml) {
        this.xml = xml;
    }

    /** Takes the number of the resource that the scanner stands at; each may be given once. */
    int claimNumber() throws MeshFormatException {
        int at = xml.tag().find("id");
        String name = MeshFormatException.quote(xml.tag().local());
        if (at < 0) {
            throw xml.fault(MeshFault.MF_RESOURCE, "resource " + name + " has no id");
        }
        int id = xml.tag().index(at);
        if (id == 0) {
            throw xml.fault(MeshFault.MF_RESOURCE, "resource " + name + " has id 0; numbers begin with 1");
        }
        if (sizes.putIfAbsent(id, 0) != null) {
            throw xml.fault(MeshFault.MF_RESOURCE, "id " + id + " of " + name + " is taken by an earlier resource");
        }
        return id;
    }

    /** Reads a property group that the scanner stands at, up to its end, and counts what is in it. */
    void readGroup(XmlWalk walk) throws IOException, MeshFormatException {
        boolean known = xml.tag().is(ThreeMfNames.CORE, "basematerials")
                || xml.tag().namespace().equals(ThreeMfNames.MATERIALS);
        if (!known && xml.tag().find("id") < 0) {
            walk.skip();
            return;
        }
        int id = claimNumber();
        int depth = xml.depth();
        int count = 0;
        while (walk.nextChild(depth)) {
            count++;
            walk.skip();
        }
        sizes.put(id, known ? count : UNKNOWN_SIZE);
    }

    /** Checks that a group of this number is there. */
    void checkGroup(int pid) throws MeshFormatException {
        if (!sizes.containsKey(pid)) {
            throw xml.fault(MeshFault.MF_PROPERTY, "pid " + pid + " is no resource before this place");
        }
    }

    /** Checks that a group has a property of this index. */
    void checkIndex(int pid, int index) throws MeshFormatException {
        checkGroup(pid);
        int size = sizes.getOrDefault(pid, 0);
        if (index >= size) {
            throw xml.fault(
                    MeshFault.MF_PROPERTY, "property " + index + " is not one of the " + size + " of pid " + pid);
        }
    }
}
