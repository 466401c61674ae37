package io.amsphub.mesh.printability;

import java.util.function.IntConsumer;

/**
 * Measures how wide the material behind a point of the surface is, or the void in front of it: a ray to the
 * surface opposite, then a sphere that touches the point and shrinks until no opposing surface is inside it
 * (Ma, Bae and Choi 2012), with rays in a cone as a check. Only surface that turns by at least 150 degrees
 * against the point's can stop the sphere, so that the sides of a sharp edge are not taken for a wall of
 * width zero. Not thread-safe.
 */
final class WidthProbe {

    /** Directions in the plane across the width. */
    static final int DIRECTIONS = 8;

    /** Cosine against the facet of the point, from which a facet opposes it. */
    private static final double OPPOSING = -Math.cos(Math.toRadians(30));

    /** How much longer one side of a rod's cross-section may be. */
    private static final double ROD = 2.5;

    private static final double CONE = Math.toRadians(20);
    private static final int CONE_RAYS = 6;
    private static final double CONE_SLACK = 1.6;
    private static final int SHRINKS = 12;

    private final PrintModel model;
    private final Rays rays;
    private final IntConsumer touch = this::touch;
    private final int side;
    private final double reach;
    private final double[] normal = new double[3];
    private final double[] across = new double[3];
    private final double[] along = new double[3];
    private final double[] frame = new double[6];
    private final double[] centre = new double[3];
    private final double[] contact = new double[3];
    private final double[] candidate = new double[3];
    private int facet;
    private double contactSquare;
    private double cross;

    /**
     * Makes a probe.
     *
     * @param inward whether material is measured, otherwise void
     * @param reach widths above this do not matter, in mm
     */
    WidthProbe(PrintModel model, boolean inward, double reach) {
        this.model = model;
        this.rays = new Rays(model);
        this.side = inward ? 1 : -1;
        this.reach = reach;
    }

    /** Returns the width at a point of a facet in mm, infinity when it is above the reach or nothing opposes it. */
    double width(int f, double[] points, int at) {
        facet = f;
        for (int axis = 0; axis < 3; axis++) {
            normal[axis] = model.normals[3 * f + axis];
            across[axis] = -side * normal[axis];
        }
        double width = rays.shoot(points, at, across, reach, side);
        if (width == Double.POSITIVE_INFINITY || !opposes(rays.facet())) {
            return Double.POSITIVE_INFINITY;
        }
        width = shrink(points, at, width);
        axes();
        if (width <= model.resolution() || !confirmed(points, at, width)) {
            return Double.POSITIVE_INFINITY;
        }
        for (int axis = 0; axis < 3; axis++) {
            centre[axis] = points[at + axis] + width / 2 * across[axis];
        }
        return width;
    }

    private boolean opposes(int other) {
        return model.cosine(facet, other) <= OPPOSING;
    }

    private double shrink(double[] points, int at, double start) {
        double radius = start / 2;
        for (int i = 0; i < SHRINKS; i++) {
            for (int axis = 0; axis < 3; axis++) {
                centre[axis] = points[at + axis] + radius * across[axis];
            }
            contactSquare = radius * radius * (1 - 1e-9);
            double before = contactSquare;
            rays.search().around(centre[0], centre[1], centre[2], radius, touch);
            if (contactSquare == before) {
                return 2 * radius;
            }
            double square = 0;
            double depth = 0;
            for (int axis = 0; axis < 3; axis++) {
                double difference = contact[axis] - points[at + axis];
                square += difference * difference;
                depth += difference * across[axis];
            }
            double smaller = depth > 0 ? square / (2 * depth) : 0;
            if (!(smaller < radius * (1 - 1e-6))) {
                return 2 * radius;
            }
            radius = smaller;
        }
        return 2 * radius;
    }

    private void touch(int other) {
        if (other != facet && opposes(other)) {
            double square = NearestPoint.of(model, other, centre, candidate);
            if (square < contactSquare) {
                contactSquare = square;
                System.arraycopy(candidate, 0, contact, 0, 3);
            }
        }
    }

    /** Two unit vectors in the facet, the first along its longest side, so that they turn with the part. */
    private void axes() {
        double longest = -1;
        for (int k = 0; k < 3; k++) {
            double square = 0;
            for (int axis = 0; axis < 3; axis++) {
                candidate[axis] = model.corner(facet, (k + 1) % 3, axis) - model.corner(facet, k, axis);
                square += candidate[axis] * candidate[axis];
            }
            if (square > longest * (1 + 1e-9)) {
                longest = square;
                for (int axis = 0; axis < 3; axis++) {
                    frame[axis] = candidate[axis] / Math.sqrt(square);
                }
            }
        }
        frame[3] = normal[1] * frame[2] - normal[2] * frame[1];
        frame[4] = normal[2] * frame[0] - normal[0] * frame[2];
        frame[5] = normal[0] * frame[1] - normal[1] * frame[0];
    }

    private void aim(double angle, double lean) {
        double c = Math.cos(angle) * Math.cos(lean);
        double s = Math.sin(angle) * Math.cos(lean);
        for (int axis = 0; axis < 3; axis++) {
            along[axis] = c * frame[axis] + s * frame[3 + axis] + Math.sin(lean) * across[axis];
        }
    }

    private void turnRound() {
        for (int axis = 0; axis < 3; axis++) {
            along[axis] = -along[axis];
        }
    }

    private boolean confirmed(double[] points, int at, double width) {
        int near = 0;
        for (int i = 0; i < CONE_RAYS; i++) {
            aim(2 * Math.PI * i / CONE_RAYS, Math.PI / 2 - CONE);
            near += rays.shoot(points, at, along, CONE_SLACK * width, side) < Double.POSITIVE_INFINITY ? 1 : 0;
        }
        return 2 * near >= CONE_RAYS;
    }

    /** Returns the middle of the last width; not a copy. */
    double[] centre() {
        return centre;
    }

    /**
     * Returns whether what was measured last is a rod or a hole: bounded across the width as well, by surfaces that
     * oppose each other at no more than {@value #ROD} times the width.
     */
    boolean isRod(double width) {
        cross = Double.POSITIVE_INFINITY;
        for (int k = 0; k < DIRECTIONS; k++) {
            aim(Math.PI * k / DIRECTIONS, 0);
            double chord = rays.shoot(centre, 0, along, ROD * width, side);
            if (chord < cross) {
                int end = rays.facet();
                turnRound();
                chord += rays.shoot(centre, 0, along, ROD * width, side);
                if (chord < cross && model.cosine(end, rays.facet()) <= OPPOSING) {
                    cross = chord;
                }
            }
        }
        return cross <= ROD * width;
    }

    /** Returns the smallest width across the last one, after {@link #isRod}. */
    double cross() {
        return cross;
    }

    /** Returns whether a rod is rather the rim of a plate. */
    boolean isRim(double width) {
        return ROD * cross < width;
    }

    /**
     * Returns how far a raised stroke stands out at a point of its side, or how deep a groove is: from the edge where
     * the surface turns away to the surface that it stands on; infinity when that is more than {@code most}.
     */
    double relief(double[] points, int at, double width, double most) {
        double[] inside = new double[3];
        double[] outside = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            inside[axis] = points[at + axis] - 1e-3 * width * normal[axis];
            outside[axis] = points[at + axis] + 1e-3 * width * normal[axis];
        }
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < 2 * DIRECTIONS; k++) {
            aim(Math.PI * k / DIRECTIONS, 0);
            double away = rays.shoot(inside, 0, along, most, 1);
            if (away < most) {
                int top = rays.facet();
                turnRound();
                double rise = away + rays.shoot(outside, 0, along, most, -1);
                if (rise < least && model.cosine(top, rays.facet()) >= -OPPOSING) {
                    least = rise;
                }
            }
        }
        return least <= most ? least : Double.POSITIVE_INFINITY;
    }
}
