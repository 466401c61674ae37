package io.amsphub.mesh.measure;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whether points fit a build volume, and if not, a rotation after which they do.
 *
 * <p>The search tries the turns of a cube, then 4096 rotations spread evenly, and improves the best ones in
 * small steps, all on the points that are extreme in 1024 directions; what it returns is checked on all
 * points. A rotation that it returns fits. That it returns none does not prove that none exists. The
 * same points give the same answer.
 */
public final class BuildFit {

    private static final int DIRECTIONS = 1024;
    private static final int SAMPLES = 4096;
    private static final int IMPROVED = 8;

    private final double[] points;
    private final double[] extremes;
    private final double[] size;

    private BuildFit(double[] points, BuildVolume volume) {
        this.points = points;
        this.size = new double[] {volume.sizeXMm(), volume.sizeYMm(), volume.sizeZMm()};
        this.extremes = extremes(points);
    }

    /**
     * Searches a rotation.
     *
     * @param points {@code double[3·n]} in mm, at least one point
     * @return a rotation matrix in row order, {@code double[9]}; the unit matrix when nothing has to be
     *     turned; null when none was found
     */
    public static double @Nullable [] search(double[] points, BuildVolume volume) {
        return new BuildFit(points, volume).search();
    }

    /**
     * Returns by how much the points exceed the volume after a rotation, as the largest ratio of an
     * extent to the side of the volume: at most 1 when they fit.
     */
    public static double fill(double[] points, BuildVolume volume, double[] rotation) {
        return fill(points, new double[] {volume.sizeXMm(), volume.sizeYMm(), volume.sizeZMm()}, rotation);
    }

    private double @Nullable [] search() {
        for (double[] turn : cubeTurns()) {
            if (fill(points, size, turn) <= 1) {
                return turn;
            }
        }
        double[][] best = new double[IMPROVED][];
        double[] fills = new double[IMPROVED];
        Arrays.fill(fills, Double.POSITIVE_INFINITY);
        SplittableRandom random = new SplittableRandom(20_250_101);
        for (int i = 0; i < SAMPLES; i++) {
            double[] rotation = randomRotation(random);
            insert(best, fills, rotation, fill(extremes, size, rotation));
        }
        for (double[] start : best) {
            double[] improved = start == null ? null : improve(start);
            if (improved != null && fill(points, size, improved) <= 1) {
                return improved;
            }
        }
        return null;
    }

    private static void insert(double[][] best, double[] fills, double[] rotation, double fill) {
        int at = fills.length - 1;
        if (fill >= fills[at]) {
            return;
        }
        while (at > 0 && fill < fills[at - 1]) {
            fills[at] = fills[at - 1];
            best[at] = best[at - 1];
            at--;
        }
        fills[at] = fill;
        best[at] = rotation;
    }

    private double[] improve(double[] start) {
        double[] rotation = start;
        double fill = fill(extremes, size, rotation);
        for (double step = 0.1; step > 1e-5; step /= 2) {
            boolean better = true;
            while (better && fill > 0.999) {
                better = false;
                for (int axis = 0; axis < 3; axis++) {
                    for (int sign = -1; sign <= 1; sign += 2) {
                        double[] turned = product(about(axis, sign * step), rotation);
                        double turnedFill = fill(extremes, size, turned);
                        if (turnedFill < fill - 1e-12) {
                            rotation = turned;
                            fill = turnedFill;
                            better = true;
                        }
                    }
                }
            }
        }
        return rotation;
    }

    private static double fill(double[] points, double[] size, double[] r) {
        double most = 0;
        for (int row = 0; row < 3; row++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int p = 0; p < points.length; p += 3) {
                double value = r[3 * row] * points[p] + r[3 * row + 1] * points[p + 1] + r[3 * row + 2] * points[p + 2];
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            most = Math.max(most, (max - min) / size[row]);
        }
        return most;
    }

    /** Points that are extreme in some direction of a spiral over the sphere; enough to compare rotations. */
    private static double[] extremes(double[] points) {
        BitSet chosen = new BitSet();
        double golden = Math.PI * (3 - Math.sqrt(5));
        for (int i = 0; i < DIRECTIONS; i++) {
            double z = 1 - (2 * i + 1.0) / DIRECTIONS;
            double ring = Math.sqrt(1 - z * z);
            double x = ring * Math.cos(golden * i);
            double y = ring * Math.sin(golden * i);
            int best = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int p = 0; p < points.length; p += 3) {
                double value = x * points[p] + y * points[p + 1] + z * points[p + 2];
                if (value > most) {
                    most = value;
                    best = p;
                }
            }
            chosen.set(best / 3);
        }
        double[] extremes = new double[3 * chosen.cardinality()];
        int at = 0;
        for (int p = chosen.nextSetBit(0); p >= 0; p = chosen.nextSetBit(p + 1)) {
            System.arraycopy(points, 3 * p, extremes, at, 3);
            at += 3;
        }
        return extremes;
    }

    private static double[][] cubeTurns() {
        return new double[][] {
            {1, 0, 0, 0, 1, 0, 0, 0, 1},
            {0, -1, 0, 1, 0, 0, 0, 0, 1},
            {1, 0, 0, 0, 0, -1, 0, 1, 0},
            {0, 0, 1, 0, 1, 0, -1, 0, 0},
            {0, 1, 0, 0, 0, 1, 1, 0, 0},
            {0, 0, 1, 1, 0, 0, 0, 1, 0}
        };
    }

    private static double[] about(int axis, double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return switch (axis) {
            case 0 -> new double[] {1, 0, 0, 0, c, -s, 0, s, c};
            case 1 -> new double[] {c, 0, s, 0, 1, 0, -s, 0, c};
            default -> new double[] {c, -s, 0, s, c, 0, 0, 0, 1};
        };
    }

    private static double[] product(double[] a, double[] b) {
        double[] c = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
            }
        }
        return c;
    }

    /** An even rotation from three numbers (Shoemake 1992). */
    private static double[] randomRotation(SplittableRandom random) {
        double u = random.nextDouble();
        double v = 2 * Math.PI * random.nextDouble();
        double t = 2 * Math.PI * random.nextDouble();
        double x = Math.sqrt(1 - u) * Math.sin(v);
        double y = Math.sqrt(1 - u) * Math.cos(v);
        double z = Math.sqrt(u) * Math.sin(t);
        double w = Math.sqrt(u) * Math.cos(t);
        return new double[] {
            1 - 2 * (y * y + z * z),
            2 * (x * y - z * w),
            2 * (x * z + y * w),
            2 * (x * y + z * w),
            1 - 2 * (x * x + z * z),
            2 * (y * z - x * w),
            2 * (x * z - y * w),
            2 * (y * z + x * w),
            1 - 2 * (x * x + y * y)
        };
    }
}
