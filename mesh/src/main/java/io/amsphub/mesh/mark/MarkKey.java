package io.amsphub.mesh.mark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that marks are written and found with. Who does not have it cannot read a mark, tell a marked model from
 * one that is not, or take the mark away but by a change of all positions larger than the mark.
 *
 * <p>A code of 40 bits and 24 zeros become a word of 64 bits under a keyed permutation (Feistel network of eight rounds
 * of HMAC-SHA-256; Luby and Rackoff 1988), so that codes that look alike have words that do not. The signs that spread
 * the word over the points are AES-128 of their coordinates. Immutable and thread-safe.
 */
public final class MarkKey {

    /** Fewest bytes of a secret. */
    public static final int LEAST_BYTES = 16;

    private static final int ROUNDS = 8;
    private static final int CHECK_BITS = 64 - MarkCode.BITS;
    private static final int BLOCK = 16;

    private final SecretKeySpec words;
    private final SecretKeySpec signs;

    private MarkKey(byte[] secret) {
        byte[] forSigns = hmac(new SecretKeySpec(secret, "HmacSHA256"), "signs".getBytes(StandardCharsets.US_ASCII));
        byte[] forWords = hmac(new SecretKeySpec(secret, "HmacSHA256"), "words".getBytes(StandardCharsets.US_ASCII));
        signs = new SecretKeySpec(forSigns, 0, BLOCK, "AES");
        words = new SecretKeySpec(forWords, "HmacSHA256");
    }

    /**
     * Makes a key of a secret.
     *
     * @throws IllegalArgumentException when it has less than {@value #LEAST_BYTES} bytes
     */
    public static MarkKey of(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException("a secret of marks has at least " + LEAST_BYTES + " bytes");
        }
        return new MarkKey(secret);
    }

    /** Returns the word that stands for a code. */
    long word(MarkCode code) {
        long word = code.bits() << CHECK_BITS;
        for (int round = 0; round < ROUNDS; round++) {
            int right = (int) word;
            word = ((long) right << 32) | (((word >>> 32) ^ mixed(round, right)) & 0xFFFFFFFFL);
        }
        return word;
    }

    /** Returns the code that a word stands for; a word taken at random stands for none but once in 2^24. */
    Optional<MarkCode> code(long word) {
        long open = word;
        for (int round = ROUNDS - 1; round >= 0; round--) {
            int left = (int) (open >>> 32);
            open = (((open ^ mixed(round, left)) & 0xFFFFFFFFL) << 32) | (left & 0xFFFFFFFFL);
        }
        boolean checks = (open & ((1L << CHECK_BITS) - 1)) == 0;
        return checks ? Optional.of(MarkCode.ofBits(open >>> CHECK_BITS)) : Optional.empty();
    }

    private long mixed(int round, int half) {
        byte[] block = ByteBuffer.allocate(5).put((byte) round).putInt(half).array();
        return ByteBuffer.wrap(hmac(words, block)).getInt() & 0xFFFFFFFFL;
    }

    /**
     * Returns 16 bytes for each point that nobody can guess without the key.
     *
     * @param points {@code double[3·n]}
     */
    byte[] noise(double[] points) {
        ByteBuffer plain = ByteBuffer.allocate(points.length / 3 * BLOCK);
        for (int i = 0; i < points.length; i += 3) {
            long x = Double.doubleToLongBits(points[i] + 0.0);
            long y = Double.doubleToLongBits(points[i + 1] + 0.0);
            long z = Double.doubleToLongBits(points[i + 2] + 0.0);
            plain.putLong(x * 0x9E3779B97F4A7C15L + Long.rotateLeft(y, 31));
            plain.putLong(z * 0xC2B2AE3D27D4EB4FL + Long.rotateLeft(y * 0x165667B19E3779F9L, 17));
        }
        try {
            // one block after the other is what is wanted: each stands for one point and is hidden by nothing else
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, signs);
            return cipher.doFinal(plain.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES", e);
        }
    }

    private static byte[] hmac(SecretKeySpec key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }
}
