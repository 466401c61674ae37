package io.amsphub.processors.sliced;

import java.io.ByteArrayOutputStream;

/**
 * Unpacks MeatPack: two characters of G-code in a byte, each one of fifteen that are frequent, the first in the lower
 * half; all ones in a half mean that its character follows whole. Commands to the unpacker come behind two bytes of
 * all ones. One packing begins and ends with each block of a file.
 *
 * <p>Source: the MeatPack of OctoPrint and of libbgcode.
 */
final class MeatPack {

    private static final char[] FREQUENT = "0123456789. \nGX".toCharArray();
    private static final int WHOLE = 15;
    private static final int SPACE = 11;
    private static final int SIGNAL = 0xFF;
    private static final int ENABLE = 251;
    private static final int DISABLE = 250;
    private static final int RESET = 249;
    private static final int NO_SPACES = 247;
    private static final int SPACES = 246;

    private final ByteArrayOutputStream out;
    private boolean packed;
    private boolean spaceless;
    private int whole;
    private int held = -1;

    private MeatPack(int size) {
        out = new ByteArrayOutputStream(size);
    }

    /** Returns the text, which is at most twice as long. */
    static byte[] unpack(byte[] packed) {
        MeatPack unpacking = new MeatPack(2 * packed.length);
        int signals = 0;
        for (byte one : packed) {
            int value = one & SIGNAL;
            if (value == SIGNAL && signals < 2) {
                signals++;
            } else if (signals == 2) {
                unpacking.command(value);
                signals = 0;
            } else {
                if (signals == 1) {
                    unpacking.take(SIGNAL);
                }
                signals = 0;
                unpacking.take(value);
            }
        }
        return unpacking.out.toByteArray();
    }

    private void command(int value) {
        switch (value) {
            case ENABLE -> packed = true;
            case DISABLE -> packed = false;
            case RESET -> {
                packed = false;
                spaceless = false;
            }
            case NO_SPACES -> spaceless = true;
            case SPACES -> spaceless = false;
            default -> {
                // a question to a printer, to which no file has an answer
            }
        }
    }

    private void take(int value) {
        if (!packed) {
            out.write(value);
        } else if (whole > 0) {
            whole--;
            out.write(value);
            if (held >= 0) {
                out.write(held);
                held = -1;
            }
        } else {
            pair(value & WHOLE, value >> 4);
        }
    }

    private void pair(int first, int second) {
        if (first == WHOLE) {
            whole = second == WHOLE ? 2 : 1;
            held = second == WHOLE ? -1 : character(second);
            return;
        }
        out.write(character(first));
        if (character(first) == '\n') {
            return; // a line of an odd length is filled up
        }
        if (second == WHOLE) {
            whole = 1;
        } else {
            out.write(character(second));
        }
    }

    private int character(int code) {
        return code == SPACE && spaceless ? 'E' : FREQUENT[code];
    }
}
