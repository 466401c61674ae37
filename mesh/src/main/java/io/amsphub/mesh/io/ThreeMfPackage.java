package io.amsphub.mesh.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The package around a 3MF model (OPC, ISO/IEC 29500-2; 3MF core chapter 2): content types and relationships
 * checked, the start part found, parts opened by name.
 */
final class ThreeMfPackage {

    private static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final String CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static final String START_PART = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel";
    private static final String PRINT_TICKET = "http://schemas.microsoft.com/3dmanufacturing/2013/01/printticket";

    private final ZipPackage zip;
    private final ReadLimits limits;
    private final String startPart;
    private final Set<String> encrypted = new HashSet<>();
    private final Map<String, KeyStorePart.Resource> resources = new HashMap<>();
    private final @Nullable PrivateKey key;

    /** One relationship of a part; the target is resolved to a part name. */
    private record Relationship(String type, String target, String where) {}

    ThreeMfPackage(ZipPackage zip, ReadLimits limits, @Nullable PrivateKey key)
            throws IOException, MeshFormatException {
        this.zip = zip;
        this.key = key;
        this.limits = limits;
        checkContentTypes();
        List<Relationship> ofPackage = relationships("/");
        startPart = startPart(ofPackage);
        List<Relationship> ofModel = relationships(startPart);
        checkTickets(ofModel);
        for (List<Relationship> list : List.of(ofPackage, ofModel)) {
            for (Relationship relationship : list) {
                String type = relationship.type().toLowerCase(Locale.ROOT);
                if (type.endsWith("/encryptedfile")) {
                    encrypted.add(ZipDirectory.key(relationship.target()));
                } else if (type.endsWith("/keystore")) {
                    readKeyStore(relationship.target());
                }
            }
        }
    }

    /** Returns the name of the part that holds the model to build. */
    String startPart() {
        return startPart;
    }

    boolean has(String part) {
        return zip.has(part);
    }

    /** True when a key store lists parts, so that something in the package is encrypted. */
    boolean hasSecureContent() {
        return !encrypted.isEmpty();
    }

    /** Opens a part as markup. */
    XmlScanner open(String part) throws IOException, MeshFormatException {
        String label = "part " + MeshFormatException.quote(part);
        if (encrypted.contains(ZipDirectory.key(part))) {
            return new XmlScanner(opened(part, label), label, limits.maxUnzippedBytes(), XmlScanner.UNICODE);
        }
        InputStream stream = zip.open(part);
        return new XmlScanner(stream, label, limits.maxUnzippedBytes(), XmlScanner.UNICODE);
    }

    /** Decrypts a part, which is authentic as a whole or not read at all. */
    private InputStream opened(String part, String label) throws IOException, MeshFormatException {
        KeyStorePart.Resource resource = resources.get(ZipDirectory.key(part));
        if (key == null || resource == null) {
            throw new MeshFormatException(
                    MeshFault.MF_ENCRYPTED,
                    "the part is encrypted" + (resource == null ? ", its key is not in the package" : ""),
                    label);
        }
        byte[] content;
        try (InputStream stream = zip.open(part)) {
            content = SecureContent.open(resource, stream.readAllBytes(), key, label);
        } catch (ZipPackage.DamagedPart e) {
            throw e.fault();
        }
        InputStream plain = new ByteArrayInputStream(content);
        return resource.compression().equals("deflate") ? new InflaterInputStream(plain, new Inflater(true)) : plain;
    }

    private void checkContentTypes() throws IOException, MeshFormatException {
        String name = "/[Content_Types].xml";
        if (!zip.has(name)) {
            throw new MeshFormatException(MeshFault.OPC_PACKAGE, "there is no [Content_Types].xml", "the package");
        }
        XmlScanner xml = open(name);
        XmlScanner.Event event = xml.next();
        if (event != XmlScanner.Event.START || !xml.tag().is(CONTENT_TYPES, "Types")) {
            throw xml.fault(MeshFault.OPC_PACKAGE, "the root is not Types");
        }
        while (event != XmlScanner.Event.DOCUMENT_END) {
            event = xml.next();
        }
    }

    private static String startPart(List<Relationship> relationships) throws MeshFormatException {
        List<Relationship> models = relationships.stream()
                .filter(relationship -> relationship.type().equals(START_PART))
                .toList();
        if (models.isEmpty()) {
            throw new MeshFormatException(
                    MeshFault.OPC_MODEL_PART,
                    "no relationship of the package names a 3D model part (3MF core 2.1.1)",
                    "part '/_rels/.rels'");
        }
        if (models.size() > 1) {
            throw new MeshFormatException(
                    MeshFault.OPC_MODEL_PART,
                    models.size() + " relationships of the package name a 3D model part (3MF core 2.1.2)",
                    models.get(1).where());
        }
        return models.get(0).target();
    }

    private static void checkTickets(List<Relationship> relationships) throws MeshFormatException {
        List<Relationship> tickets = relationships.stream()
                .filter(relationship -> relationship.type().equals(PRINT_TICKET))
                .toList();
        if (tickets.size() > 1) {
            throw new MeshFormatException(
                    MeshFault.OPC_PRINT_TICKET,
                    "the model part has " + tickets.size() + " print tickets (3MF core 2.1.4)",
                    tickets.get(1).where());
        }
    }

    private List<Relationship> relationships(String source) throws IOException, MeshFormatException {
        int slash = source.lastIndexOf('/');
        String folder = source.substring(0, slash + 1);
        String part = folder + "_rels/" + source.substring(slash + 1) + ".rels";
        List<Relationship> found = new ArrayList<>();
        if (!zip.has(part)) {
            return found;
        }
        XmlScanner xml = open(part);
        if (xml.next() != XmlScanner.Event.START || !xml.tag().is(RELATIONSHIPS, "Relationships")) {
            throw xml.fault(MeshFault.OPC_PACKAGE, "the root is not Relationships");
        }
        for (XmlScanner.Event event = xml.next(); event != XmlScanner.Event.DOCUMENT_END; event = xml.next()) {
            if (event == XmlScanner.Event.START && xml.tag().is(RELATIONSHIPS, "Relationship")) {
                found.add(relationship(xml, folder));
            }
        }
        return found;
    }

    private Relationship relationship(XmlScanner xml, String folder) throws MeshFormatException {
        String type = xml.tag().value("Type");
        String target = xml.tag().value("Target");
        if (type == null || target == null) {
            throw xml.fault(MeshFault.OPC_PACKAGE, "a relationship has no type or no target");
        }
        String mode = xml.tag().value("TargetMode");
        String part = target.startsWith("/") ? target : resolve(folder, target);
        boolean leaves = target.indexOf(':') >= 0 || target.startsWith("//") || part.isEmpty();
        if ("External".equals(mode) || leaves) {
            throw xml.fault(
                    MeshFault.OPC_RELATIONSHIP,
                    MeshFormatException.quote(target) + " leads out of the package (3MF core 2.1.1)");
        }
        if (!zip.has(part)) {
            throw xml.fault(
                    MeshFault.OPC_RELATIONSHIP,
                    MeshFormatException.quote(target) + " is not in the package (3MF core 2.1.3)");
        }
        return new Relationship(type, part, xml.where());
    }

    /** Resolves a relative target against a folder; empty when it leads above the root. */
    private static String resolve(String folder, String target) {
        List<String> path = new ArrayList<>(List.of(folder.substring(1).split("/", -1)));
        path.removeIf(String::isEmpty);
        for (String segment : target.split("/", -1)) {
            if (segment.equals("..")) {
                if (path.isEmpty()) {
                    return "";
                }
                path.remove(path.size() - 1);
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                path.add(segment);
            }
        }
        return "/" + String.join("/", path);
    }

    /** A key store lists the parts that are encrypted (3MF secure content 1.0, 3). */
    private void readKeyStore(String part) throws IOException, MeshFormatException {
        resources.putAll(KeyStorePart.read(open(part)));
        encrypted.addAll(resources.keySet());
    }

    /** Returns the parts of the package by name, for tests and messages. */
    Map<String, ZipDirectory.Entry> parts() {
        return zip.entries();
    }
}
