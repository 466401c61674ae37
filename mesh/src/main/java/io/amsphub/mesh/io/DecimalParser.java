package io.amsphub.mesh.io;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Decimal numbers out of a byte array, correctly rounded as {@link Double#parseDouble} does it, without an
 * object per number: by exact arithmetic where the digits allow it, else by the method of Eisel and Lemire
 * (Lemire, "Number parsing at a gigabyte per second", 2021, with the 128-bit table computed at start). What
 * neither decides, a few in a million, goes through a string.
 *
 * <p>Not thread safe: {@link #end} belongs to the last call.
 */
final class DecimalParser {

    private static final int LEAST_POWER = -128;
    private static final int MOST_POWER = 128;
    private static final long[] POWERS = powersOfTen();
    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final int MOST_DIGITS = 19;
    private static final int MOST_EXPONENT = 100_000;

    private int end;
    private long mantissa;
    private int exponent;
    private boolean truncated;

    /** Returns where the last number ended: behind the token if all of it was a number, at its start if nothing was. */
    int end() {
        return end;
    }

    /**
     * Reads the number at {@code from}: sign, digits, fraction, exponent (e or d), or one of the spellings of
     * infinity and not-a-number. Stops at the first byte that does not belong to it.
     */
    double parse(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (negative || (at < to && bytes[at] == '+')) {
            at++;
        }
        int digits = scanMantissa(bytes, at, to);
        if (digits == 0) {
            return notANumber(bytes, from, at, to, negative);
        }
        scanExponent(bytes, to);
        double value = value(bytes, from);
        return negative ? -value : value;
    }

    /** Collects up to 19 significant digits; returns how many digits there are at all, and leaves the end behind them. */
    private int scanMantissa(byte[] bytes, int from, int to) {
        long number = 0;
        int significant = 0;
        int scale = 0;
        int point = -1;
        int at = from;
        boolean lost = false;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                if (significant < MOST_DIGITS) {
                    number = number * 10 + digit;
                    significant += number == 0 ? 0 : 1;
                    scale -= point < 0 ? 0 : 1;
                } else {
                    lost |= digit != 0;
                    scale += point < 0 ? 1 : 0;
                }
            } else if (bytes[at] == '.' && point < 0) {
                point = at;
            } else {
                break;
            }
        }
        mantissa = number;
        exponent = scale;
        truncated = lost;
        end = at;
        return at - from - (point < 0 ? 0 : 1);
    }

    private void scanExponent(byte[] bytes, int to) {
        int at = end;
        if (at >= to || ((bytes[at] | 0x20) != 'e' && (bytes[at] | 0x20) != 'd')) {
            return;
        }
        at++;
        boolean negative = at < to && bytes[at] == '-';
        if (negative || (at < to && bytes[at] == '+')) {
            at++;
        }
        int first = at;
        int power = 0;
        for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            power = Math.min(MOST_EXPONENT, power * 10 + bytes[at] - '0');
        }
        if (at > first) {
            exponent += negative ? -power : power;
            end = at;
        }
    }

    private double value(byte[] bytes, int from) {
        if (mantissa == 0) {
            return 0;
        }
        if (!truncated) {
            if (mantissa >>> 53 == 0 && exponent >= -22 && exponent <= 22) {
                return exponent < 0 ? mantissa / EXACT_POWERS[-exponent] : mantissa * EXACT_POWERS[exponent];
            }
            double rounded = eiselLemire(mantissa, exponent);
            if (!Double.isNaN(rounded)) {
                return rounded;
            }
        }
        return Math.abs(viaString(bytes, from));
    }

    private double viaString(byte[] bytes, int from) {
        String text = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return Double.parseDouble(text.replace('d', 'e'));
    }

    /** Returns the value nearest to man * 10^power, or NaN when 128 bits cannot tell. */
    private static double eiselLemire(long man, int power) {
        if (power < LEAST_POWER || power > MOST_POWER) {
            return Double.NaN;
        }
        int zeros = Long.numberOfLeadingZeros(man);
        long normal = man << zeros;
        long exponent2 = ((217706L * power) >> 16) + 64 + 1023 - zeros;
        int row = 2 * (power - LEAST_POWER);
        long high = unsignedMultiplyHigh(normal, POWERS[row]);
        long low = normal * POWERS[row];
        if ((high & 0x1FF) == 0x1FF && Long.compareUnsigned(low + normal, normal) < 0) {
            long nextHigh = unsignedMultiplyHigh(normal, POWERS[row + 1]);
            long nextLow = normal * POWERS[row + 1];
            long merged = low + nextHigh;
            high += Long.compareUnsigned(merged, low) < 0 ? 1 : 0;
            boolean undecided = (high & 0x1FF) == 0x1FF && merged == -1L;
            if (undecided && Long.compareUnsigned(nextLow + normal, normal) < 0) {
                return Double.NaN;
            }
            low = merged;
        }
        int top = (int) (high >>> 63);
        long bits = high >>> (top + 9);
        exponent2 -= 1 ^ top;
        if (low == 0 && (high & 0x1FF) == 0 && (bits & 3) == 1) {
            return Double.NaN;
        }
        bits = (bits + (bits & 1)) >>> 1;
        if (bits >>> 53 > 0) {
            bits >>>= 1;
            exponent2++;
        }
        return Double.longBitsToDouble(exponent2 << 52 | (bits & (1L << 52) - 1));
    }

    private static long unsignedMultiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }

    /** The 128 leading bits of each power of ten, rounded down: high word, low word. */
    private static long[] powersOfTen() {
        long[] table = new long[2 * (MOST_POWER - LEAST_POWER + 1)];
        for (int power = LEAST_POWER; power <= MOST_POWER; power++) {
            BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
            BigInteger bits = power >= 0
                    ? ten.shiftLeft(128)
                    : BigInteger.ONE.shiftLeft(1024).divide(ten);
            bits = bits.shiftRight(bits.bitLength() - 128);
            table[2 * (power - LEAST_POWER)] = bits.shiftRight(64).longValue();
            table[2 * (power - LEAST_POWER) + 1] = bits.longValue();
        }
        return table;
    }

    /** The words for what is not a number, as C libraries of different makes print them. */
    private double notANumber(byte[] bytes, int from, int word, int to, boolean negative) {
        int length = Math.min(to - word, 8);
        String text = new String(bytes, word, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (text.startsWith("nan")) {
            end = to;
            return Double.NaN;
        }
        if (text.startsWith("inf")) {
            end = to;
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        end = from;
        return Double.NaN;
    }
}
