package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.TriangleMesh;
import java.util.HashMap;
import java.util.Map;

/** How often each edge of a mesh is used: {@code [uses in all, uses from the smaller to the larger point]}. */
final class EdgeCount {

    private final Map<Long, int[]> edges = new HashMap<>();

    static EdgeCount of(TriangleMesh mesh) {
        EdgeCount count = new EdgeCount();
        int[] f = mesh.facets();
        for (int i = 0; i < f.length; i++) {
            int a = f[i];
            int b = f[i - i % 3 + (i + 1) % 3];
            int[] uses = count.edges.computeIfAbsent(((long) Math.min(a, b) << 32) | Math.max(a, b), key -> new int[2]);
            uses[0]++;
            uses[1] += a < b ? 1 : 0;
        }
        return count;
    }

    int all() {
        return edges.size();
    }

    long open() {
        return edges.values().stream().filter(uses -> uses[0] == 1).count();
    }

    long notTwo() {
        return edges.values().stream().filter(uses -> uses[0] != 2).count();
    }

    long moreThanTwo() {
        return edges.values().stream().filter(uses -> uses[0] > 2).count();
    }

    /** Edges of two facets that run the same way along it. */
    long sameDirection() {
        return edges.values().stream()
                .filter(uses -> uses[0] == 2 && uses[1] != 1)
                .count();
    }
}
