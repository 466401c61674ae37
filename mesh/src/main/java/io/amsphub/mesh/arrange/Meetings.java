package io.amsphub.mesh.arrange;

import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;

/** Who meets whom among facets, as a graph, and what an arrangement of them will cost. */
final class Meetings {

    /** How much a triple costs beside the square of a meeting: a point where three facets cross, and what it cuts. */
    private static final long TRIPLE = 100;

    /** The facets that facet {@code f} meets are {@code others[starts[f]]} to {@code others[starts[f + 1] - 1]}, rising. */
    private final int[] starts;

    private final int[] others;

    /**
     * The graph of pairs.
     *
     * @param pairs facets that meet, two and two, each pair once
     * @param facets how many facets there are
     */
    Meetings(IntList pairs, int facets) {
        starts = new int[facets + 1];
        for (int i = 0; i < pairs.size(); i++) {
            starts[pairs.get(i) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = Arrays.copyOf(starts, facets);
        others = new int[pairs.size()];
        for (int i = 0; i < pairs.size(); i += 2) {
            int first = pairs.get(i);
            int second = pairs.get(i + 1);
            others[next[first]++] = second;
            others[next[second]++] = first;
        }
        for (int f = 0; f < facets; f++) {
            Arrays.sort(others, starts[f], starts[f + 1]);
        }
    }

    /**
     * Returns what an arrangement costs: the sum, over the facets, of the squared number of facets that each meets, and
     * 100 for each three facets that all meet each other. A model whose parts overlap has hardly any of these; in a heap
     * of facets they are what makes one facet into a hundred. Takes at most as many steps as the sum of squares.
     *
     * @param enough a sum of squares above which nothing more is counted
     */
    long work(double enough) {
        long squares = 0;
        for (int f = 0; f + 1 < starts.length; f++) {
            long meets = starts[f + 1] - (long) starts[f];
            squares += meets * meets;
        }
        return squares > enough ? squares : squares + TRIPLE * triples();
    }

    private long triples() {
        long triples = 0;
        for (int f = 0; f + 1 < starts.length; f++) {
            for (int k = starts[f]; k < starts[f + 1]; k++) {
                if (others[k] > f) {
                    triples += common(k + 1, starts[f + 1], others[k]);
                }
            }
        }
        return triples;
    }

    /** Returns how many of some facets, all beyond another one, that other one meets. */
    private int common(int from, int to, int facet) {
        int count = 0;
        int mine = from;
        int its = starts[facet];
        while (mine < to && its < starts[facet + 1]) {
            int difference = Integer.compare(others[mine], others[its]);
            count += difference == 0 ? 1 : 0;
            mine += difference <= 0 ? 1 : 0;
            its += difference >= 0 ? 1 : 0;
        }
        return count;
    }
}
