package io.amsphub.mesh.bench;

import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Models for the benchmarks: a torus with waves, so that no facet lies in an axis plane, and a broken
 * copy of it with 2 % turned, 0.3 % missing and 0.5 % repeated facets, 30 noise shells, and a ball
 * through the surface, in an order shuffled by runs. The same bytes each time.
 */
public final class BenchmarkModels {

    private BenchmarkModels() {}

    /** Writes {@code clean_N.stl} and {@code broken_N.stl} for each facet count given after the folder. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        for (String count : Arrays.asList(args).subList(1, args.length)) {
            TriangleMesh clean = clean(Integer.parseInt(count));
            write(clean, folder.resolve("clean_" + count + ".stl"));
            write(broken(clean), folder.resolve("broken_" + count + ".stl"));
        }
    }

    private static void write(TriangleMesh mesh, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            BinaryStlWriter.write(mesh, out);
        }
    }

    /** A torus with waves of about so many facets; points are float values. */
    public static TriangleMesh clean(int facets) {
        int across = (int) Math.round(Math.sqrt(facets / 6.0));
        int around = (int) Math.round(facets / 2.0 / across);
        double[] points = new double[3 * around * across];
        int[] corners = new int[6 * around * across];
        int at = 0;
        for (int i = 0; i < around; i++) {
            double u = 2 * Math.PI * i / around;
            for (int j = 0; j < across; j++) {
                double v = 2 * Math.PI * j / across;
                double tube = 12 + Math.sin(9 * u) + Math.sin(5 * v + 2 * u);
                int p = 3 * (i * across + j);
                points[p] = (float) ((40 + tube * Math.cos(v)) * Math.cos(u));
                points[p + 1] = (float) ((40 + tube * Math.cos(v)) * Math.sin(u));
                points[p + 2] = (float) (tube * Math.sin(v));
                int right = (i + 1) % around * across + j;
                int up = i * across + (j + 1) % across;
                int both = (i + 1) % around * across + (j + 1) % across;
                for (int corner : new int[] {p / 3, right, both, p / 3, both, up}) {
                    corners[at++] = corner;
                }
            }
        }
        return TriangleMesh.of(points, corners, LengthUnit.UNSPECIFIED);
    }

    /** Breaks a mesh in many places. */
    public static TriangleMesh broken(TriangleMesh clean) {
        Random random = new Random(42);
        int n = clean.facetCount();
        int[] out = new int[clean.facets().length + 3 * (n / 100 + 10_000)];
        int at = 0;
        for (int f = 0; f < n; f++) {
            double dice = random.nextDouble();
            if (dice < 0.003) {
                continue;
            }
            int[] corners = Arrays.copyOfRange(clean.facets(), 3 * f, 3 * f + 3);
            if (dice < 0.023) {
                corners = new int[] {corners[0], corners[2], corners[1]};
            }
            for (int copy = 0; copy < (dice > 0.995 ? 2 : 1); copy++) {
                System.arraycopy(corners, 0, out, at, 3);
                at += 3;
            }
        }
        double[] points = Arrays.copyOf(clean.points(), clean.points().length + 3 * 4 * 31 + 3 * 2500);
        int p = clean.points().length / 3;
        for (int shell = 0; shell < 30; shell++) {
            double[] centre = {random.nextDouble() * 100 - 50, random.nextDouble() * 100 - 50, 30};
            at = tetrahedron(points, p, out, at, centre);
            p += 4;
        }
        at = ball(points, p, out, at);
        return TriangleMesh.of(points, Arrays.copyOf(out, at), LengthUnit.UNSPECIFIED);
    }

    private static int tetrahedron(double[] points, int p, int[] out, int at, double[] centre) {
        double[] offsets = {0, 0, 0, 0.01, 0, 0, 0, 0.01, 0, 0, 0, 0.01};
        for (int i = 0; i < 12; i++) {
            points[3 * p + i] = (float) (centre[i % 3] + offsets[i]);
        }
        int[] facets = {0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2};
        for (int i = 0; i < facets.length; i++) {
            out[at + i] = p + facets[i];
        }
        return at + facets.length;
    }

    /** A ball of 48 by 48 cells that pierces the surface. */
    private static int ball(double[] points, int first, int[] out, int start) {
        int at = start;
        int cells = 48;
        for (int i = 0; i <= cells; i++) {
            for (int j = 0; j < cells; j++) {
                double polar = Math.PI * i / cells;
                double turn = 2 * Math.PI * j / cells;
                int p = 3 * (first + i * cells + j);
                boolean pole = i == 0 || i == cells;
                points[p] = (float) (52 + (pole ? 0 : 6 * Math.sin(polar) * Math.cos(turn)));
                points[p + 1] = (float) (pole ? 0 : 6 * Math.sin(polar) * Math.sin(turn));
                points[p + 2] = (float) (6 * Math.cos(polar));
                if (i < cells) {
                    int a = first + i * cells + j;
                    int b = first + i * cells + (j + 1) % cells;
                    int[] quad = {a, a + cells, b, b, a + cells, b + cells};
                    System.arraycopy(quad, 0, out, at, 6);
                    at += 6;
                }
            }
        }
        return at;
    }
}
