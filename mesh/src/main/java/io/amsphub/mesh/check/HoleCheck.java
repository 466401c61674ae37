package io.amsphub.mesh.check;

import io.amsphub.mesh.topology.OpenLoops;
import java.util.ArrayList;
import java.util.List;

/** Describes the holes: loops of open edges with their length, area and flatness. */
final class HoleCheck {

    private final MeshAnalysis mesh;
    private final List<Hole> holes = new ArrayList<>();
    private int count;
    private double largestArea;

    HoleCheck(MeshAnalysis mesh, int limit) {
        this.mesh = mesh;
        OpenLoops.forEach(mesh.edges, loop -> take(measure(loop), limit));
    }

    private void take(Hole hole, int limit) {
        largestArea = Math.max(largestArea, hole.areaMm2());
        if (count++ < limit) {
            holes.add(hole);
        }
    }

    private Hole measure(int[] loop) {
        double[] normal = new double[3];
        double length = 0;
        int o = 3 * loop[0];
        for (int i = 0; i < loop.length; i++) {
            int p = 3 * loop[i];
            int q = 3 * loop[(i + 1) % loop.length];
            double[] u = minus(p, o);
            double[] v = minus(q, o);
            normal[0] += u[1] * v[2] - u[2] * v[1];
            normal[1] += u[2] * v[0] - u[0] * v[2];
            normal[2] += u[0] * v[1] - u[1] * v[0];
            length += norm(minus(q, p));
        }
        double doubleArea = norm(normal);
        return new Hole(points(loop), length, doubleArea / 2, flatness(loop, normal, doubleArea));
    }

    private double flatness(int[] loop, double[] normal, double length) {
        if (!(length > 0)) {
            return 0;
        }
        double mean = 0;
        for (int v : loop) {
            mean += height(v, normal, length) / loop.length;
        }
        double most = 0;
        for (int v : loop) {
            most = Math.max(most, Math.abs(height(v, normal, length) - mean));
        }
        return most;
    }

    private double height(int vertex, double[] normal, double length) {
        double[] xyz = mesh.xyz;
        return (xyz[3 * vertex] * normal[0] + xyz[3 * vertex + 1] * normal[1] + xyz[3 * vertex + 2] * normal[2])
                / length;
    }

    private int[] points(int[] loop) {
        int[] points = new int[loop.length];
        for (int i = 0; i < loop.length; i++) {
            points[i] = mesh.pointOf(loop[i]);
        }
        return points;
    }

    private double[] minus(int p, int q) {
        double[] xyz = mesh.xyz;
        return new double[] {xyz[p] - xyz[q], xyz[p + 1] - xyz[q + 1], xyz[p + 2] - xyz[q + 2]};
    }

    private static double norm(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }

    List<Hole> holes() {
        return holes;
    }

    void report(List<Finding> findings) {
        if (count > 0) {
            findings.add(Finding.measured(FindingKind.HOLE, Severity.BLOCKS, count, largestArea, "mm2", Places.none()));
        }
    }
}
