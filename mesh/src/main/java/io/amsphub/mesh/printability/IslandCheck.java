package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.PlaceList;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.check.Severity;
import io.amsphub.mesh.topology.DisjointSets;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;

/**
 * Regions that begin above the platform with nothing below: the lowest points of the surface that have material above
 * them and rise by more than the limit before they meet another part of the surface.
 *
 * <p>Vertices are joined from below in the order of their height; where two parts of the surface meet, the
 * one that began higher has the height in between as its persistence (Edelsbrunner, Letscher and Zomorodian 2002).
 * O(n log n).
 */
final class IslandCheck implements PrintCheck {

    @Override
    public void judge(PrintModel model, Judgements out) {
        if (!out.limits().has(Limit.ISLAND)) {
            return;
        }
        double limit = Math.max(out.limits().value(Limit.ISLAND), 10 * model.resolution());
        double[] down = downward(model);
        IntList islands = new IntList();
        double highest = 0;
        for (int v : minima(model, limit)) {
            double height = model.xyz[3 * v + 2] - model.platform();
            if (height > limit && down[v] < 0) {
                islands.add(v);
                highest = Math.max(highest, height);
            }
        }
        if (islands.isEmpty()) {
            return;
        }
        int[] vertices = islands.toArray();
        Arrays.sort(vertices);
        PlaceList places = out.places(Places.Kind.POINT);
        for (int v : vertices) {
            places.add(model.pointOf(v));
        }
        out.add(
                Finding.measured(
                        FindingKind.UNSUPPORTED_ISLAND,
                        Severity.DEGRADES,
                        vertices.length,
                        highest,
                        "mm",
                        places.places()),
                Limit.ISLAND,
                "",
                "Support these places, turn the part, or join them to what is below.");
    }

    /** The upward part of the normals around each vertex, by area; negative where material is above. */
    private static double[] downward(PrintModel model) {
        double[] sum = new double[model.xyz.length / 3];
        for (int f : model.facets) {
            for (int k = 0; k < 3; k++) {
                sum[model.edges.corners()[3 * f + k]] += model.areas[f] * model.normals[3 * f + 2];
            }
        }
        return sum;
    }

    /** Vertices where a part of the surface begins that rises by more than {@code limit} before it meets another. */
    private static int[] minima(PrintModel model, double limit) {
        int n = model.xyz.length / 3;
        int[] place = places(model, n);
        int[] vertexAt = new int[n];
        for (int v = 0; v < n; v++) {
            vertexAt[place[v]] = v;
        }
        long[] sides = sides(model, place);
        DisjointSets sets = new DisjointSets(n);
        boolean[] begins = new boolean[n];
        boolean[] used = new boolean[n];
        for (long side : sides) {
            int high = (int) (side >>> 32);
            int low = (int) side;
            used[high] = true;
            if (!used[low]) {
                used[low] = true;
                begins[low] = true;
            }
            int first = sets.find(low);
            int second = sets.find(high);
            if (first != second) {
                int younger = Math.max(first, second);
                double rise = model.xyz[3 * vertexAt[high] + 2] - model.xyz[3 * vertexAt[younger] + 2];
                begins[younger] &= rise > limit;
                sets.union(first, second);
            }
        }
        IntList minima = new IntList();
        for (int i = 0; i < n; i++) {
            if (begins[i]) {
                minima.add(vertexAt[i]);
            }
        }
        return minima.toArray();
    }

    /** The place of each vertex in the order of height; equal heights by number. */
    private static int[] places(PrintModel model, int n) {
        long[] keys = new long[n];
        double[] heights = new double[n];
        for (int v = 0; v < n; v++) {
            heights[v] = model.xyz[3 * v + 2] + 0.0;
        }
        double[] sorted = heights.clone();
        Arrays.parallelSort(sorted);
        int[] rank = new int[n];
        Arrays.setAll(keys, v -> (long) lowest(sorted, heights[v]) << 32 | v);
        Arrays.parallelSort(keys);
        for (int i = 0; i < n; i++) {
            rank[(int) keys[i]] = i;
        }
        return rank;
    }

    private static int lowest(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The edges, as place of the upper end and of the lower end, in the order in which they are reached from below. */
    private static long[] sides(PrintModel model, int[] place) {
        long[] sides = new long[3 * model.facets.length];
        int count = 0;
        for (int f : model.facets) {
            for (int h = 3 * f; h < 3 * f + 3; h++) {
                int a = place[model.edges.from(h)];
                int b = place[model.edges.to(h)];
                sides[count++] = (long) Math.max(a, b) << 32 | Math.min(a, b);
            }
        }
        Arrays.parallelSort(sides);
        return sides;
    }
}
