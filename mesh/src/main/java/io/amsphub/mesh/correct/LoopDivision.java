package io.amsphub.mesh.correct;

import io.amsphub.mesh.topology.IntList;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Fills a long loop that is not planar: the loop is halved at the chord that is shortest for its share of
 * the loop until the parts are short enough for {@link HoleTriangulation}. O(n²) for each cut.
 */
final class LoopDivision {

    private LoopDivision() {}

    /**
     * Returns the facets, wound along the loop.
     *
     * @param longest number of vertices from which a part is divided further
     */
    static int[] fill(double[] xyz, int[] loop, int longest) {
        IntList facets = new IntList();
        ArrayDeque<int[]> parts = new ArrayDeque<>();
        parts.add(loop);
        while (!parts.isEmpty()) {
            int[] part = parts.poll();
            if (part.length <= longest) {
                for (int v : HoleTriangulation.smallest(xyz, part)) {
                    facets.add(v);
                }
            } else {
                int[] chord = chord(xyz, part);
                parts.add(Arrays.copyOfRange(part, chord[0], chord[1] + 1));
                parts.add(rest(part, chord[0], chord[1]));
            }
        }
        return facets.toArray();
    }

    private static int[] rest(int[] part, int from, int to) {
        int[] rest = new int[part.length - (to - from) + 1];
        System.arraycopy(part, 0, rest, 0, from + 1);
        System.arraycopy(part, to, rest, from + 1, part.length - to);
        return rest;
    }

    private static int[] chord(double[] xyz, int[] part) {
        int n = part.length;
        int least = Math.max(2, n / 8);
        int[] best = {0, n / 2};
        double cost = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            for (int j = i + least; j < n && j - i <= n - least; j++) {
                double d = Geometry.distance(xyz, part[i], part[j]) / Math.min(j - i, n - (j - i));
                if (d < cost) {
                    cost = d;
                    best = new int[] {i, j};
                }
            }
        }
        return best;
    }
}
