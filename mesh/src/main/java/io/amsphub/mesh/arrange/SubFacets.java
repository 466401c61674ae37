package io.amsphub.mesh.arrange;

import io.amsphub.mesh.topology.IntList;

/**
 * The pieces that facets were cut into: they meet in whole edges and corners only. A piece knows a facet
 * in whose plane it lies and winds alike, and how many facets of each operand cover it, those of the
 * opposite winding counted down.
 */
final class SubFacets {

    /** Most operands an arrangement has. */
    static final int OPERANDS = 2;

    final IntList corners = new IntList();
    final IntList plane = new IntList();
    final IntList weights = new IntList();

    int size() {
        return plane.size();
    }

    void add(int a, int b, int c, int planeOf, int firstWeight, int secondWeight) {
        corners.add(a);
        corners.add(b);
        corners.add(c);
        plane.add(planeOf);
        weights.add(firstWeight);
        weights.add(secondWeight);
    }

    int weight(int piece, int operand) {
        return weights.get(OPERANDS * piece + operand);
    }
}
