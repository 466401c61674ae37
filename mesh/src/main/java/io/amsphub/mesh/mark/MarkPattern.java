package io.amsphub.mesh.mark;

/** Which bit of the word each coordinate of each vertex carries, and with which sign. One byte a coordinate. */
final class MarkPattern {

    static final int WORD = 64;

    private static final int NEGATIVE = 0x80;

    /** For each coordinate: the bit in the low six bits, the sign in the highest. */
    private final byte[] chips;

    MarkPattern(MarkKey key, double[] vertices) {
        byte[] noise = key.noise(vertices);
        chips = new byte[vertices.length];
        for (int i = 0; i < chips.length; i++) {
            chips[i] = noise[i / 3 * 16 + i % 3];
        }
    }

    /** Returns the bit that a coordinate carries, 0 to 63. */
    int bit(int coordinate) {
        return chips[coordinate] & (WORD - 1);
    }

    /** Returns the sign that a coordinate carries its bit with. */
    int sign(int coordinate) {
        return (chips[coordinate] & NEGATIVE) == 0 ? 1 : -1;
    }

    /** Returns which way a coordinate is moved for a word. */
    int direction(int coordinate, long word) {
        return (word >>> bit(coordinate) & 1L) == 0 ? sign(coordinate) : -sign(coordinate);
    }
}
