package io.amsphub.mesh.nest;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.awt.geom.Line2D;
import java.util.SplittableRandom;

/** Outlines that can be seen whole from their first point, {@code double[2·n]}, and prisms over them. */
final class Outlines {

    private Outlines() {}

    static double[] random(SplittableRandom random) {
        double a = 8 + 50 * random.nextDouble();
        double b = 8 + 50 * random.nextDouble();
        return switch (random.nextInt(3)) {
            case 0 -> new double[] {0, 0, a, 0, a, b, 0, b};
            case 1 -> new double[] {0, 0, a, 0, a / 3, b};
            default -> new double[] {a / 4, b / 4, a / 4, b, 0, b, 0, 0, a, 0, a, b / 4};
        };
    }

    static TriangleMesh prism(double[] outline, double height) {
        int n = outline.length / 2;
        double[] points = new double[6 * n];
        int[] facets = new int[12 * n - 12];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int level = 0; level < 2; level++) {
                int p = 3 * (i + level * n);
                points[p] = outline[2 * i] - 7;
                points[p + 1] = outline[2 * i + 1] + 11;
                points[p + 2] = 3 + level * height;
            }
            int next = (i + 1) % n;
            at = add(facets, at, i, next, next + n);
            at = add(facets, at, i, next + n, i + n);
            if (i > 0 && next > 0) {
                at = add(facets, at, 0, next, i);
                at = add(facets, at, n, i + n, next + n);
            }
        }
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    private static int add(int[] facets, int at, int a, int b, int c) {
        facets[at] = a;
        facets[at + 1] = b;
        facets[at + 2] = c;
        return at + 3;
    }

    /** Returns the outline of a prism as it lies. */
    static double[] of(TriangleMesh prism) {
        int n = prism.pointCount() / 2;
        double[] outline = new double[2 * n];
        for (int i = 0; i < n; i++) {
            outline[2 * i] = prism.points()[3 * i];
            outline[2 * i + 1] = prism.points()[3 * i + 1];
        }
        return outline;
    }

    static double area(double[] outline) {
        double sum = 0;
        for (int i = 0; i < outline.length; i += 2) {
            int next = (i + 2) % outline.length;
            sum += outline[i] * outline[next + 1] - outline[next] * outline[i + 1];
        }
        return Math.abs(sum) / 2;
    }

    /** Returns how far two outlines are apart; 0 when one has a point within the other. */
    static double distance(double[] a, double[] b) {
        if (contains(a, b[0], b[1]) || contains(b, a[0], a[1])) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < a.length; i += 2) {
            for (int j = 0; j < b.length; j += 2) {
                Line2D first = edge(a, i);
                Line2D second = edge(b, j);
                if (first.intersectsLine(second)) {
                    return 0;
                }
                least = Math.min(least, first.ptSegDist(second.getP1()));
                least = Math.min(least, first.ptSegDist(second.getP2()));
                least = Math.min(least, second.ptSegDist(first.getP1()));
                least = Math.min(least, second.ptSegDist(first.getP2()));
            }
        }
        return least;
    }

    private static Line2D edge(double[] o, int i) {
        int next = (i + 2) % o.length;
        return new Line2D.Double(o[i], o[i + 1], o[next], o[next + 1]);
    }

    private static boolean contains(double[] o, double x, double y) {
        boolean inside = false;
        for (int i = 0; i < o.length; i += 2) {
            int next = (i + 2) % o.length;
            if (o[i + 1] > y != o[next + 1] > y
                    && x < o[i] + (y - o[i + 1]) * (o[next] - o[i]) / (o[next + 1] - o[i + 1])) {
                inside = !inside;
            }
        }
        return inside;
    }
}
