package io.amsphub.mesh.spatial;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** Visits the facets of a tree whose boxes meet a box or a ray. Not thread-safe; one for each task. */
public final class BoxSearch {

    private static final int MOST = 1 << FacetTree.BITS;

    private final FacetTree tree;
    private final int[] stack = new int[64];
    private final int[] query = new int[6];

    /** Searches in a tree. */
    public BoxSearch(FacetTree tree) {
        this.tree = tree;
    }

    /** Visits the facets whose boxes may meet the cube of half-width {@code reach} mm around a point. */
    public void around(double x, double y, double z, double reach, IntConsumer visitor) {
        within(x - reach, y - reach, z - reach, x + reach, y + reach, z + reach, visitor);
    }

    /** Visits them as {@link #around} does until one of them is the last that is wanted. */
    public void aroundUntil(double x, double y, double z, double reach, IntPredicate last) {
        query(x - reach, y - reach, z - reach, x + reach, y + reach, z + reach);
        visitUntil(last);
    }

    /** Visits the facets whose boxes may meet the box between two points, the lower one first. */
    public void within(
            double minX, double minY, double minZ, double maxX, double maxY, double maxZ, IntConsumer visitor) {
        query(minX, minY, minZ, maxX, maxY, maxZ);
        visit(visitor);
    }

    private void query(double minX, double minY, double minZ, double maxX, double maxY, double maxZ) {
        query[0] = clamped(tree.mapX(minX));
        query[1] = clamped(tree.mapY(minY));
        query[2] = clamped(tree.mapZ(minZ));
        query[3] = clamped(tree.mapX(maxX));
        query[4] = clamped(tree.mapY(maxY));
        query[5] = clamped(tree.mapZ(maxZ));
    }

    /** Visits the facets whose boxes may meet the ray from a point along +X. */
    public void alongX(double x, double y, double z, IntConsumer visitor) {
        query[0] = clamped(tree.mapX(x));
        query[1] = clamped(tree.mapY(y));
        query[2] = clamped(tree.mapZ(z));
        query[3] = MOST;
        query[4] = query[1];
        query[5] = query[2];
        visit(visitor);
    }

    /** Visits the facets whose boxes may meet the line through a point along X. */
    public void onLineAlongX(double y, double z, IntConsumer visitor) {
        alongX(Double.NEGATIVE_INFINITY, y, z, visitor);
    }

    /** Keeps a coordinate next to the frame, so that differences of coordinates cannot overflow. */
    private static int clamped(int coordinate) {
        return Math.max(-1, Math.min(MOST, coordinate));
    }

    private void visit(IntConsumer visitor) {
        visitUntil(facet -> {
            visitor.accept(facet);
            return false;
        });
    }

    private void visitUntil(IntPredicate last) {
        int top = 0;
        stack[top++] = 1;
        while (top > 0) {
            int node = stack[--top];
            if (!FacetTree.meet(tree.nodes, 6 * node, query, 0)) {
                continue;
            }
            if (node < tree.leaves) {
                stack[top++] = 2 * node + 1;
                stack[top++] = 2 * node;
                continue;
            }
            int from = (node - tree.leaves) * FacetTree.BLOCK;
            int end = Math.min(tree.order.length, from + FacetTree.BLOCK);
            for (int at = from; at < end; at++) {
                if (FacetTree.meet(tree.boxes, 6 * at, query, 0) && last.test(tree.order[at])) {
                    return;
                }
            }
        }
    }
}
