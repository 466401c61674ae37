package io.amsphub.mesh.model;

/**
 * An indexed triangle mesh: points in mm, facets as triples of point indices, counter-clockwise
 * seen from outside, in a right-handed frame with Z up.
 *
 * <p>Immutable as long as the arrays that were given are not changed: they are taken over, not
 * copied, because a model can fill the memory once but not twice. Guaranteed: whole triples,
 * indices within range, finite coordinates. Not guaranteed: anything else; a mesh may be open,
 * degenerate, or self-intersecting, which is what detection is for.
 */
public final class TriangleMesh {

    private final double[] points;
    private final int[] facets;
    private final LengthUnit sourceUnit;
    private final boolean distinct;

    private TriangleMesh(double[] points, int[] facets, LengthUnit sourceUnit, boolean distinct) {
        this.points = points;
        this.facets = facets;
        this.sourceUnit = sourceUnit;
        this.distinct = distinct;
    }

    /**
     * Takes over two arrays as a mesh.
     *
     * @param points {@code double[3·n]}, xyz order, mm; owned by the mesh from now on
     * @param facets {@code int[3·m]}, indices of points; owned by the mesh from now on
     * @param sourceUnit the unit that the source was written in (the points are in mm already)
     * @throws IllegalArgumentException when an array is not whole triples, an index is out of range
     *     or a coordinate is not finite
     */
    public static TriangleMesh of(double[] points, int[] facets, LengthUnit sourceUnit) {
        return checked(points, facets, sourceUnit, false);
    }

    /**
     * As {@link #of}, for points that whoever made them has joined: no two have the same coordinates. That is not
     * checked, and saves everyone who asks from joining them again.
     */
    public static TriangleMesh ofDistinct(double[] points, int[] facets, LengthUnit sourceUnit) {
        return checked(points, facets, sourceUnit, true);
    }

    private static TriangleMesh checked(double[] points, int[] facets, LengthUnit sourceUnit, boolean distinct) {
        if (points.length % 3 != 0 || facets.length % 3 != 0) {
            throw new IllegalArgumentException("points and facets come in threes");
        }
        int count = points.length / 3;
        for (int index : facets) {
            if (index < 0 || index >= count) {
                throw new IllegalArgumentException("point index " + index + " of " + count);
            }
        }
        for (double coordinate : points) {
            if (!Double.isFinite(coordinate)) {
                throw new IllegalArgumentException("coordinate is not finite");
            }
        }
        return new TriangleMesh(points, facets, sourceUnit, distinct);
    }

    /** Returns whether no two points are known to be equal; false says nothing. */
    public boolean hasDistinctPoints() {
        return distinct;
    }

    /** Returns the number of points, used or not. */
    public int pointCount() {
        return points.length / 3;
    }

    /** Returns the number of facets, degenerate ones included. */
    public int facetCount() {
        return facets.length / 3;
    }

    /** Returns the points, {@code double[3·n]} in mm; not a copy, not to be written. */
    public double[] points() {
        return points;
    }

    /** Returns the facets, {@code int[3·m]}; not a copy, not to be written. */
    public int[] facets() {
        return facets;
    }

    /** Returns the unit that the source was written in. */
    public LengthUnit sourceUnit() {
        return sourceUnit;
    }

    /**
     * Returns the box around the points that facets use.
     *
     * @throws IllegalStateException when there is no facet
     */
    public BoundingBox boundingBox() {
        if (facets.length == 0) {
            throw new IllegalStateException("a mesh without facets has no bounding box");
        }
        return BoundingBox.around(points, facets);
    }
}
