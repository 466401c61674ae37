package io.amsphub.mesh.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The open edges of a mesh as simple closed loops.
 *
 * <p>A loop runs against its facets, so that a fill wound along the loop agrees with its neighbours.
 * Where several loops pass through one vertex they are split there, so no loop visits a vertex twice.
 * Open edges that cannot be closed (they occur next to inconsistent windings) are left out.
 */
public final class OpenLoops {

    private final FacetEdges edges;
    private final int[] outgoing;
    private final int[] tail;
    private final boolean[] used;
    private final List<int[]> loops = new ArrayList<>();

    private OpenLoops(FacetEdges edges, int[] openHalfEdges) {
        this.edges = edges;
        this.outgoing = openHalfEdges;
        this.tail = new int[openHalfEdges.length];
        for (int i = 0; i < tail.length; i++) {
            tail[i] = edges.to(openHalfEdges[i]);
        }
        this.used = new boolean[openHalfEdges.length];
    }

    /** Finds the loops; each as its vertices in order, the first being the lowest. */
    public static List<int[]> of(FacetEdges edges) {
        int[] mate = edges.mate();
        IntList open = new IntList();
        for (int h = 0; h < mate.length; h++) {
            if (mate[h] == FacetEdges.OPEN && edges.isKept(h / 3)) {
                open.add(h);
            }
        }
        long[] keyed = new long[open.size()];
        for (int i = 0; i < keyed.length; i++) {
            keyed[i] = (long) edges.to(open.get(i)) << 32 | open.get(i);
        }
        Arrays.sort(keyed);
        int[] sorted = new int[keyed.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (int) keyed[i];
        }
        OpenLoops finder = new OpenLoops(edges, sorted);
        for (int i = 0; i < sorted.length; i++) {
            if (!finder.used[i]) {
                finder.follow(i);
            }
        }
        return finder.loops;
    }

    /** Walks from an open half-edge, cutting a loop off whenever the path meets itself. */
    private void follow(int start) {
        IntList path = new IntList();
        int current = start;
        while (current >= 0) {
            used[current] = true;
            path.add(tail[current]);
            int head = edges.from(outgoing[current]);
            cut(path, head);
            current = unusedFrom(head);
        }
    }

    private void cut(IntList path, int vertex) {
        int at = path.size() - 1;
        while (at >= 0 && path.get(at) != vertex) {
            at--;
        }
        if (at < 0) {
            return;
        }
        int[] loop = new int[path.size() - at];
        for (int i = loop.length - 1; i >= 0; i--) {
            loop[i] = path.removeLast();
        }
        loops.add(rotatedToLowest(loop));
    }

    private int unusedFrom(int vertex) {
        int low = Arrays.binarySearch(tail, vertex);
        while (low > 0 && tail[low - 1] == vertex) {
            low--;
        }
        for (int i = Math.max(low, 0); i < tail.length && tail[i] == vertex; i++) {
            if (!used[i]) {
                return i;
            }
        }
        return -1;
    }

    private static int[] rotatedToLowest(int[] loop) {
        int lowest = 0;
        for (int i = 1; i < loop.length; i++) {
            if (loop[i] < loop[lowest]) {
                lowest = i;
            }
        }
        int[] rotated = new int[loop.length];
        for (int i = 0; i < loop.length; i++) {
            rotated[i] = loop[(lowest + i) % loop.length];
        }
        return rotated;
    }
}
