package io.amsphub.mesh.measure;

import java.util.Arrays;

/** Sums of runs of facets of one component each, in primitive arrays. */
final class RunList {

    private int[] counts = new int[8];
    private double[] sums = new double[8];
    private int size;

    void add(int component, int facets, double volume, double area) {
        if (2 * size == counts.length) {
            counts = Arrays.copyOf(counts, 4 * size);
            sums = Arrays.copyOf(sums, 4 * size);
        }
        counts[2 * size] = component;
        counts[2 * size + 1] = facets;
        sums[2 * size] = volume;
        sums[2 * size + 1] = area;
        size++;
    }

    int size() {
        return size;
    }

    int component(int i) {
        return counts[2 * i];
    }

    int facets(int i) {
        return counts[2 * i + 1];
    }

    double volume(int i) {
        return sums[2 * i];
    }

    double area(int i) {
        return sums[2 * i + 1];
    }
}
