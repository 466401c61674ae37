package io.amsphub.mesh.topology;

import java.util.Arrays;

/** Pairs the half-edges whose lower vertex is in a range: the work of one chunk of {@link FacetEdges}. */
final class Pairing {

    private final FacetEdges table;
    private final int[] corners;
    private final int[] mate;
    private final byte[] state;
    private final int[] start;
    private final int[] halfEdges;
    private long[] keys = new long[64];

    int edges;
    int open;
    int inconsistent;
    boolean duplicates;
    final IntList crowdSizes = new IntList();
    final IntList crowdMembers = new IntList();

    Pairing(FacetEdges table, int[] start, int[] halfEdges) {
        this.table = table;
        this.corners = table.corners();
        this.mate = table.mate();
        this.state = table.state();
        this.start = start;
        this.halfEdges = halfEdges;
    }

    void run(int fromVertex, int toVertex) {
        for (int v = fromVertex; v < toVertex; v++) {
            int count = start[v + 1] - start[v];
            if (count > 0) {
                load(v, count);
                groups(count);
            }
        }
    }

    /** Loads the bucket of a vertex as (other vertex, half-edge) keys in ascending order. */
    private void load(int v, int count) {
        if (keys.length < count) {
            keys = new long[Math.max(count, 2 * keys.length)];
        }
        int at = start[v];
        for (int i = 0; i < count; i++) {
            int h = halfEdges[at + i];
            int other = corners[h];
            if (other == v) {
                other = corners[FacetEdges.next(h)];
            }
            keys[i] = (long) other << 32 | h;
        }
        if (count > 40) {
            Arrays.sort(keys, 0, count);
        } else {
            insertionSort(keys, count);
        }
    }

    private static void insertionSort(long[] keys, int count) {
        for (int i = 1; i < count; i++) {
            long key = keys[i];
            int j = i - 1;
            while (j >= 0 && keys[j] > key) {
                keys[j + 1] = keys[j];
                j--;
            }
            keys[j + 1] = key;
        }
    }

    private void groups(int count) {
        int i = 0;
        while (i < count) {
            int high = (int) (keys[i] >>> 32);
            int end = i + 1;
            while (end < count && (int) (keys[end] >>> 32) == high) {
                end++;
            }
            edges++;
            group(high, i, end);
            i = end;
        }
    }

    private void group(int high, int from, int end) {
        if (end - from == 1) {
            open++;
            return;
        }
        markDuplicates(high, from, end);
        if (end - from == 2) {
            int g = (int) keys[from];
            int h = (int) keys[from + 1];
            mate[g] = h;
            mate[h] = g;
            if (corners[g] == corners[h]) {
                inconsistent++;
            }
            return;
        }
        crowdSizes.add(end - from);
        for (int i = from; i < end; i++) {
            crowdMembers.add((int) keys[i]);
        }
    }

    /** A facet is compared at the edge between its two lowest vertices only, so that it is marked once. */
    private void markDuplicates(int high, int from, int end) {
        if (end - from > 16) {
            markDuplicatesSorted(high, from, end);
            return;
        }
        for (int i = from + 1; i < end; i++) {
            int h = (int) keys[i];
            int third = corners[FacetEdges.previous(h)];
            if (third <= high) {
                continue;
            }
            for (int j = from; j < i; j++) {
                int g = (int) keys[j];
                if (corners[FacetEdges.previous(g)] == third && state[g / 3] == FacetEdges.KEPT) {
                    mark(g, h);
                    break;
                }
            }
        }
    }

    private void markDuplicatesSorted(int high, int from, int end) {
        long[] thirds = new long[end - from];
        for (int i = from; i < end; i++) {
            int h = (int) keys[i];
            thirds[i - from] = (long) corners[FacetEdges.previous(h)] << 32 | h;
        }
        Arrays.sort(thirds);
        int first = 0;
        for (int i = 1; i < thirds.length; i++) {
            if (thirds[i] >>> 32 != thirds[first] >>> 32) {
                first = i;
            } else if ((int) (thirds[i] >>> 32) > high) {
                mark((int) thirds[first], (int) thirds[i]);
            }
        }
    }

    /** Both half-edges lie on the same edge, so their directions tell the windings apart. */
    private void mark(int earlier, int later) {
        state[later / 3] = corners[earlier] == corners[later] ? FacetEdges.DUPLICATE : FacetEdges.DUPLICATE_OPPOSITE;
        duplicates = true;
    }

    @Override
    public String toString() {
        return edges + " edges of " + table.facetCount() + " facets";
    }
}
