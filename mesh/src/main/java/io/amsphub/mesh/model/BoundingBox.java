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
