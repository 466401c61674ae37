package io.amsphub.mesh.io;

import java.util.ArrayList;
import java.util.List;

/**
 * An object of a 3MF or AMF model: a mesh of its own, or components that place other objects. All lengths in
 * mm already. Weights are known when the object is complete, so components are added complete.
 */
final class PlacedObject {

    private static final long SATURATED = Long.MAX_VALUE / 4;

    private final String type;
    private final List<Component> components = new ArrayList<>();
    private double[] points = {};
    private int[] facets = {};
    private long pointCount;
    private long facetCount;
    private int depth = 1;

    PlacedObject(String type) {
        this.type = type;
    }

    /** One use of an object in another or in the build. */
    record Component(PlacedObject object, Transform transform) {}

    String type() {
        return type;
    }

    boolean isSupport() {
        return type.equals("support") || type.equals("solidsupport");
    }

    /** Takes over the arrays of a mesh: {@code double[3·n]} in mm, {@code int[3·m]}. */
    void setMesh(double[] meshPoints, int[] meshFacets) {
        points = meshPoints;
        facets = meshFacets;
        pointCount = meshPoints.length / 3;
        facetCount = meshFacets.length / 3;
    }

    void addComponent(Component component) {
        components.add(component);
        if (!component.object().isSupport()) {
            pointCount = Math.min(SATURATED, pointCount + component.object().pointCount);
            facetCount = Math.min(SATURATED, facetCount + component.object().facetCount);
        }
        depth = Math.max(depth, component.object().depth + 1);
    }

    List<Component> components() {
        return components;
    }

    double[] points() {
        return points;
    }

    int[] facets() {
        return facets;
    }

    /** Returns the points of this object and all that it places, saturated; support left out. */
    long pointCount() {
        return pointCount;
    }

    /** Returns the facets of this object and all that it places, saturated; support left out. */
    long facetCount() {
        return facetCount;
    }

    /** Returns how many levels of objects there are, this one included. */
    int depth() {
        return depth;
    }
}
