package io.amsphub.mesh.io;

import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * 3MF (3MF Consortium core 1.3, ISO/IEC 25422): all build items, with components and transforms, become one
 * mesh in mm. Points stay as listed, object by object. Read besides the core: production paths. Left out
 * with a remark: support objects, materials, beam lattices, slices, encrypted parts that the build does not
 * need. Refused by name: extensions that the model requires and that are not understood.
 */
final class ThreeMfReader {

    private final ReadLimits limits;
    private final ModelNotes.Collector notes = new ModelNotes.Collector();

    ThreeMfReader(ReadLimits limits) {
        this.limits = limits;
    }

    ReadModel read(InputStream in) throws MeshFormatException, IOException {
        ThreeMfPackage parts = new ThreeMfPackage(ZipPackage.read(in, limits), limits);
        if (parts.hasSecureContent()) {
            notes.remark(ModelNotes.Kind.SECURE_CONTENT, "the package has encrypted parts", "the package");
        }
        Map<String, Map<Integer, ThreeMfObject>> otherParts = new HashMap<>();
        ThreeMfModelPart start = new ThreeMfModelPart(
                parts.open(parts.startPart()), limits, notes, (path, from) -> objects(parts, path, from, otherParts));
        ThreeMfObject.Model model = start.read();
        return new ReadModel(flatten(model), notes.notes());
    }

    /** Reads the objects of another part, once, however often it is referred to. */
    private Map<Integer, ThreeMfObject> objects(
            ThreeMfPackage parts, String path, XmlScanner from, Map<String, Map<Integer, ThreeMfObject>> otherParts)
            throws IOException, MeshFormatException {
        String key = ZipDirectory.key(path);
        Map<Integer, ThreeMfObject> known = otherParts.get(key);
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
        Map<Integer, ThreeMfObject> objects = part.read().objects();
        otherParts.put(key, objects);
        return objects;
    }

    private TriangleMesh flatten(ThreeMfObject.Model model) throws MeshFormatException {
        List<ThreeMfObject.Component> items = model.items();
        long points = 0;
        long facets = 0;
        for (ThreeMfObject.Component item : items) {
            points = Math.min(
                    Integer.MAX_VALUE,
                    points + Math.min(Integer.MAX_VALUE, item.object().pointCount()));
            facets = Math.min(
                    Integer.MAX_VALUE,
                    facets + Math.min(Integer.MAX_VALUE, item.object().facetCount()));
        }
        if (facets > limits.maxFacets() || points > limits.maxPoints()) {
            throw new MeshFormatException(
                    MeshFault.TOO_MANY_FACETS,
                    "the build places more than the " + limits.maxFacets() + " facets allowed",
                    "the build");
        }
        Flattening flat = new Flattening((int) points, (int) facets);
        for (ThreeMfObject.Component item : items) {
            flat.add(item.object(), item.transform());
        }
        notes.countPolygons(facets);
        return TriangleMesh.of(flat.points, flat.facets, model.unit());
    }

    /** Copies every placed mesh behind the last one. */
    private final class Flattening {

        private final double[] points;
        private final int[] facets;
        private int pointsAt;
        private int facetsAt;

        Flattening(int pointCount, int facetCount) {
            points = new double[3 * pointCount];
            facets = new int[3 * facetCount];
        }

        void add(ThreeMfObject object, Transform transform) throws MeshFormatException {
            if (object.facetCount() == 0 && object.pointCount() == 0) {
                return;
            }
            for (ThreeMfObject.Component component : object.components()) {
                if (!component.object().isSupport()) {
                    add(component.object(), component.transform().then(transform));
                }
            }
            copyPoints(object.points(), transform);
            copyFacets(object.facets(), transform, object.points().length / 3);
        }

        private void copyPoints(double[] from, Transform transform) throws MeshFormatException {
            if (transform == Transform.IDENTITY) {
                System.arraycopy(from, 0, points, pointsAt, from.length);
                pointsAt += from.length;
                return;
            }
            for (int i = 0; i < from.length; i += 3) {
                points[pointsAt] = transform.x(from[i], from[i + 1], from[i + 2]) + 0.0;
                points[pointsAt + 1] = transform.y(from[i], from[i + 1], from[i + 2]) + 0.0;
                points[pointsAt + 2] = transform.z(from[i], from[i + 1], from[i + 2]) + 0.0;
                if (!Double.isFinite(points[pointsAt])
                        || !Double.isFinite(points[pointsAt + 1])
                        || !Double.isFinite(points[pointsAt + 2])) {
                    throw new MeshFormatException(
                            MeshFault.NOT_FINITE, "a placement moves a point to infinity", "the build");
                }
                pointsAt += 3;
            }
        }

        private void copyFacets(int[] from, Transform transform, int own) {
            int first = pointsAt / 3 - own;
            boolean mirrored = transform != Transform.IDENTITY && transform.determinant() < 0;
            if (mirrored && from.length > 0) {
                notes.remark(ModelNotes.Kind.MIRRORED, "a placement mirrors its object", "the build");
            }
            for (int i = 0; i < from.length; i += 3) {
                facets[facetsAt++] = first + from[i];
                facets[facetsAt++] = first + from[mirrored ? i + 2 : i + 1];
                facets[facetsAt++] = first + from[mirrored ? i + 1 : i + 2];
            }
        }
    }
}
