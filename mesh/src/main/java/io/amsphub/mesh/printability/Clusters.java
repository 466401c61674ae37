package io.amsphub.mesh.printability;

import io.amsphub.mesh.topology.DisjointSets;
import io.amsphub.mesh.topology.IntList;
import java.util.HashMap;
import java.util.Map;

/** Points of the surface that belong to one feature: on facets with a common edge, or with middles close together. */
final class Clusters {

    private final DisjointSets sets;

    private Clusters(int n) {
        sets = new DisjointSets(n);
    }

    /** Joins points; middles within {@code near} mm of each other on each axis are of one feature. */
    static Clusters of(PrintModel model, Widths widths, IntList members, double near) {
        Clusters clusters = new Clusters(members.size());
        clusters.joinNeighbours(model, widths, members);
        clusters.joinNear(widths, members, near);
        return clusters;
    }

    /** Returns the feature of a member, by the number of its first member. */
    int of(int member) {
        return sets.find(member);
    }

    /** Returns the number of features among {@code n} members. */
    int count(int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            count += sets.find(i) == i ? 1 : 0;
        }
        return count;
    }

    private void joinNeighbours(PrintModel model, Widths widths, IntList members) {
        Map<Integer, Integer> memberOf = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            Integer first = memberOf.putIfAbsent(widths.points.facet[members.get(i)], i);
            if (first != null) {
                sets.union(first, i);
            }
        }
        int[] mate = model.edges.mate();
        for (Map.Entry<Integer, Integer> entry : memberOf.entrySet()) {
            for (int h = 3 * entry.getKey(); h < 3 * entry.getKey() + 3; h++) {
                Integer other = mate[h] >= 0 ? memberOf.get(mate[h] / 3) : null;
                if (other != null) {
                    sets.union(entry.getValue(), other);
                }
            }
        }
    }

    /** Sorts the middles into cells of half the distance, so that those in one cell are near. */
    private void joinNear(Widths widths, IntList members, double near) {
        Map<Cell, IntList> cells = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            cells.computeIfAbsent(Cell.of(widths, members.get(i), near / 2), c -> new IntList())
                    .add(i);
        }
        for (Map.Entry<Cell, IntList> entry : cells.entrySet()) {
            IntList here = entry.getValue();
            for (int i = 1; i < here.size(); i++) {
                sets.union(here.get(0), here.get(i));
            }
            for (int offset = 63; offset < 125; offset++) {
                IntList there = cells.get(entry.getKey().moved(offset));
                if (there != null && sets.find(here.get(0)) != sets.find(there.get(0))) {
                    joinNear(widths, members, here, there, near);
                }
            }
        }
    }

    private void joinNear(Widths widths, IntList members, IntList here, IntList there, double near) {
        for (int i = 0; i < here.size(); i++) {
            for (int j = 0; j < there.size(); j++) {
                if (widths.isNear(members.get(here.get(i)), members.get(there.get(j)), near)) {
                    sets.union(here.get(i), there.get(j));
                    return;
                }
            }
        }
    }

    private record Cell(long x, long y, long z) {
        static Cell of(Widths widths, int i, double size) {
            return new Cell(
                    (long) Math.floor(widths.middle[3 * i] / size),
                    (long) Math.floor(widths.middle[3 * i + 1] / size),
                    (long) Math.floor(widths.middle[3 * i + 2] / size));
        }

        /** Moves by up to two cells on each axis; offset 62 is no move, and those above are half of all. */
        Cell moved(int offset) {
            return new Cell(x + offset / 25 - 2, y + offset / 5 % 5 - 2, z + offset % 5 - 2);
        }
    }
}
