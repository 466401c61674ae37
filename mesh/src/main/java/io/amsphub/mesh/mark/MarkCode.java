package io.amsphub.mesh.mark;

import java.util.Locale;
import java.util.Random;

/**
 * What a mark says: up to eight characters of Crockford's base 32 (digits and letters without I, L, O and U), 40 bits.
 *
 * @param text eight characters, filled with leading zeros
 */
public record MarkCode(String text) {

    /** Number of characters. */
    public static final int LENGTH = 8;
    /** Number of bits. */
    static final int BITS = 5 * LENGTH;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** Checks the characters. */
    public MarkCode {
        if (text.length() != LENGTH || text.chars().anyMatch(c -> DIGITS.indexOf(c) < 0)) {
            throw new IllegalArgumentException("a code has " + LENGTH + " characters of " + DIGITS);
        }
    }

    /**
     * Reads a code as a person writes it: lower case, hyphens, O for 0, I and L for 1, leading zeros left out.
     *
     * @throws IllegalArgumentException when it is empty, too long, or has other characters
     */
    public static MarkCode of(String written) {
        String plain = written.toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        if (plain.isEmpty() || plain.length() > LENGTH) {
            throw new IllegalArgumentException("a code has 1 to " + LENGTH + " characters");
        }
        return new MarkCode("0".repeat(LENGTH - plain.length()) + plain);
    }

    /** Returns a code taken at random. */
    public static MarkCode random(Random random) {
        return ofBits(random.nextLong());
    }

    static MarkCode ofBits(long bits) {
        char[] digits = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            digits[i] = DIGITS.charAt((int) (bits >>> (5 * (LENGTH - 1 - i)) & 31));
        }
        return new MarkCode(new String(digits));
    }

    long bits() {
        long bits = 0;
        for (int i = 0; i < LENGTH; i++) {
            bits = bits << 5 | DIGITS.indexOf(text.charAt(i));
        }
        return bits;
    }

    @Override
    public String toString() {
        return text;
    }
}
