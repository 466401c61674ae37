package io.amsphub.mesh.printability;

import io.amsphub.mesh.topology.IntList;

/**
 * How far a region of overhanging surface reaches from where it is held, seen from above.
 *
 * <p>The span of a bridge is the shortest, over directions across its held edges, of the longest chord through
 * the region with both ends held. A region without such a direction is a ledge; its length is the largest
 * distance of its boundary from a held edge. Taken at up to {@value #POINTS} points and {@value #TURNS} directions,
 * fewer where the boundary has very many edges.
 */
final class Span {

    private static final int POINTS = 64;
    private static final int TURNS = 32;
    private static final long WORK = 20_000_000;

    private final PrintModel model;
    private final int[] boundary;
    private final boolean[] held;
    private final int[] heldEdges;

    Span(PrintModel model, DownRegions regions, int region) {
        this.model = model;
        boundary = regions.boundary(region);
        held = new boolean[boundary.length];
        IntList some = new IntList();
        for (int i = 0; i < boundary.length; i++) {
            held[i] = regions.isHeld(boundary[i]);
            if (held[i]) {
                some.add(boundary[i]);
            }
        }
        heldEdges = some.toArray();
    }

    /** Returns the span of a bridge in mm; infinity when it is none. */
    double bridge(IntList facets) {
        int stride = Math.max(1, (heldEdges.length + TURNS - 1) / TURNS);
        long work = (long) boundary.length * Math.min(TURNS, heldEdges.length);
        int points = (int) Math.max(1, Math.min(POINTS, WORK / Math.max(1, work)));
        int step = Math.max(1, (facets.size() + points - 1) / points);
        double best = Double.POSITIVE_INFINITY;
        for (int e = 0; e < heldEdges.length; e += stride) {
            double ux = coordinate(heldEdges[e], 1, 1) - coordinate(heldEdges[e], 0, 1);
            double uy = coordinate(heldEdges[e], 0, 0) - coordinate(heldEdges[e], 1, 0);
            double length = Math.sqrt(ux * ux + uy * uy);
            double longest = length > 0 ? 0 : Double.POSITIVE_INFINITY;
            for (int i = 0; i < facets.size() && longest < best; i += step) {
                double x = model.centroid(facets.get(i), 0);
                double y = model.centroid(facets.get(i), 1);
                longest = Math.max(
                        longest, reach(x, y, ux / length, uy / length) + reach(x, y, -ux / length, -uy / length));
            }
            best = Math.min(best, longest);
        }
        return best;
    }

    /** The distance from a point along a direction to a held edge; infinity when a free edge comes first. */
    private double reach(double x, double y, double ux, double uy) {
        double nearest = Double.POSITIVE_INFINITY;
        boolean isHeld = false;
        for (int i = 0; i < boundary.length; i++) {
            double ax = coordinate(boundary[i], 0, 0) - x;
            double ay = coordinate(boundary[i], 0, 1) - y;
            double bx = coordinate(boundary[i], 1, 0) - x;
            double by = coordinate(boundary[i], 1, 1) - y;
            double sideA = ux * ay - uy * ax;
            double sideB = ux * by - uy * bx;
            if ((sideA < 0) == (sideB < 0)) {
                continue;
            }
            double share = sideA / (sideA - sideB);
            double distance = ux * (ax + share * (bx - ax)) + uy * (ay + share * (by - ay));
            if (distance >= 0 && distance < nearest) {
                nearest = distance;
                isHeld = held[i];
            }
        }
        return isHeld ? nearest : Double.POSITIVE_INFINITY;
    }

    /** Returns the length of a ledge in mm; infinity when nothing holds it. */
    double ledge() {
        if (heldEdges.length == 0) {
            return Double.POSITIVE_INFINITY;
        }
        long most = Math.max(1, WORK / heldEdges.length);
        int step = (int) Math.max(1, boundary.length / most);
        double longest = 0;
        for (int i = 0; i < boundary.length; i += step) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int h : heldEdges) {
                nearest = Math.min(nearest, distance(coordinate(boundary[i], 0, 0), coordinate(boundary[i], 0, 1), h));
            }
            longest = Math.max(longest, nearest);
        }
        return longest;
    }

    private double distance(double x, double y, int h) {
        double ax = coordinate(h, 0, 0);
        double ay = coordinate(h, 0, 1);
        double ux = coordinate(h, 1, 0) - ax;
        double uy = coordinate(h, 1, 1) - ay;
        double square = ux * ux + uy * uy;
        double t = square > 0 ? Math.max(0, Math.min(1, ((x - ax) * ux + (y - ay) * uy) / square)) : 0;
        return Math.hypot(x - ax - t * ux, y - ay - t * uy);
    }

    private double coordinate(int h, int end, int axis) {
        int v = end == 0 ? model.edges.from(h) : model.edges.to(h);
        return model.xyz[3 * v + axis];
    }
}
