package io.amsphub.mesh.spatial;

import io.amsphub.mesh.topology.IntList;
import io.amsphub.mesh.topology.Parallel;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Finds the pairs of facets whose boxes meet, within one tree or between two, on all cores.
 *
 * <p>The search is cut into tasks that depend on the trees only; each task has its own sink and the
 * sinks come back in a fixed order, so the result does not depend on threads.
 */
public final class PairSearch {

    private static final int TASKS = 512;

    private final FacetTree first;
    private final FacetTree second;

    private PairSearch(FacetTree first, FacetTree second) {
        this.first = first;
        this.second = second;
    }

    /** Takes pairs of facets whose boxes meet. */
    public interface Sink {
        /** Takes a pair; each unordered pair comes once. */
        void pair(int facet, int otherFacet);

        /** Returns whether the search may stop, asked now and then. */
        default boolean full() {
            return false;
        }
    }

    /** Searches the pairs within a tree. */
    public static <S extends Sink> List<S> within(FacetTree tree, IntFunction<S> sinks) {
        return new PairSearch(tree, tree).run(sinks, true);
    }

    /** Searches the pairs between two trees of the same frame; the facet of the first tree comes first. */
    public static <S extends Sink> List<S> between(FacetTree first, FacetTree second, IntFunction<S> sinks) {
        return new PairSearch(first, second).run(sinks, false);
    }

    private <S extends Sink> List<S> run(IntFunction<S> sinks, boolean self) {
        IntList tasks = new IntList();
        tasks.add(1);
        tasks.add(1);
        while (tasks.size() < 2 * TASKS) {
            IntList finer = new IntList();
            for (int i = 0; i < tasks.size(); i += 2) {
                expand(tasks.get(i), tasks.get(i + 1), finer, self);
            }
            if (finer.size() == tasks.size()) {
                break;
            }
            tasks = finer;
        }
        IntList work = tasks;
        return Parallel.ranges(work.size() / 2, 1, sinks, (sink, from, to) -> {
            for (int i = from; i < to; i++) {
                descend(work.get(2 * i), work.get(2 * i + 1), sink, self);
            }
        });
    }

    /** Replaces a pair of nodes by the pairs of their children that meet; pairs of leaves stay. */
    private void expand(int a, int b, IntList out, boolean self) {
        boolean aLeaf = a >= first.leaves;
        boolean bLeaf = b >= second.leaves;
        if (self && a == b) {
            if (aLeaf) {
                push(a, b, out);
            } else {
                push(2 * a, 2 * a, out);
                push(2 * a + 1, 2 * a + 1, out);
                pushMeeting(2 * a, 2 * a + 1, out);
            }
        } else if (aLeaf && bLeaf) {
            push(a, b, out);
        } else if (bLeaf || (!aLeaf && a <= b)) {
            pushMeeting(2 * a, b, out);
            pushMeeting(2 * a + 1, b, out);
        } else {
            pushMeeting(a, 2 * b, out);
            pushMeeting(a, 2 * b + 1, out);
        }
    }

    private static void push(int a, int b, IntList out) {
        out.add(a);
        out.add(b);
    }

    private void pushMeeting(int a, int b, IntList out) {
        if (FacetTree.meet(first.nodes, 6 * a, second.nodes, 6 * b)) {
            out.add(a);
            out.add(b);
        }
    }

    private void descend(int startA, int startB, Sink sink, boolean self) {
        IntList stack = new IntList();
        push(startA, startB, stack);
        while (!stack.isEmpty()) {
            int b = stack.removeLast();
            int a = stack.removeLast();
            if (a < first.leaves || b < second.leaves) {
                expand(a, b, stack, self);
            } else if (sink.full()) {
                return;
            } else {
                leaves(a - first.leaves, b - second.leaves, sink, self && a == b);
            }
        }
    }

    private void leaves(int a, int b, Sink sink, boolean same) {
        int endA = Math.min(first.order.length, (a + 1) * FacetTree.BLOCK);
        int endB = Math.min(second.order.length, (b + 1) * FacetTree.BLOCK);
        for (int i = a * FacetTree.BLOCK; i < endA; i++) {
            for (int j = same ? i + 1 : b * FacetTree.BLOCK; j < endB; j++) {
                if (FacetTree.meet(first.boxes, 6 * i, second.boxes, 6 * j)) {
                    sink.pair(first.order[i], second.order[j]);
                }
            }
        }
    }
}
