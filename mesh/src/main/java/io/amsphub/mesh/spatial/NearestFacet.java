package io.amsphub.mesh.spatial;

import java.util.function.IntToDoubleFunction;

/** Finds the smallest distance of a point from the facets of a tree. Not thread-safe; one for each task. */
public final class NearestFacet {

    /** Leaves that a search looks at when the budget is spent. */
    private static final int FEW = 8;

    private final FacetTree tree;
    private final int[] stack = new int[128];
    private final double[] bound = new double[128];
    private long budget;

    /** Searches in a tree. */
    public NearestFacet(FacetTree tree) {
        this(tree, Long.MAX_VALUE);
    }

    /**
     * Searches in a tree within a budget: in a heap of facets that all reach over each other each search looks at
     * every one of them.
     *
     * @param budget leaves that all searches together may look at; after that a search ends soon and what it
     *     returns is an upper bound
     */
    public NearestFacet(FacetTree tree, long budget) {
        this.tree = tree;
        this.budget = budget;
    }

    /** Returns whether the budget is spent. */
    public boolean spent() {
        return budget <= 0;
    }

    /**
     * Returns the smallest squared distance in mm².
     *
     * @param squaredDistance squared distance of the point from a facet
     * @param most what is not smaller than this is not looked for; infinity to search everything
     */
    public double squared(double x, double y, double z, IntToDoubleFunction squaredDistance, double most) {
        return squared(x, y, z, squaredDistance, most, 0);
    }

    /**
     * Returns the smallest squared distance in mm², or sooner any that is small enough.
     *
     * @param enough a distance that is not larger than this ends the search, though there may be a smaller one
     */
    public double squared(
            double x, double y, double z, IntToDoubleFunction squaredDistance, double most, double enough) {
        double best = most;
        int top = 0;
        int looked = 0;
        stack[0] = 1;
        bound[top++] = tree.squaredDistance(1, x, y, z);
        while (top > 0 && best > enough) {
            int node = stack[--top];
            if (bound[top] >= best) {
                continue;
            }
            if (node >= tree.leaves) {
                if (budget-- <= 0 && looked++ >= FEW) {
                    break;
                }
                int from = (node - tree.leaves) * FacetTree.BLOCK;
                int end = Math.min(tree.order.length, from + FacetTree.BLOCK);
                for (int at = from; at < end; at++) {
                    best = Math.min(best, squaredDistance.applyAsDouble(tree.order[at]));
                }
                continue;
            }
            double left = tree.squaredDistance(2 * node, x, y, z);
            double right = tree.squaredDistance(2 * node + 1, x, y, z);
            boolean leftFirst = left <= right;
            stack[top] = leftFirst ? 2 * node + 1 : 2 * node;
            bound[top++] = leftFirst ? right : left;
            stack[top] = leftFirst ? 2 * node : 2 * node + 1;
            bound[top++] = leftFirst ? left : right;
        }
        return best;
    }
}
