package io.amsphub.mesh.check;

import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;

/** Collects places up to a bound and counts all. Not thread-safe. */
public final class PlaceList {

    private final Places.Kind kind;
    private final int limit;
    private final IntList indices = new IntList();
    private long count;

    /** Makes a list of at most {@code limit} places. */
    public PlaceList(Places.Kind kind, int limit) {
        this.kind = kind;
        this.limit = limit;
    }

    /** Adds a place of one index. */
    public void add(int index) {
        if (count++ < limit) {
            indices.add(index);
        }
    }

    /** Adds a place of two indices, lower first. */
    public void add(int first, int second) {
        if (count++ < limit) {
            indices.add(Math.min(first, second));
            indices.add(Math.max(first, second));
        }
    }

    /** Adds the places of another list of this kind. */
    public void addAll(PlaceList other) {
        for (int i = 0; i < other.indices.size() && indices.size() < (long) limit * kind.width(); i++) {
            indices.add(other.indices.get(i));
        }
        count += other.count;
    }

    /** Returns how many places were added, listed or not. */
    public long count() {
        return count;
    }

    /** Returns what is listed, ascending. */
    public Places places() {
        int[] listed = indices.toArray();
        if (kind.width() == 1) {
            Arrays.sort(listed);
        } else {
            sortPairs(listed);
        }
        return new Places(kind, listed, count <= limit);
    }

    private static void sortPairs(int[] pairs) {
        long[] keys = new long[pairs.length / 2];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) pairs[2 * i] << 32 | pairs[2 * i + 1];
        }
        Arrays.sort(keys);
        for (int i = 0; i < keys.length; i++) {
            pairs[2 * i] = (int) (keys[i] >>> 32);
            pairs[2 * i + 1] = (int) keys[i];
        }
    }
}
