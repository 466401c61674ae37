package io.amsphub.mesh.spatial;

import io.amsphub.mesh.topology.IntList;
import io.amsphub.mesh.topology.Parallel;
import java.util.ArrayList;
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

    /** Pairs of leaves that are looked at when there is a budget: a fan of twenty thousand facets has half of these. */
    private static final long LEAVES = 20_000_000;

    /** Further ones for each facet; models have about one. */
    private static final long LEAVES_A_FACET = 8;

    /** Work of the sinks together when there is a budget: a few seconds, and the same again where it is uneven. */
    private static final long WORK = 25_000_000;

    /** Further work for each facet; models whose facets lie in few planes, where signs are exact, have up to 2000. */
    private static final long WORK_A_FACET = 3000;

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

        /** Returns the work on its pairs so far, in its own unit; a search within a budget ends when it is spent. */
        default long work() {
            return 0;
        }
    }

    /** Searches the pairs within a tree. */
    public static <S extends Sink> List<S> within(FacetTree tree, IntFunction<S> sinks) {
        return new PairSearch(tree, tree).run(sinks, true);
    }

    /**
     * What a search within a budget found.
     *
     * @param sinks of the tasks, in a fixed order
     * @param complete whether all pairs were looked at
     */
    public record Found<S extends Sink>(List<S> sinks, boolean complete) {}

    /**
     * Searches the pairs within a tree as {@link #within} does, but not without end: where very many facets lie at
     * one place, pairs grow with the square of their number, and the rest of them is left; so it is when the pairs
     * take the sinks too much work. What is left depends on the tree and the sinks only.
     *
     * @param sinks makes the sink of a task; for a task that is begun again, another one
     */
    public static <S extends Sink> Found<S> withinBudget(FacetTree tree, IntFunction<S> sinks) {
        return new PairSearch(tree, tree).runWithinBudget(sinks);
    }

    /** One task of a search with a budget. */
    private static final class Run<S extends Sink> {
        private final S sink;
        private boolean complete;

        Run(S sink) {
            this.sink = sink;
        }
    }

    /**
     * What a search may take.
     *
     * @param leaves pairs of leaves
     * @param work of the sinks
     */
    private record Budget(long leaves, long work) {

        static final Budget NONE = new Budget(Long.MAX_VALUE, Long.MAX_VALUE);

        static Budget of(int facets) {
            return new Budget(LEAVES + LEAVES_A_FACET * facets, WORK + WORK_A_FACET * facets);
        }

        Budget share(int tasks) {
            return new Budget(leaves / tasks, work / tasks);
        }
    }

    private <S extends Sink> Found<S> runWithinBudget(IntFunction<S> sinks) {
        IntList tasks = tasks(true);
        Budget budget = Budget.of(first.order.length);
        int count = tasks.size() / 2;
        List<Run<S>> runs = new ArrayList<>(Parallel.ranges(
                count,
                1,
                i -> new Run<>(sinks.apply(i)),
                (run, i, end) -> run.complete = descend(tasks, i, run.sink, true, budget.share(count))));
        IntList left = new IntList();
        for (int i = 0; i < count; i++) {
            if (!runs.get(i).complete) {
                left.add(i);
            }
        }
        // what the others did not need is for those that were not done
        List<Run<S>> again = Parallel.ranges(
                left.size(),
                1,
                k -> new Run<>(sinks.apply(left.get(k))),
                (run, k, end) -> run.complete = descend(tasks, left.get(k), run.sink, true, budget.share(left.size())));
        boolean complete = true;
        for (int k = 0; k < left.size(); k++) {
            runs.set(left.get(k), again.get(k));
            complete &= again.get(k).complete;
        }
        return new Found<>(runs.stream().map(run -> run.sink).toList(), complete);
    }

    /** Searches the pairs between two trees of the same frame; the facet of the first tree comes first. */
    public static <S extends Sink> List<S> between(FacetTree first, FacetTree second, IntFunction<S> sinks) {
        return new PairSearch(first, second).run(sinks, false);
    }

    private <S extends Sink> List<S> run(IntFunction<S> sinks, boolean self) {
        IntList tasks = tasks(self);
        return Parallel.ranges(
                tasks.size() / 2, 1, sinks, (sink, i, end) -> descend(tasks, i, sink, self, Budget.NONE));
    }

    /** Cuts the search into pairs of nodes. */
    private IntList tasks(boolean self) {
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
        return tasks;
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

    /** Searches below the pair of nodes of a task; returns false when the sink or the budget ended it. */
    private boolean descend(IntList tasks, int task, Sink sink, boolean self, Budget budget) {
        long left = budget.leaves;
        int[] stack = new int[256];
        int top = 0;
        int a = tasks.get(2 * task);
        int b = tasks.get(2 * task + 1);
        while (true) {
            boolean aLeaf = a >= first.leaves;
            boolean bLeaf = b >= second.leaves;
            if (aLeaf && bLeaf) {
                if (left-- <= 0 || sink.work() > budget.work || sink.full()) {
                    return false;
                }
                leaves(a - first.leaves, b - second.leaves, sink, self && a == b);
            } else if (self && a == b) {
                stack[top++] = 2 * a;
                stack[top++] = 2 * a;
                stack[top++] = 2 * a + 1;
                stack[top++] = 2 * a + 1;
                if (FacetTree.meet(first.nodes, 12 * a, first.nodes, 12 * a + 6)) {
                    stack[top++] = 2 * a;
                    stack[top++] = 2 * a + 1;
                }
            } else if (bLeaf || (!aLeaf && a <= b)) {
                int meeting = meetingChildren(first.nodes, 12 * a, second.nodes, 6 * b);
                if ((meeting & 1) != 0) {
                    stack[top++] = 2 * a;
                    stack[top++] = b;
                }
                if ((meeting & 2) != 0) {
                    stack[top++] = 2 * a + 1;
                    stack[top++] = b;
                }
            } else {
                int meeting = meetingChildren(second.nodes, 12 * b, first.nodes, 6 * a);
                if ((meeting & 1) != 0) {
                    stack[top++] = a;
                    stack[top++] = 2 * b;
                }
                if ((meeting & 2) != 0) {
                    stack[top++] = a;
                    stack[top++] = 2 * b + 1;
                }
            }
            if (top == 0) {
                return true;
            }
            b = stack[--top];
            a = stack[--top];
        }
    }

    /** Compares two boxes that follow each other with a third; bit 0 and 1 say which meet it. */
    private static int meetingChildren(int[] s, int i, int[] t, int j) {
        int minX = t[j];
        int minY = t[j + 1];
        int minZ = t[j + 2];
        int maxX = t[j + 3];
        int maxY = t[j + 4];
        int maxZ = t[j + 5];
        int left = (maxX - s[i])
                | (s[i + 3] - minX)
                | (maxY - s[i + 1])
                | (s[i + 4] - minY)
                | (maxZ - s[i + 2])
                | (s[i + 5] - minZ);
        int right = (maxX - s[i + 6])
                | (s[i + 9] - minX)
                | (maxY - s[i + 7])
                | (s[i + 10] - minY)
                | (maxZ - s[i + 8])
                | (s[i + 11] - minZ);
        return (~left >>> 31) | (~right >>> 30 & 2);
    }

    private void leaves(int a, int b, Sink sink, boolean same) {
        int[] s = first.boxes;
        int[] t = second.boxes;
        int endA = Math.min(first.order.length, (a + 1) * FacetTree.BLOCK);
        int endB = Math.min(second.order.length, (b + 1) * FacetTree.BLOCK);
        for (int i = a * FacetTree.BLOCK; i < endA; i++) {
            if (!same && !FacetTree.meet(s, 6 * i, second.nodes, 6 * (second.leaves + b))) {
                continue;
            }
            int minX = s[6 * i];
            int minY = s[6 * i + 1];
            int minZ = s[6 * i + 2];
            int maxX = s[6 * i + 3];
            int maxY = s[6 * i + 4];
            int maxZ = s[6 * i + 5];
            for (int j = same ? i + 1 : b * FacetTree.BLOCK; j < endB; j++) {
                int k = 6 * j;
                int apart = (t[k + 3] - minX)
                        | (maxX - t[k])
                        | (t[k + 4] - minY)
                        | (maxY - t[k + 1])
                        | (t[k + 5] - minZ)
                        | (maxZ - t[k + 2]);
                if (apart >= 0) {
                    sink.pair(first.order[i], second.order[j]);
                }
            }
        }
    }
}
