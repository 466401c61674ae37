package io.amsphub.mesh.topology;

import java.util.Arrays;

/** A growing list of ints without boxes. Not thread-safe. */
public final class IntList {

    private int[] items = new int[16];
    private int size;

    /** Appends a value. */
    public void add(int value) {
        if (size == items.length) {
            items = Arrays.copyOf(items, Math.addExact(size, Math.max(size >> 1, 16)));
        }
        items[size++] = value;
    }

    /** Appends all values of another list. */
    public void addAll(IntList other) {
        for (int i = 0; i < other.size; i++) {
            add(other.items[i]);
        }
    }

    /** Returns the value at a position. */
    public int get(int index) {
        return items[index];
    }

    /** Replaces the value at a position. */
    public void set(int index, int value) {
        items[index] = value;
    }

    /** Returns the number of values. */
    public int size() {
        return size;
    }

    /** Returns whether there is no value. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Removes and returns the last value. */
    public int removeLast() {
        return items[--size];
    }

    /** Forgets all values and keeps the memory. */
    public void clear() {
        size = 0;
    }

    /** Returns the values as a new array. */
    public int[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
