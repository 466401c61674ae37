package io.amsphub.mesh.model;

/**
 * The smallest axis-aligned box around a set of points, in mm, in the frame of the model
 * (right-handed, Z up). An empty set has no box; callers ask for one only where there is a point.
 */
public record BoundingBox(double minX, double minY, double minZ, double maxX, double maxY, double maxZ) {

    /** Checks that no side is negative and no corner is NaN. */
    public BoundingBox {
        if (!(minX <= maxX && minY <= maxY && minZ <= maxZ)) {
            throw new IllegalArgumentException("a box needs min <= max on each axis");
        }
    }

    /**
     * Returns the box around points.
     *
     * @param points {@code double[3·n]}, at least one point
     */
    public static BoundingBox around(double[] points) {
        double[] low = {points[0], points[1], points[2]};
        double[] high = low.clone();
        for (int at = 3; at < points.length; at += 3) {
            for (int axis = 0; axis < 3; axis++) {
                low[axis] = Math.min(low[axis], points[at + axis]);
                high[axis] = Math.max(high[axis], points[at + axis]);
            }
        }
        return new BoundingBox(low[0], low[1], low[2], high[0], high[1], high[2]);
    }

    /**
     * Returns the box around some of the points.
     *
     * @param points {@code double[3·n]}
     * @param used numbers of points, at least one
     */
    public static BoundingBox around(double[] points, int[] used) {
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double minZ = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        double maxZ = Double.NEGATIVE_INFINITY;
        for (int index : used) {
            double x = points[3 * index];
            double y = points[3 * index + 1];
            double z = points[3 * index + 2];
            minX = x < minX ? x : minX;
            minY = y < minY ? y : minY;
            minZ = z < minZ ? z : minZ;
            maxX = x > maxX ? x : maxX;
            maxY = y > maxY ? y : maxY;
            maxZ = z > maxZ ? z : maxZ;
        }
        return new BoundingBox(minX, minY, minZ, maxX, maxY, maxZ);
    }

    /** Returns the extent along X in mm. */
    public double sizeX() {
        return maxX - minX;
    }

    /** Returns the extent along Y in mm. */
    public double sizeY() {
        return maxY - minY;
    }

    /** Returns the extent along Z in mm. */
    public double sizeZ() {
        return maxZ - minZ;
    }

    /** Returns the length of the diagonal in mm. */
    public double diagonal() {
        return Math.sqrt(sizeX() * sizeX() + sizeY() * sizeY() + sizeZ() * sizeZ());
    }
}
