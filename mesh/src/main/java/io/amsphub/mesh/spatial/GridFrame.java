package io.amsphub.mesh.spatial;

import io.amsphub.mesh.model.BoundingBox;

/**
 * A monotone map of coordinates to integers: shift to the corner of a box, scale by a power of two, which is exact,
 * and cut to an integer below 2^{@value #BITS}.
 */
final class GridFrame {

    /** Bits of an integer coordinate. */
    static final int BITS = 30;

    final double originX;
    final double originY;
    final double originZ;
    final double scale;

    GridFrame(BoundingBox box) {
        originX = box.minX();
        originY = box.minY();
        originZ = box.minZ();
        scale = scaleFor(box);
    }

    private static double scaleFor(BoundingBox box) {
        double extent = Math.max(box.sizeX(), Math.max(box.sizeY(), box.sizeZ()));
        if (!(extent > 0)) {
            return 1;
        }
        if (Double.isInfinite(extent)) {
            return 0x1p-995;
        }
        return Math.scalb(1.0, Math.min(1022, BITS - 1 - Math.getExponent(extent)));
    }

    int x(double x) {
        return (int) ((x - originX) * scale);
    }

    int y(double y) {
        return (int) ((y - originY) * scale);
    }

    int z(double z) {
        return (int) ((z - originZ) * scale);
    }
}
