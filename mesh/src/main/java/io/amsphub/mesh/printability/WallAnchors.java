package io.amsphub.mesh.printability;

/**
 * Whether a wall is held on two opposite sides: walks from the middle of the wall along its middle surface in sixteen
 * directions, each until the wall ends in the open, becomes thicker, or has bent by 60 degrees, which stiffens it. Not thread-safe.
 */
final class WallAnchors {

    /** How much thicker a wall becomes where it is held. */
    private static final double THICKER = 1.6;

    private static final int DIRECTIONS = 16;
    private static final double BENT = Math.cos(Math.toRadians(60));
    private static final int STEPS = 48;
    private static final int LONGEST_STEP = 8;

    private final PrintModel model;
    private final Rays rays;
    private final double[] at = new double[3];
    private final double[] next = new double[3];
    private final double[] normal = new double[3];
    private final double[] back = new double[3];
    private final double[] along = new double[3];

    WallAnchors(PrintModel model) {
        this.model = model;
        this.rays = new Rays(model);
    }

    /** Returns whether two of the directions in which a wall is held differ by at least 135 degrees. */
    boolean heldOnTwoSides(int facet, double[] middle, int where, double thickness) {
        int n = DIRECTIONS;
        boolean[] held = new boolean[n];
        for (int k = 0; k < n; k++) {
            held[k] = held(facet, middle, where, thickness, 2 * Math.PI * k / n);
            for (int j = 0; j < k; j++) {
                int apart = Math.min(k - j, n - k + j);
                if (held[k] && held[j] && 8 * apart >= 3 * n) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean held(int facet, double[] middle, int where, double thickness, double angle) {
        start(facet, middle, where, angle);
        double step = thickness;
        for (int i = 0; i < STEPS; i++) {
            double free = rays.shoot(at, 0, along, step, 1);
            if (free < Double.POSITIVE_INFINITY) {
                if (step <= thickness) {
                    return false;
                }
                step = Math.max(thickness, step / 4);
                continue;
            }
            for (int axis = 0; axis < 3; axis++) {
                next[axis] = at[axis] + step * along[axis];
                back[axis] = -normal[axis];
            }
            double behind = rays.shoot(next, 0, back, THICKER * thickness, 1);
            double before = rays.shoot(next, 0, normal, THICKER * thickness, 1);
            if (!(before + behind <= THICKER * thickness)) {
                return true;
            }
            follow(before - behind);
            double bend = model.normals[3 * facet] * normal[0]
                    + model.normals[3 * facet + 1] * normal[1]
                    + model.normals[3 * facet + 2] * normal[2];
            if (bend < BENT) {
                return true;
            }
            step = Math.min(LONGEST_STEP * thickness, step * 1.5);
        }
        return true;
    }

    private void start(int facet, double[] middle, int where, double angle) {
        double length = 0;
        for (int axis = 0; axis < 3; axis++) {
            at[axis] = middle[where + axis];
            normal[axis] = model.normals[3 * facet + axis];
            next[axis] = model.corner(facet, 1, axis) - model.corner(facet, 0, axis);
            length += next[axis] * next[axis];
        }
        double c = Math.cos(angle) / Math.sqrt(length);
        double s = Math.sin(angle) / Math.sqrt(length);
        along[0] = c * next[0] + s * (normal[1] * next[2] - normal[2] * next[1]);
        along[1] = c * next[1] + s * (normal[2] * next[0] - normal[0] * next[2]);
        along[2] = c * next[2] + s * (normal[0] * next[1] - normal[1] * next[0]);
    }

    /** Moves to the middle of the wall at the next place and turns with it. */
    private void follow(double shift) {
        int facet = rays.facet();
        double lean = 0;
        for (int axis = 0; axis < 3; axis++) {
            at[axis] = next[axis] + shift / 2 * normal[axis];
        }
        for (int axis = 0; axis < 3; axis++) {
            normal[axis] = model.normals[3 * facet + axis];
            lean += normal[axis] * along[axis];
        }
        double length = 0;
        for (int axis = 0; axis < 3; axis++) {
            along[axis] -= lean * normal[axis];
            length += along[axis] * along[axis];
        }
        for (int axis = 0; axis < 3; axis++) {
            along[axis] /= Math.sqrt(length);
        }
    }
}
