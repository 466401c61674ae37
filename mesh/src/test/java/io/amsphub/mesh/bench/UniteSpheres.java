package io.amsphub.mesh.bench;

import io.amsphub.mesh.arrange.MeshBoolean;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/** Union of two spheres that overlap, with the CPU time of the whole process; more rounds show the warm time. */
public final class UniteSpheres {

    private UniteSpheres() {}

    /** Takes the facets of both spheres together and the number of rounds. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        TriangleMesh first = sphere(Integer.parseInt(args[0]) / 2, 0, 0, 0);
        TriangleMesh second = sphere(Integer.parseInt(args[0]) / 2, 7.3, 4.1, 2.9);
        out.printf("%d facets together%n", first.facetCount() + second.facetCount());
        for (int round = 0; round < Integer.parseInt(args[1]); round++) {
            double before = cpuSeconds();
            TriangleMesh union = MeshBoolean.union(first, second);
            out.printf(
                    "union %d facets, %.2f CPU-s, process so far %.2f CPU-s%n",
                    union.facetCount(), cpuSeconds() - before, cpuSeconds());
        }
    }

    private static double cpuSeconds() {
        com.sun.management.OperatingSystemMXBean system =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    static TriangleMesh sphere(int facets, double x, double y, double z) {
        int rings = (int) Math.round(Math.sqrt(facets / 4.0));
        int around = 2 * rings;
        double[] points = new double[3 * ((rings - 1) * around + 2)];
        int top = (rings - 1) * around;
        for (int i = 1; i < rings; i++) {
            for (int j = 0; j < around; j++) {
                double polar = Math.PI * i / rings;
                double turn = 2 * Math.PI * j / around;
                put(
                        points,
                        (i - 1) * around + j,
                        x + 10 * Math.sin(polar) * Math.cos(turn),
                        y + 10 * Math.sin(polar) * Math.sin(turn),
                        z + 10 * Math.cos(polar));
            }
        }
        put(points, top, x, y, z + 10);
        put(points, top + 1, x, y, z - 10);
        int[] corners = new int[6 * around * (rings - 1)];
        int at = 0;
        for (int j = 0; j < around; j++) {
            int k = (j + 1) % around;
            at = put(corners, at, top, j, k);
            for (int i = 0; i + 2 < rings; i++) {
                at = put(corners, at, i * around + j, (i + 1) * around + j, (i + 1) * around + k);
                at = put(corners, at, i * around + j, (i + 1) * around + k, i * around + k);
            }
            at = put(corners, at, top + 1, (rings - 2) * around + k, (rings - 2) * around + j);
        }
        return TriangleMesh.of(points, corners, LengthUnit.MILLIMETRE);
    }

    private static void put(double[] points, int p, double x, double y, double z) {
        points[3 * p] = x;
        points[3 * p + 1] = y;
        points[3 * p + 2] = z;
    }

    private static int put(int[] corners, int at, int a, int b, int c) {
        corners[at] = a;
        corners[at + 1] = b;
        corners[at + 2] = c;
        return at + 3;
    }
}
