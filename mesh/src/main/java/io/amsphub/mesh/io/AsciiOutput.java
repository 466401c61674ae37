package io.amsphub.mesh.io;

import java.io.IOException;
import java.io.OutputStream;

/** Text and numbers as ASCII bytes, in blocks. Numbers read back to the same value. */
final class AsciiOutput {

    private static final int BLOCK = 1 << 14;
    private static final int LONGEST_NUMBER = 32;

    private final OutputStream out;
    private final byte[] block = new byte[BLOCK];
    private int used;

    AsciiOutput(OutputStream out) {
        this.out = out;
    }

    AsciiOutput put(String ascii) throws IOException {
        for (int i = 0; i < ascii.length(); i++) {
            if (used == BLOCK) {
                drain();
            }
            block[used++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** Puts the shortest digits that read back to the same double; a whole number without fraction. */
    AsciiOutput put(double value) throws IOException {
        if (value == (int) value) {
            return put((int) value);
        }
        float single = (float) value;
        return put(single == value ? shortest(single) : Double.toString(value));
    }

    /** The digits of the float are enough only where they read back to the very same double. */
    private static String shortest(float single) {
        String digits = Float.toString(single);
        return Double.parseDouble(digits) == single ? digits : Double.toString(single);
    }

    AsciiOutput put(int value) throws IOException {
        if (BLOCK - used < LONGEST_NUMBER) {
            drain();
        }
        if (value < 0) {
            block[used++] = '-';
        }
        int from = used;
        long rest = Math.abs((long) value);
        do {
            block[used++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        for (int low = from, high = used - 1; low < high; low++, high--) {
            byte swap = block[low];
            block[low] = block[high];
            block[high] = swap;
        }
        return this;
    }

    private void drain() throws IOException {
        out.write(block, 0, used);
        used = 0;
    }

    /** Hands on what is gathered; does not close. */
    void flush() throws IOException {
        drain();
        out.flush();
    }
}
