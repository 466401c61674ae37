package io.amsphub.processors.sliced;

/**
 * Unfolds what heatshrink (LZSS in a small window, bits from the highest down) has folded: a one and eight bits are a
 * byte; a zero, the distance less one and the length less one repeat what came before. Before the beginning are zeros.
 *
 * <p>Source: the format of heatshrink 0.4, as binary G-code uses it with windows of 11 and 12 bits and lengths of 4.
 */
final class Heatshrink {

    private final byte[] folded;
    private long bit;

    private Heatshrink(byte[] folded) {
        this.folded = folded;
    }

    /**
     * Unfolds.
     *
     * @param windowBits bits of a distance
     * @param lengthBits bits of a length
     * @param size how many bytes it must unfold to
     * @return the bytes; fewer when it ends before, and never more
     */
    static byte[] unfold(byte[] folded, int windowBits, int lengthBits, int size) {
        return new Heatshrink(folded).unfold(windowBits, lengthBits, size);
    }

    private byte[] unfold(int windowBits, int lengthBits, int size) {
        byte[] out = new byte[size];
        int at = 0;
        while (at < size) {
            boolean literal = left() > 0 && bits(1) == 1;
            if (left() < (literal ? Byte.SIZE : windowBits + lengthBits)) {
                return java.util.Arrays.copyOf(out, at);
            }
            if (literal) {
                out[at++] = (byte) bits(Byte.SIZE);
                continue;
            }
            int distance = bits(windowBits) + 1;
            int end = Math.min(size, at + bits(lengthBits) + 1);
            for (; at < end; at++) {
                out[at] = distance > at ? 0 : out[at - distance];
            }
        }
        return out;
    }

    private long left() {
        return (long) Byte.SIZE * folded.length - bit;
    }

    private int bits(int count) {
        int value = 0;
        for (int n = 0; n < count; n++, bit++) {
            int one = folded[(int) (bit >>> 3)] >> (7 - (int) (bit & 7)) & 1;
            value = value << 1 | one;
        }
        return value;
    }
}
