package io.amsphub.mesh.topology;

/**
 * Union-find over the integers below n. The lowest member names a set, so the result does not depend
 * on the order of unions. 4 bytes a member. Not thread-safe.
 */
public final class DisjointSets {

    private final int[] parent;

    /** Makes n sets of one member each. */
    public DisjointSets(int n) {
        parent = new int[n];
        for (int i = 0; i < n; i++) {
            parent[i] = i;
        }
    }

    /** Returns the lowest member of the set that holds {@code i}. */
    public int find(int i) {
        int x = i;
        while (parent[x] != x) {
            parent[x] = parent[parent[x]];
            x = parent[x];
        }
        return x;
    }

    /** Joins two sets; returns whether they were apart. */
    public boolean union(int i, int j) {
        int a = find(i);
        int b = find(j);
        if (a == b) {
            return false;
        }
        if (a < b) {
            parent[b] = a;
        } else {
            parent[a] = b;
        }
        return true;
    }
}
