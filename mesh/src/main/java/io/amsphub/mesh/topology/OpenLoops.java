package io.amsphub.mesh.topology;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The open edges of a mesh as closed loops.
 *
 * <p>Loops that touch in one vertex are told apart, and loops that touch in several are one: these are the
 * blocks of the graph of open edges, the only way of taking it apart that depends on nothing but the graph, so
 * that the same holes are found in whatever order the facets come.
 *
 * <p>A loop runs against its facets, so that a fill wound along the loop agrees with its neighbours. Where the
 * windings of the facets around disagree, a loop that meets no vertex twice is found and runs either way; others
 * are left out, and so are edges that are on no closed loop. O(n log n); about 20 bytes an open edge and 20 a
 * vertex of one.
 */
public final class OpenLoops {

    private final int[] ends;
    private final Consumer<int[]> sink;

    private OpenLoops(int[] ends, Consumer<int[]> sink) {
        this.ends = ends;
        this.sink = sink;
    }

    /** Hands over each loop as its vertices in order, the first being the lowest. */
    public static void forEach(FacetEdges edges, Consumer<int[]> sink) {
        int[] ends = new int[2 * edges.openCount()];
        int[] mate = edges.mate();
        int at = 0;
        for (int h = 0; h < mate.length && at < ends.length; h++) {
            if (mate[h] == FacetEdges.OPEN && edges.isKept(h / 3)) {
                ends[at++] = edges.to(h);
                ends[at++] = edges.from(h);
            }
        }
        int[] vertices = distinct(ends);
        for (int i = 0; i < ends.length; i++) {
            ends[i] = Arrays.binarySearch(vertices, ends[i]);
        }
        OpenLoops finder = new OpenLoops(ends, loop -> {
            for (int i = 0; i < loop.length; i++) {
                loop[i] = vertices[loop[i]];
            }
            sink.accept(loop);
        });
        new GraphBlocks(ends, vertices.length).forEach(finder::take);
    }

    /** Returns the values that occur, ascending. */
    private static int[] distinct(int[] values) {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** Takes a block when its edges make a closed walk. */
    private void take(int[] block) {
        if (block.length < 3) {
            return;
        }
        int[] local = new int[2 * block.length];
        for (int i = 0; i < block.length; i++) {
            local[2 * i] = ends[2 * block[i]];
            local[2 * i + 1] = ends[2 * block[i] + 1];
        }
        int[] vertices = distinct(local);
        int[] balance = new int[vertices.length];
        for (int i = 0; i < local.length; i++) {
            local[i] = Arrays.binarySearch(vertices, local[i]);
            balance[local[i]] += i % 2 == 0 ? 1 : -1;
        }
        int[] loop;
        if (Arrays.stream(balance).allMatch(sum -> sum == 0)) {
            loop = circuit(local, vertices.length);
        } else if (vertices.length == block.length) {
            loop = eitherWay(local, vertices.length);
        } else {
            return;
        }
        int[] rotated = rotatedToLowest(loop);
        for (int i = 0; i < rotated.length; i++) {
            rotated[i] = vertices[rotated[i]];
        }
        sink.accept(rotated);
    }

    /** A closed walk along all edges, each once (Hierholzer). */
    private static int[] circuit(int[] local, int vertices) {
        int[] firstOut = new int[vertices];
        Arrays.fill(firstOut, -1);
        int[] nextOut = new int[local.length / 2];
        for (int e = nextOut.length - 1; e >= 0; e--) {
            nextOut[e] = firstOut[local[2 * e]];
            firstOut[local[2 * e]] = e;
        }
        int[] loop = new int[nextOut.length];
        int at = loop.length;
        IntList path = new IntList();
        path.add(local[0]);
        while (at > 0) {
            int v = path.get(path.size() - 1);
            int e = firstOut[v];
            if (e >= 0) {
                firstOut[v] = nextOut[e];
                path.add(local[2 * e + 1]);
            } else {
                loop[--at] = path.removeLast();
            }
        }
        return loop;
    }

    /** Goes around a block with as many edges as vertices, which is one cycle, whatever way its edges run. */
    private static int[] eitherWay(int[] local, int vertices) {
        int[] both = new int[vertices]; // both edges of a vertex in one number: without one it is the other
        for (int i = 0; i < local.length; i++) {
            both[local[i]] ^= i / 2;
        }
        int[] loop = new int[vertices];
        int e = 0;
        int v = local[0];
        for (int i = 0; i < loop.length; i++) {
            loop[i] = v;
            v = v == local[2 * e] ? local[2 * e + 1] : local[2 * e];
            e ^= both[v];
        }
        return loop;
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
