package io.amsphub.mesh.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key store of a package (3MF secure content 1.0.3, chapter 2): which parts are encrypted, how, and for whom the key
 * of each was wrapped. Elements are known by their local names, as the two namespaces in use differ in a date only.
 */
final class KeyStorePart {

    private final XmlScanner xml;
    private final XmlWalk walk;
    private final Map<String, Resource> resources = new HashMap<>();

    /** A wrapped content key. */
    record AccessRight(
            String wrapping,
            @Nullable String mask,
            @Nullable String digest,
            String cipherValue) {}

    /** How a part is encrypted; {@code rights} grows while the group is read. */
    record Resource(
            String path, String algorithm, String compression, String iv, String tag, String aad, Group group) {}

    /** The parts that have one content key, and the rights to it. */
    record Group(List<AccessRight> rights) {}

    private KeyStorePart(XmlScanner xml) {
        this.xml = xml;
        walk = new XmlWalk(xml);
    }

    /** Reads a key store; the result is by the key of the part's name. */
    static Map<String, Resource> read(XmlScanner xml) throws IOException, MeshFormatException {
        KeyStorePart part = new KeyStorePart(xml);
        xml.next();
        if (!xml.tag().local().equals("keystore")) {
            throw part.fault("the root is not keystore");
        }
        int depth = xml.depth();
        while (part.walk.nextChild(depth)) {
            if (xml.tag().local().equals("resourcedatagroup")) {
                part.readGroup();
            } else {
                part.walk.skip();
            }
        }
        return part.resources;
    }

    private void readGroup() throws IOException, MeshFormatException {
        Group group = new Group(new ArrayList<>());
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            switch (xml.tag().local()) {
                case "accessright" -> readRight(group);
                case "resourcedata" -> readResource(group);
                default -> walk.skip();
            }
        }
    }

    private void readRight(Group group) throws IOException, MeshFormatException {
        String wrapping = "";
        String mask = null;
        String digest = null;
        String value = "";
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            switch (xml.tag().local()) {
                case "kekparams" -> {
                    wrapping = required("wrappingalgorithm");
                    mask = xml.tag().value("mgfalgorithm");
                    digest = xml.tag().value("digestmethod");
                    walk.skip();
                }
                case "cipherdata" -> value = childText("CipherValue");
                default -> walk.skip();
            }
        }
        group.rights().add(new AccessRight(wrapping, mask, digest, value));
    }

    private void readResource(Group group) throws IOException, MeshFormatException {
        String path = required("path");
        Resource read = new Resource(path, "", "none", "", "", "", group);
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            if (xml.tag().local().equals("cekparams")) {
                read = readParameters(path, group);
            } else {
                walk.skip();
            }
        }
        if (resources.put(ZipDirectory.key(path), read) != null) {
            throw fault(MeshFormatException.quote(path) + " is there twice (secure content 2.2.1)");
        }
    }

    private Resource readParameters(String path, Group group) throws IOException, MeshFormatException {
        String algorithm = required("encryptionalgorithm");
        String compression = xml.tag().value("compression");
        Map<String, String> values = new HashMap<>();
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            String name = xml.tag().local();
            values.put(name, walk.text().strip());
        }
        return new Resource(
                path,
                algorithm,
                compression == null ? "none" : compression,
                values.getOrDefault("iv", ""),
                values.getOrDefault("tag", ""),
                values.getOrDefault("aad", ""),
                group);
    }

    private String childText(String local) throws IOException, MeshFormatException {
        String text = "";
        int depth = xml.depth();
        while (walk.nextChild(depth)) {
            if (xml.tag().local().equals(local)) {
                text = walk.text().strip();
            } else {
                walk.skip();
            }
        }
        return text;
    }

    private String required(String attribute) throws MeshFormatException {
        String value = xml.tag().value(attribute);
        if (value == null) {
            throw fault(MeshFormatException.quote(xml.tag().local()) + " has no " + attribute);
        }
        return value;
    }

    private MeshFormatException fault(String what) {
        return xml.fault(MeshFault.MF_KEY_STORE, what);
    }
}
