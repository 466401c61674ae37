package io.amsphub.mesh.check;

import io.amsphub.mesh.topology.IntList;

/** Collects places up to a bound and counts all. */
final class PlaceList {

    private final Places.Kind kind;
    private final int limit;
    private final IntList indices = new IntList();
    private long count;

    PlaceList(Places.Kind kind, int limit) {
        this.kind = kind;
        this.limit = limit;
    }

    void add(int index) {
        if (count++ < limit) {
            indices.add(index);
        }
    }

    void add(int first, int second) {
        if (count++ < limit) {
            indices.add(Math.min(first, second));
            indices.add(Math.max(first, second));
        }
    }

    void addAll(PlaceList other) {
        for (int i = 0; i < other.indices.size() && indices.size() < (long) limit * kind.width(); i++) {
            indices.add(other.indices.get(i));
        }
        count += other.count;
    }

    long count() {
        return count;
    }

    Places places() {
        return new Places(kind, indices.toArray(), count <= limit);
    }
}
