package io.amsphub.connectors.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Content in chunks of 64 KiB, each sealed by AES-256-GCM under a key that is used for one content only: the STREAM
 * construction of Hoang, Reyhanitabar, Rogaway and Vizár (CRYPTO 2015) with the nonces of age (C2SP, "age" v1): eleven
 * bytes count the chunks from 0, big-endian, the twelfth is 1 for the last chunk and 0 before. So a chunk that was
 * changed, moved, left out or cut off does not open, and any chunk can be opened alone.
 *
 * <pre>
 * file = header (16 bytes) chunk...     header = "AMSPSEAL" 01 10 and six zeros: the version, and log2 of the chunk
 * chunk = up to 65536 bytes, sealed, and 16 bytes of tag; all but the last are full; at least one, which may be empty
 * </pre>
 *
 * Not thread-safe.
 */
final class ChunkCipher {

    static final int CHUNK = 1 << 16;
    static final int TAG = 16;
    static final int SEALED_CHUNK = CHUNK + TAG;
    static final int HEADER = 16;

    private static final int TAG_BITS = 128;
    private static final int NONCE = 12;

    private final SecretKeySpec key;
    private final Cipher cipher;

    ChunkCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** Returns the header of a file. */
    static byte[] header() {
        byte[] header = new byte[HEADER];
        byte[] magic = "AMSPSEAL".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, header, 0, magic.length);
        header[magic.length] = 1;
        header[magic.length + 1] = 16;
        return header;
    }

    /** Returns how many bytes a file of so many bytes holds; -1 when no file has that length. */
    static long contentBytes(long fileBytes) {
        long sealed = fileBytes - HEADER;
        if (sealed < TAG) {
            return -1;
        }
        long chunks = (sealed + SEALED_CHUNK - 1) / SEALED_CHUNK;
        long last = sealed - (chunks - 1) * SEALED_CHUNK;
        return last < TAG || (last == TAG && chunks > 1) ? -1 : sealed - chunks * TAG;
    }

    /** Seals a chunk into another array; returns how many bytes that are. */
    int seal(long number, boolean last, byte[] chunk, int length, byte[] into) {
        try {
            return init(Cipher.ENCRYPT_MODE, number, last).doFinal(chunk, 0, length, into, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a chunk of " + length + " bytes is not sealed", e);
        }
    }

    /**
     * Opens a chunk into another array; returns how many bytes that are.
     *
     * @throws AEADBadTagException when it is not the chunk of that number
     */
    int open(long number, boolean last, byte[] sealed, int length, byte[] into) throws AEADBadTagException {
        try {
            return init(Cipher.DECRYPT_MODE, number, last).doFinal(sealed, 0, length, into, 0);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a chunk of " + length + " bytes is not opened", e);
        }
    }

    private Cipher init(int mode, long number, boolean last) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE)
                .put(new byte[3])
                .putLong(number)
                .put((byte) (last ? 1 : 0))
                .array();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
