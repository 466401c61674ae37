package io.amsphub.mesh.slice;

/**
 * Offsets of plane regions: every edge moves along its normal, corners stay sharp up to a limit, and the
 * result is where the moved rings wind positively (the raw-offset method; Chen and McMains 2005).
 */
public final class PolygonOffset {

    /** A sharp corner reaches at most this many offsets from its vertex; then it is cut off. */
    private static final double MITER_LIMIT = 3;

    private static final double SHORTEST_MM = 1e-6;

    private PolygonOffset() {}

    /**
     * Returns the region grown or, for a negative distance, shrunk.
     *
     * @param region rings with the region on their left
     * @param distanceMm by how much the boundary moves outward
     */
    public static Contours of(Contours region, double distanceMm) {
        if (region.isEmpty() || distanceMm == 0) {
            return region;
        }
        RingBuilder raw = new RingBuilder();
        for (int ring = 0; ring < region.ringCount(); ring++) {
            if (distanceMm < 0 && vanishes(region, ring, -distanceMm)) {
                continue;
            }
            moveRing(region, ring, distanceMm, raw);
        }
        return PolygonSweep.positive(raw.build());
    }

    /** Returns what is left after shrinking and growing again: parts narrower than twice the radius go. */
    public static Contours opening(Contours region, double radiusMm) {
        return of(of(region, -radiusMm), radiusMm);
    }

    /** An outer ring that is thinner than the offset leaves nothing; its moved ring would be inside out. */
    private static boolean vanishes(Contours region, int ring, double distance) {
        double area = region.ringArea(ring);
        if (area <= 0) {
            return false;
        }
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (int p = region.start(ring); p < region.start(ring + 1); p++) {
            minX = Math.min(minX, region.x(p));
            maxX = Math.max(maxX, region.x(p));
            minY = Math.min(minY, region.y(p));
            maxY = Math.max(maxY, region.y(p));
        }
        return Math.min(maxX - minX, maxY - minY) <= 2 * distance || area < Math.PI * distance * distance;
    }

    private static void moveRing(Contours region, int ring, double d, RingBuilder raw) {
        int from = region.start(ring);
        int n = region.start(ring + 1) - from;
        double[] xs = new double[n];
        double[] ys = new double[n];
        int size = 0;
        for (int p = from; p < from + n; p++) {
            double x = region.x(p);
            double y = region.y(p);
            if (size == 0 || Plane.length(x - xs[size - 1], y - ys[size - 1]) > SHORTEST_MM) {
                xs[size] = x;
                ys[size++] = y;
            }
        }
        while (size > 1 && Plane.length(xs[0] - xs[size - 1], ys[0] - ys[size - 1]) <= SHORTEST_MM) {
            size--;
        }
        for (int i = 0; size >= 3 && i < size; i++) {
            int before = (i + size - 1) % size;
            int after = (i + 1) % size;
            corner(xs[i] - xs[before], ys[i] - ys[before], xs[after] - xs[i], ys[after] - ys[i], xs[i], ys[i], d, raw);
        }
        raw.close();
    }

    /** Adds the moved corner between an edge (ux, uy) into and an edge (vx, vy) out of a vertex. */
    private static void corner(
            double ux, double uy, double vx, double vy, double x, double y, double d, RingBuilder raw) {
        double u = Plane.length(ux, uy);
        double v = Plane.length(vx, vy);
        double ax = uy / u;
        double ay = -ux / u;
        double bx = vy / v;
        double by = -vx / v;
        double sine = ax * by - ay * bx;
        double cosine = ax * bx + ay * by;
        boolean gapOpens = sine * d > 0;
        if (cosine > 0.9999 || (gapOpens && miterFits(cosine))) {
            double scale = d / (1 + cosine);
            raw.add(x + (ax + bx) * scale, y + (ay + by) * scale);
        } else if (gapOpens) {
            raw.add(x + ax * d, y + ay * d);
            raw.add(x + bx * d, y + by * d);
        } else {
            raw.add(x + ax * d, y + ay * d);
            raw.add(x, y);
            raw.add(x + bx * d, y + by * d);
        }
    }

    /** The tip is at d / cos(half the turn) from the vertex. */
    private static boolean miterFits(double cosine) {
        return 2 <= MITER_LIMIT * MITER_LIMIT * (1 + cosine);
    }
}
