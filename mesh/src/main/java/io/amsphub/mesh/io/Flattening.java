package io.amsphub.mesh.io;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;

/** Copies every placed mesh behind the last one, after it is known that all of them together fit the limits. */
final class Flattening {

    private final ModelNotes.Collector notes;
    private final double[] points;
    private final int[] facets;
    private int pointsAt;
    private int facetsAt;

    private Flattening(int pointCount, int facetCount, ModelNotes.Collector notes) {
        this.notes = notes;
        points = new double[3 * pointCount];
        facets = new int[3 * facetCount];
    }

    static TriangleMesh flatten(
            List<PlacedObject.Component> items, LengthUnit unit, ReadLimits limits, ModelNotes.Collector notes)
            throws MeshFormatException {
        long points = 0;
        long facets = 0;
        for (PlacedObject.Component item : items) {
            points = Math.min(Integer.MAX_VALUE, points + item.object().pointCount());
            facets = Math.min(Integer.MAX_VALUE, facets + item.object().facetCount());
        }
        if (facets > limits.maxFacets() || points > limits.maxPoints()) {
            throw new MeshFormatException(
                    MeshFault.TOO_MANY_FACETS,
                    "the build places more than the " + limits.maxFacets() + " facets allowed",
                    "the build");
        }
        Flattening flat = new Flattening((int) points, (int) facets, notes);
        for (PlacedObject.Component item : items) {
            flat.add(item.object(), item.transform());
        }
        notes.countPolygons(facets);
        return TriangleMesh.of(flat.points, flat.facets, unit);
    }

    private void add(PlacedObject object, Transform transform) throws MeshFormatException {
        if (object.facetCount() == 0 && object.pointCount() == 0) {
            return;
        }
        for (PlacedObject.Component component : object.components()) {
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

    /** Turns the facets of a mirrored object, so that they face outward again. */
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
