package io.amsphub.mesh.mark;

import io.amsphub.mesh.measure.SymmetricAxes;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How a surface lies.
 *
 * @param centre centre of its area, mm
 * @param axes principal axes as rows, longest first, right-handed
 * @param area mm²
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record SurfaceFrame(double[] centre, double[] axes, double area) {

    static SurfaceFrame of(double[] points, int[] corners) {
        double area = 0;
        double[] sum = new double[3];
        double[] moments = new double[9];
        for (int f = 0; f < corners.length; f += 3) {
            double facet = area(points, corners, f);
            area += facet;
            double[] mean = new double[3];
            for (int k = 0; k < 3; k++) {
                for (int a = 0; a < 3; a++) {
                    mean[a] += points[3 * corners[f + k] + a] / 3;
                }
            }
            for (int a = 0; a < 3; a++) {
                sum[a] += facet * mean[a];
                for (int b = 0; b < 3; b++) {
                    double corner = 0;
                    for (int k = 0; k < 3; k++) {
                        corner += points[3 * corners[f + k] + a] * points[3 * corners[f + k] + b];
                    }
                    moments[3 * a + b] += facet * (corner + 9 * mean[a] * mean[b]) / 12;
                }
            }
        }
        double[] centre = {sum[0] / area, sum[1] / area, sum[2] / area};
        for (int i = 0; i < 9; i++) {
            moments[i] = moments[i] / area - centre[i / 3] * centre[i % 3];
        }
        return new SurfaceFrame(centre, sorted(moments), area);
    }

    /** Axes as rows, longest first, right-handed. */
    private static double[] sorted(double[] moments) {
        double[] columns = SymmetricAxes.of(moments, 3);
        int[] order = IntStream.range(0, 3)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -moments[4 * k]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] rows = new double[9];
        for (int r = 0; r < 2; r++) {
            for (int a = 0; a < 3; a++) {
                rows[3 * r + a] = columns[3 * a + order[r]];
            }
        }
        rows[6] = rows[1] * rows[5] - rows[2] * rows[4];
        rows[7] = rows[2] * rows[3] - rows[0] * rows[5];
        rows[8] = rows[0] * rows[4] - rows[1] * rows[3];
        return rows;
    }

    private static double area(double[] p, int[] c, int f) {
        int i = 3 * c[f];
        int j = 3 * c[f + 1];
        int k = 3 * c[f + 2];
        double x = (p[j + 1] - p[i + 1]) * (p[k + 2] - p[i + 2]) - (p[j + 2] - p[i + 2]) * (p[k + 1] - p[i + 1]);
        double y = (p[j + 2] - p[i + 2]) * (p[k] - p[i]) - (p[j] - p[i]) * (p[k + 2] - p[i + 2]);
        double z = (p[j] - p[i]) * (p[k + 1] - p[i + 1]) - (p[j + 1] - p[i + 1]) * (p[k] - p[i]);
        return Math.sqrt(x * x + y * y + z * z) / 2;
    }

    /**
     * Returns what lays this surface onto another, centre on centre and axes on axes.
     *
     * @param flips which two of the axes are turned round: 0 to 3
     */
    Similarity onto(SurfaceFrame other, double scale, int flips) {
        double[] signs = {(flips & 1) == 0 ? 1 : -1, (flips & 2) == 0 ? 1 : -1, flips == 0 || flips == 3 ? 1 : -1};
        double[] rotation = new double[9];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                for (int r = 0; r < 3; r++) {
                    rotation[3 * a + b] += signs[r] * other.axes[3 * r + a] * axes[3 * r + b];
                }
            }
        }
        double[] shift = new double[3];
        Similarity turned = new Similarity(scale, rotation, shift);
        for (int a = 0; a < 3; a++) {
            shift[a] = other.centre[a] - turned.coordinate(a, centre[0], centre[1], centre[2]);
        }
        return turned;
    }
}
