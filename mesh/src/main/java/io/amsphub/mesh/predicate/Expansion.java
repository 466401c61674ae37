package io.amsphub.mesh.predicate;

/**
 * An exact number as a sum of doubles that do not overlap, smallest first (Shewchuk 1997, "Adaptive
 * precision floating-point arithmetic and fast robust geometric predicates").
 *
 * <p>Exact as long as no product leaves the range of a double: callers keep magnitudes within
 * {@link #SMALLEST} and {@link #LARGEST} and use another arithmetic outside. Zero terms are dropped,
 * so the sign is that of the last term. Mutable scratch: the owner reuses it; not thread-safe.
 */
public final class Expansion {

    /** Smallest magnitude of a factor, so that a product of three has no underflow: 2^-280. */
    public static final double SMALLEST = 0x1p-280;
    /** Largest magnitude of a factor, so that a product of three has no overflow: 2^280. */
    public static final double LARGEST = 0x1p280;

    private static final double SPLITTER = 0x1p27 + 1;

    private double[] terms;
    private int size;

    /** Makes a zero with room for some terms; it grows when needed. */
    public Expansion(int capacity) {
        terms = new double[capacity];
    }

    /** Returns -1, 0 or 1. */
    public int sign() {
        return size == 0 ? 0 : terms[size - 1] > 0 ? 1 : -1;
    }

    /** Returns the nearest double but for the last bit. */
    public double estimate() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += terms[i];
        }
        return sum;
    }

    /** Returns the number of terms that are not zero. */
    public int size() {
        return size;
    }

    /** Returns whether the magnitude of every term lies within two bounds. */
    public boolean within(double smallest, double largest) {
        for (int i = 0; i < size; i++) {
            double magnitude = Math.abs(terms[i]);
            if (!(magnitude >= smallest && magnitude <= largest)) {
                return false;
            }
        }
        return true;
    }

    /** Becomes zero. */
    public Expansion setZero() {
        size = 0;
        return this;
    }

    /** Becomes {@code a - b}. */
    public Expansion setDifference(double a, double b) {
        room(2);
        size = 0;
        double x = a - b;
        double bVirtual = a - x;
        double aVirtual = x + bVirtual;
        push((a - aVirtual) + (bVirtual - b));
        push(x);
        return this;
    }

    /** Becomes {@code e + f}; this must be neither. */
    public Expansion setSum(Expansion e, Expansion f) {
        return merge(e, f, 1);
    }

    /** Becomes {@code e - f}; this must be neither. */
    public Expansion setDifference(Expansion e, Expansion f) {
        return merge(e, f, -1);
    }

    /** Becomes {@code e * b}; this must not be {@code e}. */
    public Expansion setScaled(Expansion e, double b) {
        room(2 * e.size);
        size = 0;
        if (e.size == 0 || b == 0) {
            return this;
        }
        double c = SPLITTER * b;
        double bHigh = c - (c - b);
        double bLow = b - bHigh;
        double q = e.terms[0] * b;
        push(productTail(e.terms[0], q, bHigh, bLow));
        for (int i = 1; i < e.size; i++) {
            double product = e.terms[i] * b;
            double tail = productTail(e.terms[i], product, bHigh, bLow);
            double sum = q + tail;
            double virtual = sum - q;
            push((q - (sum - virtual)) + (tail - virtual));
            q = product + sum;
            push(sum - (q - product));
        }
        push(q);
        return this;
    }

    /** Becomes {@code e * f}; this must be neither, and the scratch must be two others. */
    public Expansion setProduct(Expansion e, Expansion f, Expansion scratch1, Expansion scratch2) {
        Expansion small = e.size < f.size ? e : f;
        Expansion large = small == e ? f : e;
        if (small.size == 0) {
            return setZero();
        }
        if (small.size == 1) {
            return setScaled(large, small.terms[0]);
        }
        setScaled(large, small.terms[0]);
        for (int i = 1; i < small.size; i++) {
            scratch1.setScaled(large, small.terms[i]);
            scratch2.copy(this);
            setSum(scratch1, scratch2);
        }
        return this;
    }

    /** Becomes a copy of another number. */
    void copy(Expansion other) {
        room(other.size);
        System.arraycopy(other.terms, 0, terms, 0, other.size);
        size = other.size;
    }

    /** Adds two expansions by merging their terms by magnitude (Shewchuk, fast expansion sum). */
    private Expansion merge(Expansion e, Expansion f, double signOfF) {
        room(e.size + f.size);
        size = 0;
        int i = 0;
        int j = 0;
        double q = 0;
        while (i < e.size || j < f.size) {
            double next;
            if (j >= f.size || (i < e.size && Math.abs(e.terms[i]) < Math.abs(f.terms[j]))) {
                next = e.terms[i++];
            } else {
                next = signOfF * f.terms[j++];
            }
            double sum = q + next;
            double virtual = sum - q;
            push((q - (sum - virtual)) + (next - virtual));
            q = sum;
        }
        push(q);
        return this;
    }

    private static double productTail(double a, double product, double bHigh, double bLow) {
        double c = SPLITTER * a;
        double aHigh = c - (c - a);
        double aLow = a - aHigh;
        return aLow * bLow - (((product - aHigh * bHigh) - aLow * bHigh) - aHigh * bLow);
    }

    private void push(double term) {
        if (term != 0) {
            terms[size++] = term;
        }
    }

    private void room(int capacity) {
        if (terms.length < capacity) {
            terms = new double[Math.max(capacity, 2 * terms.length)];
        }
    }
}
