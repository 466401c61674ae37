package io.amsphub.mesh.io;

import java.io.IOException;
import java.io.InputStream;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 3MF (3MF Consortium core 1.3, ISO/IEC 25422): all build items, with components and transforms, become one
 * mesh in mm. Points stay as listed, object by object. Read besides the core: production paths. Left out
 * with a remark: support objects, materials, beam lattices, slices, encrypted parts that the build does not
 * need. Refused by name: extensions that the model requires and that are not understood.
 */
final class ThreeMfReader {

    private final ReadLimits limits;
    private final ModelNotes.Collector notes = new ModelNotes.Collector();

    private final @Nullable PrivateKey key;

    /** A reader; the key opens encrypted parts, null when there is none. */
    ThreeMfReader(ReadLimits limits, @Nullable PrivateKey key) {
        this.limits = limits;
        this.key = key;
    }

    ReadModel read(InputStream in) throws MeshFormatException, IOException {
        ThreeMfPackage parts = new ThreeMfPackage(ZipPackage.read(in, limits), limits, key);
        if (key == null && parts.hasSecureContent()) {
            notes.remark(ModelNotes.Kind.SECURE_CONTENT, "the package has encrypted parts", "the package");
        }
        Map<String, Map<Integer, PlacedObject>> otherParts = new HashMap<>();
        ThreeMfModelPart start = new ThreeMfModelPart(
                parts.open(parts.startPart()), limits, notes, (path, from) -> objects(parts, path, from, otherParts));
        ThreeMfModelPart.Model model = start.read();
        return new ReadModel(Flattening.flatten(model.items(), model.unit(), limits, notes), notes.notes());
    }

    /** Reads the objects of another part, once, however often it is referred to. */
    private Map<Integer, PlacedObject> objects(
            ThreeMfPackage parts, String path, XmlScanner from, Map<String, Map<Integer, PlacedObject>> otherParts)
            throws IOException, MeshFormatException {
        String key = ZipDirectory.key(path);
        Map<Integer, PlacedObject> known = otherParts.get(key);
        if (known != null) {
            return known;
        }
        if (!parts.has(path)) {
            throw from.fault(
                    MeshFault.OPC_RELATIONSHIP,
                    MeshFormatException.quote(path) + " is not in the package (production 4.1)");
        }
        if (key.equals(ZipDirectory.key(parts.startPart()))) {
            throw from.fault(MeshFault.MF_REFERENCE, "a path leads back to the start part (production 4.1)");
        }
        ThreeMfModelPart part =
                new ThreeMfModelPart(parts.open(path), limits, notes.withoutMetadata(), (further, scanner) -> {
                    throw scanner.fault(
                            MeshFault.MF_REFERENCE, "a part other than the start part has a path (production 4.1)");
                });
        Map<Integer, PlacedObject> objects = part.read().objects();
        otherParts.put(key, objects);
        return objects;
    }
}
