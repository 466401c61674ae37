package io.amsphub.mesh.printability;

import io.amsphub.mesh.spatial.BoxSearch;
import java.util.function.IntConsumer;

/**
 * First facets that short rays meet, and nearest points of facets. In plain doubles: what it answers is
 * a length, never a matter of topology. A ray that runs through an edge meets both facets. Not thread-safe.
 */
final class Rays {

    private static final double EDGE = 1e-9;

    private final PrintModel model;
    private final BoxSearch search;
    private final IntConsumer hit = this::meet;
    private final double[] origin = new double[3];
    private final double[] direction = new double[3];
    private final double[] low = new double[3];
    private final double[] high = new double[3];
    private double nearest;
    private int nearestFacet;
    private int facing;

    Rays(PrintModel model) {
        this.model = model;
        this.search = new BoxSearch(model.tree);
    }

    BoxSearch search() {
        return search;
    }

    /**
     * Shoots a ray.
     *
     * @param facing 1 to meet facets only where the ray leaves material, -1 only where it enters
     * @return the distance in mm, or infinity when there is nothing within {@code reach}
     */
    double shoot(double[] from, int at, double[] along, double reach, int facing) {
        for (int axis = 0; axis < 3; axis++) {
            origin[axis] = from[at + axis];
            direction[axis] = along[axis];
            double end = origin[axis] + reach * direction[axis];
            low[axis] = Math.min(origin[axis], end);
            high[axis] = Math.max(origin[axis], end);
        }
        this.facing = facing;
        nearest = reach;
        nearestFacet = -1;
        search.within(low[0], low[1], low[2], high[0], high[1], high[2], hit);
        return nearestFacet < 0 ? Double.POSITIVE_INFINITY : nearest;
    }

    /** Returns the facet that the last ray met, -1 for none. */
    int facet() {
        return nearestFacet;
    }

    /** The distance along the ray to a facet, by Möller and Trumbore 1997. */
    private void meet(int f) {
        double[] n = model.normals;
        double turn = n[3 * f] * direction[0] + n[3 * f + 1] * direction[1] + n[3 * f + 2] * direction[2];
        if (!(turn * facing > 1e-6)) {
            return;
        }
        double[] x = model.xyz;
        int a = 3 * model.edges.corners()[3 * f];
        int b = 3 * model.edges.corners()[3 * f + 1];
        int c = 3 * model.edges.corners()[3 * f + 2];
        double ux = x[b] - x[a];
        double uy = x[b + 1] - x[a + 1];
        double uz = x[b + 2] - x[a + 2];
        double vx = x[c] - x[a];
        double vy = x[c + 1] - x[a + 1];
        double vz = x[c + 2] - x[a + 2];
        double px = direction[1] * vz - direction[2] * vy;
        double py = direction[2] * vx - direction[0] * vz;
        double pz = direction[0] * vy - direction[1] * vx;
        double inverse = 1 / (ux * px + uy * py + uz * pz);
        double tx = origin[0] - x[a];
        double ty = origin[1] - x[a + 1];
        double tz = origin[2] - x[a + 2];
        double u = (tx * px + ty * py + tz * pz) * inverse;
        double qx = ty * uz - tz * uy;
        double qy = tz * ux - tx * uz;
        double qz = tx * uy - ty * ux;
        double v = (direction[0] * qx + direction[1] * qy + direction[2] * qz) * inverse;
        double distance = (vx * qx + vy * qy + vz * qz) * inverse;
        boolean inside = u >= -EDGE && v >= -EDGE && u + v <= 1 + EDGE;
        if (inside && distance > 0 && (distance < nearest || (distance == nearest && f < nearestFacet))) {
            nearest = distance;
            nearestFacet = f;
        }
    }
}
