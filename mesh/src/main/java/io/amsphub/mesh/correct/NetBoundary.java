package io.amsphub.mesh.correct;

import io.amsphub.mesh.topology.IntList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of the edges of a set of facets when opposite directions cancel: nothing for a closed
 * surface, also one with edges of four facets; an open edge once, an edge whose two facets run the same
 * way twice.
 *
 * <p>Filling all its loops closes the surface whatever is wrong with it. O(n log n).
 */
final class NetBoundary {

    /** Directed edges in excess, from and to, ascending, each as often as it is in excess. */
    private final int[] edges;

    private NetBoundary(int[] edges) {
        this.edges = edges;
    }

    /**
     * Adds up the edges.
     *
     * @param corners {@code int[3·m]} vertex numbers below 2^30; no facet repeats a vertex
     */
    static NetBoundary of(int[] corners) {
        long[] keys = new long[corners.length];
        for (int h = 0; h < keys.length; h++) {
            int from = corners[h];
            int to = corners[h % 3 == 2 ? h - 2 : h + 1];
            keys[h] = (long) Math.min(from, to) << 33 | (long) Math.max(from, to) << 1 | (from < to ? 0 : 1);
        }
        Arrays.parallelSort(keys);
        IntList left = new IntList();
        int i = 0;
        while (i < keys.length) {
            long edge = keys[i] >>> 1;
            int net = 0;
            for (; i < keys.length && keys[i] >>> 1 == edge; i++) {
                net += (keys[i] & 1) == 0 ? 1 : -1;
            }
            int low = (int) (edge >>> 32);
            int high = (int) edge;
            for (int k = 0; k < Math.abs(net); k++) {
                left.add(net > 0 ? low : high);
                left.add(net > 0 ? high : low);
            }
        }
        return new NetBoundary(left.toArray());
    }

    boolean isClosed() {
        return edges.length == 0;
    }

    /** Returns the directed edges as pairs from, to; not a copy. */
    int[] edges() {
        return edges;
    }

    double length(double[] xyz) {
        double sum = 0;
        for (int i = 0; i < edges.length; i += 2) {
            sum += Geometry.distance(xyz, edges[i], edges[i + 1]);
        }
        return sum;
    }

    /**
     * Returns the boundary as loops that visit no vertex twice, each against its facets, so that a fill
     * wound along the loop closes the surface. Every edge is in exactly one loop.
     */
    List<int[]> loops() {
        long[] outgoing = new long[edges.length / 2];
        for (int i = 0; i < outgoing.length; i++) {
            outgoing[i] = (long) edges[2 * i + 1] << 32 | edges[2 * i];
        }
        Arrays.sort(outgoing);
        boolean[] used = new boolean[outgoing.length];
        List<int[]> loops = new ArrayList<>();
        for (int i = 0; i < outgoing.length; i++) {
            if (!used[i]) {
                walk(outgoing, used, i, loops);
            }
        }
        return loops;
    }

    /** Follows edges and cuts a loop off whenever the path meets itself; as much flows in as out, so nothing stays. */
    private static void walk(long[] outgoing, boolean[] used, int start, List<int[]> loops) {
        IntList path = new IntList();
        Map<Integer, Integer> place = new HashMap<>();
        int current = start;
        while (current >= 0) {
            used[current] = true;
            place.put((int) (outgoing[current] >>> 32), path.size());
            path.add((int) (outgoing[current] >>> 32));
            int head = (int) outgoing[current];
            Integer at = place.get(head);
            if (at != null) {
                int[] loop = new int[path.size() - at];
                for (int i = loop.length - 1; i >= 0; i--) {
                    loop[i] = path.removeLast();
                    place.remove(loop[i]);
                }
                loops.add(loop);
            }
            current = unusedFrom(outgoing, used, head);
        }
    }

    private static int unusedFrom(long[] outgoing, boolean[] used, int vertex) {
        int i = Arrays.binarySearch(outgoing, (long) vertex << 32);
        i = i < 0 ? -1 - i : i;
        while (i > 0 && outgoing[i - 1] >>> 32 == vertex) {
            i--;
        }
        for (; i < outgoing.length && outgoing[i] >>> 32 == vertex; i++) {
            if (!used[i]) {
                return i;
            }
        }
        return -1;
    }
}
