package io.amsphub.config.simulator.scanner;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Makes a point cloud of a binary STL, as a scanner would see the part: points at random places of its surface, off it
 * by noise and by an offset along the outward normal, seen from another side. The same seed gives the same cloud.
 */
final class CloudMaker {

    private static final int HEAD = 84;
    private static final int FACET = 50;

    private final ByteBuffer stl;
    private final int facets;

    /**
     * Reads a model.
     *
     * @throws IllegalArgumentException when it is not a binary STL
     */
    CloudMaker(byte[] model) {
        stl = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
        if (model.length < HEAD || model.length != HEAD + (long) FACET * stl.getInt(HEAD - 4)) {
            throw new IllegalArgumentException("the model is not a binary STL");
        }
        facets = stl.getInt(HEAD - 4);
    }

    /**
     * How the part is seen.
     *
     * @param points how many points
     * @param noiseMm standard deviation of each coordinate
     * @param offsetMm along the outward normal
     * @param turnDegrees about the axis (1, 1, 1), and moved by a hundred times as many micrometres; 0 for the frame
     *     of the part
     * @param seed of the random numbers
     */
    record View(int points, double noiseMm, double offsetMm, double turnDegrees, long seed) {}

    /** Returns a cloud as a binary PLY in mm. */
    byte[] ply(View view) {
        byte[] head = ("ply\nformat binary_little_endian 1.0\ncomment simulated scan\nelement vertex " + view.points()
                        + "\nproperty float x\nproperty float y\nproperty float z\nend_header\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(head.length + 12 * view.points()).order(ByteOrder.LITTLE_ENDIAN);
        out.put(head);
        double[] until = areas();
        Random random = new Random(view.seed());
        double[] p = new double[3];
        for (int i = 0; i < view.points(); i++) {
            sample(facetAt(until, random.nextDouble()), random, view, p);
            turn(p, view.turnDegrees());
            for (int axis = 0; axis < 3; axis++) {
                out.putFloat((float) p[axis]);
            }
        }
        return out.array();
    }

    private double[] areas() {
        double[] until = new double[facets];
        double sum = 0;
        for (int f = 0; f < facets; f++) {
            double[] n = normal(f);
            sum += Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
            until[f] = sum;
        }
        return until;
    }

    private static int facetAt(double[] until, double share) {
        double at = share * until[until.length - 1];
        int from = 0;
        int to = until.length - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (until[middle] < at) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private void sample(int facet, Random random, View view, double[] p) {
        double u = random.nextDouble();
        double v = random.nextDouble();
        if (u + v > 1) {
            u = 1 - u;
            v = 1 - v;
        }
        double[] n = normal(facet);
        double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        for (int axis = 0; axis < 3; axis++) {
            double a = corner(facet, 0, axis);
            p[axis] = a
                    + u * (corner(facet, 1, axis) - a)
                    + v * (corner(facet, 2, axis) - a)
                    + view.offsetMm() * n[axis] / Math.max(length, Double.MIN_NORMAL)
                    + view.noiseMm() * random.nextGaussian();
        }
    }

    /** Rodrigues about (1, 1, 1) / sqrt 3, then a shift. */
    private static void turn(double[] p, double degrees) {
        double c = Math.cos(Math.toRadians(degrees));
        double s = Math.sin(Math.toRadians(degrees)) / Math.sqrt(3);
        double along = (p[0] + p[1] + p[2]) / 3 * (1 - c);
        double x = p[0] * c + (p[2] - p[1]) * s + along;
        double y = p[1] * c + (p[0] - p[2]) * s + along;
        double z = p[2] * c + (p[1] - p[0]) * s + along;
        p[0] = x + degrees / 10;
        p[1] = y + degrees / 10;
        p[2] = z + degrees / 10;
    }

    private double[] normal(int f) {
        double[] u = new double[3];
        double[] v = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            u[axis] = corner(f, 1, axis) - corner(f, 0, axis);
            v[axis] = corner(f, 2, axis) - corner(f, 0, axis);
        }
        return new double[] {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
    }

    private double corner(int facet, int corner, int axis) {
        return stl.getFloat(HEAD + FACET * facet + 12 + 12 * corner + 4 * axis);
    }
}
